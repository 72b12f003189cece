package dev.rustauth.telemetry.contributor;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Registers each provider with which users sign in, unless a provider of that id, or of
 * the id of the registration, is stated. The repository says which registrations there
 * are; the settings say what the provider is called and which scopes were asked for,
 * since the repository holds those of the provider's template too.
 */
final class OAuth2ClientContributor implements RustAuthOptionsContributor {

	private final Environment environment;

	private final ConfigurableListableBeanFactory beanFactory;

	OAuth2ClientContributor(Environment environment, ConfigurableListableBeanFactory beanFactory) {
		this.environment = environment;
		this.beanFactory = beanFactory;
	}

	@Override
	public void fill(RustAuthOptions.Builder builder, Predicate<String> stated) {
		Set<String> taken = builder.build().socialProviders().keySet();
		Map<String, Set<String>> scopes = new LinkedHashMap<>();
		Set<String> asked = new HashSet<>();
		for (OAuth2Registration client : clients()) {
			String id = client.id();
			if (client.login() && !taken.contains(id) && !taken.contains(client.registrationId())) {
				Set<String> own = client.scopes();
				scopes.computeIfAbsent(id, (key) -> new LinkedHashSet<>()).addAll((own != null) ? own : Set.of());
				if (own != null) {
					asked.add(id);
				}
			}
		}
		scopes.forEach((id, all) -> builder.socialProvider(id,
				(provider) -> provider.scope(all.toArray(String[]::new)).disableDefaultScope(asked.contains(id))));
	}

	private Collection<OAuth2Registration> clients() {
		Map<String, OAuth2Registration> configured = OAuth2Registration.configured(this.beanFactory, this.environment);
		Map<String, OAuth2Registration> registered = InMemoryRegistrations.look(this.beanFactory);
		if (registered == null) {
			return configured.values();
		}
		// A repository has no order, settings have.
		Map<String, OAuth2Registration> clients = new LinkedHashMap<>(configured);
		clients.keySet().retainAll(registered.keySet());
		clients.replaceAll((id, setting) -> registered.getOrDefault(id, setting).with(setting));
		registered.forEach(clients::putIfAbsent);
		return clients.values();
	}

}
