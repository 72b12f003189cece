package dev.rustauth.telemetry.contributor;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;

import dev.rustauth.telemetry.detect.RunningBeans;
import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Registers each provider with which users sign in, unless a provider of that id, or of
 * the id of the registration, is stated. The repository says which registrations there
 * are; the settings say what the provider is called and which scopes were asked for,
 * since the repository holds those of the provider's template too.
 */
final class OAuth2ClientContributor implements OptionsContributors.Contributor {

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
		Map<String, OAuth2Registration> registered = registered();
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

	/**
	 * The registrations of the repositories that exist. Only one that keeps them in
	 * memory is read: making one, or asking another kind, may look up an issuer over the
	 * network.
	 * @return the registrations by their ids, {@code null} if there is no such repository
	 */
	private @Nullable Map<String, OAuth2Registration> registered() {
		List<Object> repositories = repositories();
		Map<String, OAuth2Registration> clients = new LinkedHashMap<>();
		for (Object repository : repositories) {
			if (repository instanceof InMemoryClientRegistrationRepository servlet) {
				put(servlet, clients);
			}
			else if (repository instanceof InMemoryReactiveClientRegistrationRepository reactive) {
				put(reactive, clients);
			}
			else {
				return null;
			}
		}
		return repositories.isEmpty() ? null : clients;
	}

	private List<Object> repositories() {
		return Stream.of(ClientRegistrationRepository.class, ReactiveClientRegistrationRepository.class)
			.flatMap((type) -> RunningBeans.injectable(this.beanFactory, type).stream())
			.<Object>flatMap(Optional::stream)
			.toList();
	}

	private static void put(Iterable<ClientRegistration> registrations, Map<String, OAuth2Registration> clients) {
		registrations
			.forEach((registration) -> clients.putIfAbsent(registration.getRegistrationId(), read(registration)));
	}

	private static OAuth2Registration read(ClientRegistration registration) {
		ClientRegistration.ProviderDetails provider = registration.getProviderDetails();
		return new OAuth2Registration(registration.getRegistrationId(), null,
				OAuth2Registration.addresses(provider.getIssuerUri(), provider.getAuthorizationUri(),
						provider.getTokenUri()),
				OAuth2Registration.LOGIN.equals(registration.getAuthorizationGrantType().getValue()),
				registration.getScopes());
	}

}
