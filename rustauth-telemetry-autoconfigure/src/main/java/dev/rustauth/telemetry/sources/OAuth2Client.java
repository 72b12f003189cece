package dev.rustauth.telemetry.sources;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

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
record OAuth2Client(String registrationId, @Nullable String provider, List<String> addresses, boolean login,
		@Nullable List<String> scopes) {

	/** The grant with which users sign in. */
	static final String LOGIN = "authorization_code";

	static List<String> addresses(@Nullable String... addresses) {
		return Stream.of(addresses).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
	}

	OAuth2Client withScopes(@Nullable Collection<String> scopes) {
		return new OAuth2Client(this.registrationId, this.provider, this.addresses, this.login,
				(scopes != null) ? List.copyOf(scopes) : null);
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
