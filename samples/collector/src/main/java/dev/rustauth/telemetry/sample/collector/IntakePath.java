package dev.rustauth.telemetry.sample.collector;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where events are sent: {@code /events}, {@code /events/}, or {@code /events/<token>}
 * for senders that can't set a header.
 */
public final class IntakePath {

	/** Servlet mappings. */
	public static final String[] MAPPINGS = { "/events", "/events/*" };

	private static final String PATH = "/events";

	private IntakePath() {
	}

	/**
	 * Tell whether a request sends an event.
	 * @param request the request
	 * @return whether it does
	 */
	public static boolean matches(HttpServletRequest request) {
		return request.getMethod().equals("POST") && request.getServletPath().equals(PATH);
	}

	/**
	 * The token in the path of a request that sends an event.
	 * @param request the request
	 * @return the token, or null if there is none
	 */
	public static @Nullable String secretSegment(HttpServletRequest request) {
		String rest = (matches(request)) ? request.getPathInfo() : null;
		return (rest != null && rest.length() > 1) ? rest.substring(1) : null;
	}

}
