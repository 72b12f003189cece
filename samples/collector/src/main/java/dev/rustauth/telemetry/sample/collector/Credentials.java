package dev.rustauth.telemetry.sample.collector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Checks the {@code Authorization} header of a request: the token as a bearer token, or
 * as the password of Basic authentication, which is what browsers and URLs with user-info
 * can send. Takes the same time for every wrong token. Safe to call from any thread.
 */
public final class Credentials {

	private final byte @Nullable [] expected;

	/**
	 * Make a check.
	 * @param token what is asked for, empty for nothing
	 */
	public Credentials(String token) {
		this.expected = (token.isBlank()) ? null : digest(token.strip());
	}

	/**
	 * Tell whether anything is asked for.
	 * @return whether there is a token
	 */
	public boolean isRequired() {
		return this.expected != null;
	}

	/**
	 * Check a request.
	 * @param authorization its header, or null if it has none
	 * @return whether it may pass
	 */
	public boolean accept(@Nullable String authorization) {
		if (this.expected == null) {
			return true;
		}
		String token = (authorization != null) ? token(authorization) : null;
		return token != null && MessageDigest.isEqual(this.expected, digest(token));
	}

	private static @Nullable String token(String authorization) {
		String[] parts = authorization.strip().split(" +", 2);
		if (parts.length < 2) {
			return null;
		}
		if (parts[0].equalsIgnoreCase("Bearer")) {
			return parts[1];
		}
		return (parts[0].equalsIgnoreCase("Basic")) ? password(parts[1]) : null;
	}

	private static @Nullable String password(String credentials) {
		try {
			String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
			int colon = decoded.indexOf(':');
			return (colon < 0) ? null : decoded.substring(colon + 1);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Digests have one length, so comparing them doesn't tell that of the token.
	 */
	private static byte[] digest(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
