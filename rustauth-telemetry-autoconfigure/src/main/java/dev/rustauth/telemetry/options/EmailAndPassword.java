package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Sign-in with an email address and a password.
 *
 * @param enabled whether users can sign in with email address and password
 * @param disableSignUp whether sign-up with email address and password is refused
 * @param requireEmailVerification whether the address must be verified before a session
 * is made
 * @param maxPasswordLength maximum length of a password, in characters
 * @param minPasswordLength minimum length of a password, in characters
 * @param sendResetPassword whether a callback sends the email to reset a password
 * @param resetPasswordTokenExpiresIn lifetime of a token to reset a password, in seconds
 * unless a unit is given
 * @param onPasswordReset whether a callback runs after a password is reset
 * @param password own hashing of passwords
 * @param autoSignIn whether a user is signed in on sign-up
 * @param revokeSessionsOnPasswordReset whether the other sessions end when a password is
 * reset
 * @since 0.1.0
 */
public record EmailAndPassword(boolean enabled, boolean disableSignUp, boolean requireEmailVerification,
		@DefaultValue("128") int maxPasswordLength, @DefaultValue("8") int minPasswordLength, boolean sendResetPassword,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration resetPasswordTokenExpiresIn, boolean onPasswordReset,
		@DefaultValue @NestedConfigurationProperty Password password, @DefaultValue("true") boolean autoSignIn,
		boolean revokeSessionsOnPasswordReset) {

	static final EmailAndPassword DEFAULTS = new EmailAndPassword(false, false, false, 128, 8, false, null, false,
			Password.DEFAULTS, true, false);

	/**
	 * Check the numbers.
	 * @throws IllegalArgumentException if a duration or a number is negative
	 */
	public EmailAndPassword {
		Values.notNegative("rustauth.email-and-password.max-password-length", maxPasswordLength);
		Values.notNegative("rustauth.email-and-password.min-password-length", minPasswordLength);
		Values.notNegative("rustauth.email-and-password.reset-password-token-expires-in", resetPasswordTokenExpiresIn);
	}

	/**
	 * Own hashing of passwords.
	 *
	 * @param hash whether a callback hashes passwords
	 * @param verify whether a callback verifies passwords
	 * @since 0.1.0
	 */
	public record Password(boolean hash, boolean verify) {

		static final Password DEFAULTS = new Password(false, false);

		/**
		 * Builder of {@link Password}: each method sets the component of the same name.
		 */
		public static final class Builder {

			private boolean hash;

			private boolean verify;

			Builder(Password from) {
				this.hash = from.hash();
				this.verify = from.verify();
			}

			public Builder hash(boolean hash) {
				this.hash = hash;
				return this;
			}

			public Builder verify(boolean verify) {
				this.verify = verify;
				return this;
			}

			Password build() {
				return new Password(this.hash, this.verify);
			}

		}

	}

	/**
	 * Builder of {@link EmailAndPassword}: each method sets the component of the same
	 * name.
	 */
	public static final class Builder {

		private boolean enabled;

		private boolean disableSignUp;

		private boolean requireEmailVerification;

		private int maxPasswordLength;

		private int minPasswordLength;

		private boolean sendResetPassword;

		private @Nullable Duration resetPasswordTokenExpiresIn;

		private boolean onPasswordReset;

		private Password password;

		private boolean autoSignIn;

		private boolean revokeSessionsOnPasswordReset;

		Builder(EmailAndPassword from) {
			this.enabled = from.enabled();
			this.disableSignUp = from.disableSignUp();
			this.requireEmailVerification = from.requireEmailVerification();
			this.maxPasswordLength = from.maxPasswordLength();
			this.minPasswordLength = from.minPasswordLength();
			this.sendResetPassword = from.sendResetPassword();
			this.resetPasswordTokenExpiresIn = from.resetPasswordTokenExpiresIn();
			this.onPasswordReset = from.onPasswordReset();
			this.password = from.password();
			this.autoSignIn = from.autoSignIn();
			this.revokeSessionsOnPasswordReset = from.revokeSessionsOnPasswordReset();
		}

		public Builder enabled(boolean enabled) {
			this.enabled = enabled;
			return this;
		}

		public Builder disableSignUp(boolean disableSignUp) {
			this.disableSignUp = disableSignUp;
			return this;
		}

		public Builder requireEmailVerification(boolean requireEmailVerification) {
			this.requireEmailVerification = requireEmailVerification;
			return this;
		}

		public Builder maxPasswordLength(int maxPasswordLength) {
			this.maxPasswordLength = maxPasswordLength;
			return this;
		}

		public Builder minPasswordLength(int minPasswordLength) {
			this.minPasswordLength = minPasswordLength;
			return this;
		}

		public Builder sendResetPassword(boolean sendResetPassword) {
			this.sendResetPassword = sendResetPassword;
			return this;
		}

		public Builder resetPasswordTokenExpiresIn(@Nullable Duration resetPasswordTokenExpiresIn) {
			this.resetPasswordTokenExpiresIn = resetPasswordTokenExpiresIn;
			return this;
		}

		public Builder onPasswordReset(boolean onPasswordReset) {
			this.onPasswordReset = onPasswordReset;
			return this;
		}

		public Builder password(Consumer<Password.Builder> refinement) {
			Password.Builder builder = new Password.Builder(this.password);
			refinement.accept(builder);
			this.password = builder.build();
			return this;
		}

		public Builder autoSignIn(boolean autoSignIn) {
			this.autoSignIn = autoSignIn;
			return this;
		}

		public Builder revokeSessionsOnPasswordReset(boolean revokeSessionsOnPasswordReset) {
			this.revokeSessionsOnPasswordReset = revokeSessionsOnPasswordReset;
			return this;
		}

		EmailAndPassword build() {
			return new EmailAndPassword(this.enabled, this.disableSignUp, this.requireEmailVerification,
					this.maxPasswordLength, this.minPasswordLength, this.sendResetPassword,
					this.resetPasswordTokenExpiresIn, this.onPasswordReset, this.password, this.autoSignIn,
					this.revokeSessionsOnPasswordReset);
		}

	}

}
