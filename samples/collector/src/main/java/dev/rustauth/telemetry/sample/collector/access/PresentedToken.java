package dev.rustauth.telemetry.sample.collector.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

import dev.rustauth.telemetry.sample.collector.IntakePath;

/**
 * Finds the token of a request: a bearer token, the password of HTTP Basic (browsers ask
 * for it, and URLs can hold it), or for events the last segment of the path, for senders
 * that can set nothing but a URL.
 */
final class PresentedToken implements AuthenticationConverter {

	private static final String BEARER = "Bearer ";

	private final AuthenticationConverter basic = new BasicAuthenticationConverter();

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		String segment = IntakePath.secretSegment(request);
		if (segment != null) {
			return token(segment);
		}
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			return token(header.substring(BEARER.length()));
		}
		return this.basic.convert(request);
	}

	private static Authentication token(String token) {
		return UsernamePasswordAuthenticationToken.unauthenticated("token", token);
	}

}
