package dev.rustauth.telemetry.sources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * The registrations that are configured under {@code spring.security.oauth2.client}.
 */
final class ConfiguredOAuth2Clients {

	private static final String PREFIX = "spring.security.oauth2.client";

	private static final ConfigurationPropertyName REGISTRATIONS = ConfigurationPropertyName
		.of(PREFIX + ".registration");

	private ConfiguredOAuth2Clients() {
	}

	/**
	 * Read them, in their order.
	 * @return the registrations by their ids
	 */
	static Map<String, OAuth2Client> read(Environment environment) {
		Binder binder = Binder.get(environment);
		Map<String, Provider> providers = binder
			.bind(PREFIX + ".provider", Bindable.mapOf(String.class, Provider.class))
			.orElseGet(Map::of);
		Map<String, OAuth2Client> clients = new LinkedHashMap<>();
		for (String id : ids(environment)) {
			Registration registration = binder
				.bind(REGISTRATIONS.append("[" + id + "]"), Bindable.of(Registration.class))
				.orElseGet(() -> new Registration(null, null, null));
			clients.put(id, client(id, registration, providers));
		}
		return clients;
	}

	/**
	 * By the names of the settings: a registration may have nothing but credentials,
	 * which aren't read.
	 */
	private static Collection<String> ids(Environment environment) {
		Map<String, String> ids = new LinkedHashMap<>();
		int position = REGISTRATIONS.getNumberOfElements();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter((name) -> REGISTRATIONS.isAncestorOf(name) && name.getNumberOfElements() > position + 1)
					.forEach((name) -> ids.putIfAbsent(name.getElement(position, Form.UNIFORM),
							name.getElement(position, Form.ORIGINAL)));
			}
		}
		return ids.values();
	}

	private static OAuth2Client client(String id, Registration registration, Map<String, Provider> providers) {
		String name = registration.provider();
		Provider provider = providers.get((name != null) ? name : id);
		List<String> addresses = (provider != null)
				? OAuth2Client.addresses(provider.issuerUri(), provider.authorizationUri(), provider.tokenUri())
				: List.of();
		String grant = registration.authorizationGrantType();
		List<String> scopes = registration.scope();
		return new OAuth2Client(id, name, addresses, grant == null || grant.equals(OAuth2Client.LOGIN),
				(scopes != null && !scopes.isEmpty()) ? new ArrayList<>(scopes) : null);
	}

	/**
	 * What is bound of a registration.
	 *
	 * @param provider name of its provider
	 * @param authorizationGrantType what it is for
	 * @param scope what is asked for
	 */
	record Registration(@Nullable String provider, @Nullable String authorizationGrantType,
			@Nullable List<String> scope) {

	}

	/**
	 * What is bound of a provider: where it is, to know which one it is.
	 *
	 * @param issuerUri its issuer
	 * @param authorizationUri where users are sent
	 * @param tokenUri where tokens come from
	 */
	record Provider(@Nullable String issuerUri, @Nullable String authorizationUri, @Nullable String tokenUri) {

	}

}
