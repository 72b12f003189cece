package dev.rustauth.telemetry.sources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The registrations that are configured under {@code spring.security.oauth2.client}.
 */
final class ConfiguredOAuth2Clients {

	private static final String PREFIX = "spring.security.oauth2.client";

	private ConfiguredOAuth2Clients() {
	}

	/**
	 * Read them, in their order.
	 * @return the registrations by their ids
	 */
	static Map<String, OAuth2Client> read(Environment environment) {
		Binder binder = Binder.get(environment);
		Map<String, Registration> registrations = binder
			.bind(PREFIX + ".registration", Bindable.mapOf(String.class, Registration.class))
			.orElseGet(Map::of);
		Map<String, Provider> providers = binder
			.bind(PREFIX + ".provider", Bindable.mapOf(String.class, Provider.class))
			.orElseGet(Map::of);
		Map<String, OAuth2Client> clients = new LinkedHashMap<>();
		registrations.forEach((id, registration) -> clients.put(id, client(id, registration, providers)));
		return clients;
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
	 * @param clientId that there is a client id, which makes it a registration
	 * @param provider name of its provider
	 * @param authorizationGrantType what it is for
	 * @param scope what is asked for
	 */
	record Registration(@Nullable Mention clientId, @Nullable String provider, @Nullable String authorizationGrantType,
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

	/**
	 * Stands for a text that is there, and drops the text while it is bound.
	 */
	static final class Mention {

		private static final Mention MADE = new Mention();

		private Mention() {
		}

		/**
		 * Called by Spring's conversion, which knows public methods of this name.
		 * @param text what is there
		 * @return that there is something
		 */
		public static Mention valueOf(String text) {
			return MADE;
		}

	}

}
