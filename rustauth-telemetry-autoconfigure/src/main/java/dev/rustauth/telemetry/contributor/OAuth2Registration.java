package dev.rustauth.telemetry.contributor;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import dev.rustauth.telemetry.detect.RunningBeans;

/**
 * What is read of a client registration. Id and secret of the client, its name and
 * redirect URI have no place here.
 *
 * @param registrationId how the application calls it
 * @param provider name of its provider, {@code null} when not said
 * @param addresses issuer and endpoints of the provider, as far as known
 * @param login whether users sign in with it, rather than the application itself
 * @param scopes the scopes asked for, {@code null} for those of the provider
 */
record OAuth2Registration(String registrationId, @Nullable String provider, List<String> addresses, boolean login,
		@Nullable Set<String> scopes) {

	/** The grant with which users sign in. */
	static final String LOGIN = "authorization_code";

	private static final String PREFIX = "spring.security.oauth2.client";

	/** Spring Boot's own reading of the settings, in Boot 4 and in Boot 3.5. */
	static final List<String> PROPERTIES = List.of(
			"org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties",
			"org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties");

	/**
	 * The registrations that are set, read as Spring Boot reads them: its bean, else its
	 * class bound once more. Without that class the settings mean nothing.
	 * @param beanFactory where the bean is
	 * @param environment where the settings are
	 * @return the registrations by their ids, in their order
	 */
	static Map<String, OAuth2Registration> configured(ConfigurableListableBeanFactory beanFactory,
			Environment environment) {
		return PROPERTIES.stream()
			.map((name) -> RunningBeans.type(beanFactory.getBeanClassLoader(), name))
			.filter(Objects::nonNull)
			.flatMap((type) -> properties(beanFactory, environment, Objects.requireNonNull(type)).stream())
			.findFirst()
			.map(OAuth2Registration::configured)
			.orElseGet(Map::of);
	}

	private static <T> Optional<T> properties(ConfigurableListableBeanFactory beanFactory, Environment environment,
			Class<T> type) {
		return RunningBeans.injectable(beanFactory, type)
			.stream()
			.flatMap(Optional::stream)
			.findFirst()
			.or(() -> Optional.ofNullable(Binder.get(environment).bind(PREFIX, Bindable.of(type)).orElse(null)));
	}

	private static Map<String, OAuth2Registration> configured(Object properties) {
		Map<?, ?> providers = map(properties, "getProvider");
		Map<String, OAuth2Registration> clients = new LinkedHashMap<>();
		map(properties, "getRegistration").forEach((key, registration) -> {
			String id = key.toString();
			String name = text(registration, "getProvider");
			Object provider = providers.get((name != null) ? name : id);
			List<String> addresses = (provider != null) ? addresses(text(provider, "getIssuerUri"),
					text(provider, "getAuthorizationUri"), text(provider, "getTokenUri")) : List.of();
			String grant = text(registration, "getAuthorizationGrantType");
			Collection<?> scopes = (Collection<?>) RunningBeans.get(registration, "getScope");
			clients.put(id,
					new OAuth2Registration(id, name, addresses, grant == null || grant.equals(LOGIN), (scopes != null)
							? scopes.stream().map(Object::toString).collect(Collectors.toCollection(LinkedHashSet::new))
							: null));
		});
		return clients;
	}

	private static Map<?, ?> map(Object properties, String getter) {
		return (RunningBeans.get(properties, getter) instanceof Map<?, ?> map) ? map : Map.of();
	}

	private static @Nullable String text(Object properties, String getter) {
		return (RunningBeans.get(properties, getter) instanceof String text) ? text : null;
	}

	static List<String> addresses(@Nullable String... addresses) {
		return Stream.of(addresses).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
	}

	/**
	 * The same registration with what only its settings tell: the name of the provider,
	 * and whether its scopes were asked for or are those of the provider's template.
	 * @param setting what is set for a registration of this id
	 * @return the registration as it runs
	 */
	OAuth2Registration with(OAuth2Registration setting) {
		boolean asSet = setting.scopes == null || setting.scopes.equals(this.scopes);
		return new OAuth2Registration(this.registrationId, setting.provider, this.addresses, this.login,
				asSet ? setting.scopes : this.scopes);
	}

	/**
	 * The id under which it is reported: the known provider at one of the addresses, of
	 * the name of the provider or of the registration; else the registration's own id.
	 */
	String id() {
		return Stream
			.concat(this.addresses.stream().map(KnownProviders::at),
					Stream.of(this.provider, this.registrationId).map(KnownProviders::named))
			.filter(Objects::nonNull)
			.map(Objects::requireNonNull)
			.findFirst()
			.orElse(this.registrationId);
	}

}
