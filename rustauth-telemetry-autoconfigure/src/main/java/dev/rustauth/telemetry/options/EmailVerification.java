package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

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
	public static final class Builder {

		private boolean sendVerificationEmail;

		private boolean sendOnSignUp;

		private boolean sendOnSignIn;

		private boolean autoSignInAfterVerification;

		private @Nullable Duration expiresIn;

		private boolean beforeEmailVerification;

		private boolean afterEmailVerification;

		Builder(EmailVerification from) {
			this.sendVerificationEmail = from.sendVerificationEmail();
			this.sendOnSignUp = from.sendOnSignUp();
			this.sendOnSignIn = from.sendOnSignIn();
			this.autoSignInAfterVerification = from.autoSignInAfterVerification();
			this.expiresIn = from.expiresIn();
			this.beforeEmailVerification = from.beforeEmailVerification();
			this.afterEmailVerification = from.afterEmailVerification();
		}

		public Builder sendVerificationEmail(boolean sendVerificationEmail) {
			this.sendVerificationEmail = sendVerificationEmail;
			return this;
		}

		public Builder sendOnSignUp(boolean sendOnSignUp) {
			this.sendOnSignUp = sendOnSignUp;
			return this;
		}

		public Builder sendOnSignIn(boolean sendOnSignIn) {
			this.sendOnSignIn = sendOnSignIn;
			return this;
		}

		public Builder autoSignInAfterVerification(boolean autoSignInAfterVerification) {
			this.autoSignInAfterVerification = autoSignInAfterVerification;
			return this;
		}

		public Builder expiresIn(@Nullable Duration expiresIn) {
			this.expiresIn = expiresIn;
			return this;
		}

		public Builder beforeEmailVerification(boolean beforeEmailVerification) {
			this.beforeEmailVerification = beforeEmailVerification;
			return this;
		}

		public Builder afterEmailVerification(boolean afterEmailVerification) {
			this.afterEmailVerification = afterEmailVerification;
			return this;
		}

		EmailVerification build() {
			return new EmailVerification(this.sendVerificationEmail, this.sendOnSignUp, this.sendOnSignIn,
					this.autoSignInAfterVerification, this.expiresIn, this.beforeEmailVerification,
					this.afterEmailVerification);
		}

	}

}
