package dev.rustauth.telemetry.options;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A registered social provider. Its client id, secret and other credentials have no place
 * here. A provider that needs no setting is registered by an empty scope,
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
	public static final class Builder {

		private boolean disableDefaultScope;

		private boolean disableIdTokenSignIn;

		private boolean disableImplicitSignUp;

		private boolean disableSignUp;

		private boolean overrideUserInfoOnSignIn;

		private @Nullable String prompt;

		private List<String> scope;

		Builder(SocialProvider from) {
			this.disableDefaultScope = from.disableDefaultScope();
			this.disableIdTokenSignIn = from.disableIdTokenSignIn();
			this.disableImplicitSignUp = from.disableImplicitSignUp();
			this.disableSignUp = from.disableSignUp();
			this.overrideUserInfoOnSignIn = from.overrideUserInfoOnSignIn();
			this.prompt = from.prompt();
			this.scope = from.scope();
		}

		public Builder disableDefaultScope(boolean disableDefaultScope) {
			this.disableDefaultScope = disableDefaultScope;
			return this;
		}

		public Builder disableIdTokenSignIn(boolean disableIdTokenSignIn) {
			this.disableIdTokenSignIn = disableIdTokenSignIn;
			return this;
		}

		public Builder disableImplicitSignUp(boolean disableImplicitSignUp) {
			this.disableImplicitSignUp = disableImplicitSignUp;
			return this;
		}

		public Builder disableSignUp(boolean disableSignUp) {
			this.disableSignUp = disableSignUp;
			return this;
		}

		public Builder overrideUserInfoOnSignIn(boolean overrideUserInfoOnSignIn) {
			this.overrideUserInfoOnSignIn = overrideUserInfoOnSignIn;
			return this;
		}

		public Builder prompt(@Nullable String prompt) {
			this.prompt = prompt;
			return this;
		}

		public Builder scope(String... scope) {
			this.scope = List.of(scope);
			return this;
		}

		SocialProvider build() {
			return new SocialProvider(this.disableDefaultScope, this.disableIdTokenSignIn, this.disableImplicitSignUp,
					this.disableSignUp, this.overrideUserInfoOnSignIn, this.prompt, this.scope);
		}

	}

}
