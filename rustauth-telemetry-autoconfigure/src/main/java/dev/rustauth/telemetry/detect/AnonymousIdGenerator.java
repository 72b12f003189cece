package dev.rustauth.telemetry.detect;

import java.security.SecureRandom;

import org.jspecify.annotations.Nullable;

/**
 * Generates the pseudonym of the deployment, {@code anonymousId}.
 * <p>
 * Called on a thread of the telemetry starter before the first event is sent, and while
 * telemetry is off only for a preview that an operator requests. A bean of this type
 * replaces the built-in generator. Implementations must be safe to call from any thread
 * and should give the same answer each time.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AnonymousIdGenerator {

	/**
	 * Generate the pseudonym.
	 * @param baseUrl the base URL of the auth server exactly as configured, {@code null}
	 * when there is none; an empty one counts as configured
	 * @return the pseudonym
	 */
	String generate(@Nullable String baseUrl);

	/**
	 * An id that reveals nothing about the deployment: 32 random letters and digits.
	 * @return a random id
	 */
	static String randomId() {
		String characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
		StringBuilder id = new StringBuilder();
		new SecureRandom().ints(32, 0, characters.length()).forEach((index) -> id.append(characters.charAt(index)));
		return id.toString();
	}

}
