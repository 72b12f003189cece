package dev.rustauth.telemetry.options;

import java.util.List;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A registered social provider, without its client id, secret and other credentials. To
 * register a provider without settings, set an empty scope:
 * {@code rustauth.social-providers.github.scope=}.
 *
 * @param disableDefaultScope whether the provider's default scopes are left out
 * @param disableIdTokenSignIn whether sign-in with an id token is refused
 * @param disableImplicitSignUp whether sign-up happens only on explicit request
 * @param disableSignUp whether sign-up through this provider is refused
 * @param overrideUserInfoOnSignIn whether user details are overwritten on each sign-in
 * @param prompt value of the prompt parameter of the authorization request
 * @param scope scopes asked for besides the default ones
 * @since 0.1.0
 */
public record SocialProvider(boolean disableDefaultScope, boolean disableIdTokenSignIn, boolean disableImplicitSignUp,
		boolean disableSignUp, boolean overrideUserInfoOnSignIn, @Nullable String prompt,
		@DefaultValue List<String> scope) {

	static final SocialProvider DEFAULTS = new SocialProvider(false, false, false, false, false, null, List.of());

	/**
	 * Copy the collections.
	 */
	public SocialProvider {
		scope = List.copyOf(scope);
	}

	/**
	 * Builder of {@link SocialProvider}: each method sets the component of the same name,
	 * a list as a whole.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder disableDefaultScope(boolean disableDefaultScope);

		public abstract Builder disableIdTokenSignIn(boolean disableIdTokenSignIn);

		public abstract Builder disableImplicitSignUp(boolean disableImplicitSignUp);

		public abstract Builder disableSignUp(boolean disableSignUp);

		public abstract Builder overrideUserInfoOnSignIn(boolean overrideUserInfoOnSignIn);

		public abstract Builder prompt(@Nullable String prompt);

		public final Builder scope(String... scope) {
			return scope(List.of(scope));
		}

		abstract SocialProvider build();

		abstract Builder scope(List<String> scope);

	}

}
