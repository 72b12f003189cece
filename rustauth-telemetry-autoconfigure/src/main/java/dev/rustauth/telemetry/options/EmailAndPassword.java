package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
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
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder hash(boolean hash);

			public abstract Builder verify(boolean verify);

			abstract Password build();

		}

	}

	/**
	 * Builder of {@link EmailAndPassword}: each method sets the component of the same
	 * name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder enabled(boolean enabled);

		public abstract Builder disableSignUp(boolean disableSignUp);

		public abstract Builder requireEmailVerification(boolean requireEmailVerification);

		public abstract Builder maxPasswordLength(int maxPasswordLength);

		public abstract Builder minPasswordLength(int minPasswordLength);

		public abstract Builder sendResetPassword(boolean sendResetPassword);

		public abstract Builder resetPasswordTokenExpiresIn(@Nullable Duration resetPasswordTokenExpiresIn);

		public abstract Builder onPasswordReset(boolean onPasswordReset);

		public final Builder password(Consumer<Password.Builder> refinement) {
			return password(Values.refine(new AutoBuilder_EmailAndPassword_Password_Builder(password()), refinement,
					Password.Builder::build));
		}

		public abstract Builder autoSignIn(boolean autoSignIn);

		public abstract Builder revokeSessionsOnPasswordReset(boolean revokeSessionsOnPasswordReset);

		abstract EmailAndPassword build();

		abstract Password password();

		abstract Builder password(Password password);

	}

}
