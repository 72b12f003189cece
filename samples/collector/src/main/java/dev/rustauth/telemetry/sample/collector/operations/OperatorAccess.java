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

import dev.rustauth.telemetry.sample.collector.CollectorProperties;
import dev.rustauth.telemetry.sample.collector.Credentials;

/**
 * Asks for the operator's token, if there is one: for everything but the intake, which
 * has a token of its own, and the health that load balancers look at.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class OperatorAccess extends OncePerRequestFilter {

	private final Credentials credentials;

	OperatorAccess(CollectorProperties properties) {
		this.credentials = new Credentials(properties.operatorToken());
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getServletPath();
		return (path.equals("/events") && request.getMethod().equals("POST")) || path.equals("/actuator/health");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.credentials.accept(request.getHeader(HttpHeaders.AUTHORIZATION))) {
			chain.doFilter(request, response);
			return;
		}
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"collector\", charset=\"UTF-8\"");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
	}

}
