package dev.rustauth.telemetry.sample.collector.operations;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies where none belongs. Whatever would read one there, if only to be rid of
 * it, would hold a thread for as long as the sender likes. After this status Tomcat
 * closes the connection and reads nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnexpectedBodies extends OncePerRequestFilter {

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getServletPath();
		return request.getMethod().equals("POST") && path.equals("/events");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
			response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
			response.setHeader(HttpHeaders.CONNECTION, "close");
			request.startAsync(request, response).complete();
			return;
		}
		chain.doFilter(request, response);
	}

}
