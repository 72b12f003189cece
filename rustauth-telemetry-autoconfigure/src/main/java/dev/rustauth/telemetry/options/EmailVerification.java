package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationUnit;

/**
 * Verification of email addresses.
 *
 * @param sendVerificationEmail whether a callback sends the verification email
 * @param sendOnSignUp whether the verification email is sent on sign-up
 * @param sendOnSignIn whether the verification email is sent on sign-in of an unverified
 * user
 * @param autoSignInAfterVerification whether a user is signed in once the address is
 * verified
 * @param expiresIn lifetime of a verification token, in seconds unless a unit is given
 * @param beforeEmailVerification whether a callback runs before an address is verified
 * @param afterEmailVerification whether a callback runs after an address is verified
 * @since 0.1.0
 */
public record EmailVerification(boolean sendVerificationEmail, boolean sendOnSignUp, boolean sendOnSignIn,
		boolean autoSignInAfterVerification, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration expiresIn,
		boolean beforeEmailVerification, boolean afterEmailVerification) {

	static final EmailVerification DEFAULTS = new EmailVerification(false, false, false, false, null, false, false);

	/**
	 * Check the numbers.
	 * @throws IllegalArgumentException if a duration or a number is negative
	 */
	public EmailVerification {
		Values.notNegative("rustauth.email-verification.expires-in", expiresIn);
	}

	/**
	 * Builder of {@link EmailVerification}: each method sets the component of the same
	 * name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder sendVerificationEmail(boolean sendVerificationEmail);

		public abstract Builder sendOnSignUp(boolean sendOnSignUp);

		public abstract Builder sendOnSignIn(boolean sendOnSignIn);

		public abstract Builder autoSignInAfterVerification(boolean autoSignInAfterVerification);

		public abstract Builder expiresIn(@Nullable Duration expiresIn);

		public abstract Builder beforeEmailVerification(boolean beforeEmailVerification);

		public abstract Builder afterEmailVerification(boolean afterEmailVerification);

		abstract EmailVerification build();

	}

}
