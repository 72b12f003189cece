package dev.rustauth.telemetry.sample.collector.access;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.rustauth.telemetry.sample.collector.IntakePath;

/**
 * Refuses bodies where none belongs. Whatever would read one there, if only to be rid of
 * it, would hold a thread for as long as the sender likes. After this status Tomcat
 * closes the connection and reads nothing.
 */
final class UnexpectedBodies extends OncePerRequestFilter {

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return IntakePath.matches(request) || SmallForms.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
			AccessConfiguration.end(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
			return;
		}
		chain.doFilter(request, response);
	}

}
