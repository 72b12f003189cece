package dev.rustauth.telemetry.sources;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Registers each provider with which users sign in, unless a provider of that id, or of
 * the id of the registration, is stated. The repository says which registrations there
 * are; the settings say which scopes somebody asked for, since the repository holds those
 * of the provider's template too.
 */
final class OAuth2ClientSource implements OptionsSource {

	private final Environment environment;

	private final ConfigurableListableBeanFactory beanFactory;

	OAuth2ClientSource(Environment environment, ConfigurableListableBeanFactory beanFactory) {
		this.environment = environment;
		this.beanFactory = beanFactory;
	}

	@Override
	public void fill(RustAuthOptions.Builder builder, Predicate<String> stated) {
		Set<String> taken = builder.build().socialProviders().keySet();
		Map<String, Set<String>> providers = new LinkedHashMap<>();
		for (OAuth2Client client : clients()) {
			String id = client.id();
			if (client.login() && !taken.contains(id) && !taken.contains(client.registrationId())) {
				List<String> scopes = client.scopes();
				providers.computeIfAbsent(id, (key) -> new LinkedHashSet<>())
					.addAll((scopes != null) ? scopes : List.of());
			}
		}
		providers.forEach((id, scopes) -> builder.socialProvider(id,
				(provider) -> provider.scope(scopes.toArray(String[]::new)).disableDefaultScope(!scopes.isEmpty())));
	}

	private Collection<OAuth2Client> clients() {
		Map<String, OAuth2Client> configured = ConfiguredOAuth2Clients.read(this.environment);
		Map<String, OAuth2Client> registered = RegisteredOAuth2Clients.look(this.beanFactory);
		if (registered == null) {
			return configured.values();
		}
		// A repository has no order, settings have.
		Map<String, OAuth2Client> clients = new LinkedHashMap<>(configured);
		clients.keySet().retainAll(registered.keySet());
		clients.replaceAll((id, setting) -> registered.getOrDefault(id, setting).withScopes(setting.scopes()));
		registered.forEach(clients::putIfAbsent);
		return clients.values();
	}

}
