package dev.rustauth.telemetry.sample.collector.access;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.session.DisableEncodeUrlFilter;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;
import dev.rustauth.telemetry.sample.collector.IntakePath;

/**
 * One chain for everything, on the port of its own that management may have, too: senders
 * need one token, people the other, and the health that load balancers ask for needs
 * none.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

	/**
	 * One style sheet, one icon, one script, and forms that lead to the collector itself.
	 */
	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
			+ "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	/** Of requests that were let in before: an error page, for instance. */
	private static final DispatcherType[] FROM_INSIDE = { DispatcherType.ASYNC, DispatcherType.ERROR,
			DispatcherType.FORWARD, DispatcherType.INCLUDE };

	private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1",
			"[0:0:0:0:0:0:0:1]", "0:0:0:0:0:0:0:1");

	private static final String[] HEALTH = { "/actuator/health", "/actuator/health/liveness",
			"/actuator/health/readiness" };

	@Bean
	SecurityFilterChain accessFilterChain(HttpSecurity http, Tokens tokens, AuthenticationEntryPoint senders) {
		AuthenticationEntryPoint refusal = (request, response, failure) -> {
			if (IntakePath.matches(request)) {
				senders.commence(request, response, failure);
			}
			else {
				askPeople(request, response);
			}
		};
		AuthenticationFilter authentication = new AuthenticationFilter(tokens, new PresentedToken());
		authentication.setSuccessHandler((request, response, success) -> {
		});
		authentication.setFailureHandler(refusal::commence);
		// SmallForms instead: its tokens would be looked for in a body that isn't to be
		// read before the other token was checked.
		http.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.headers(AccessConfiguration::headers)
			.anonymous((anonymous) -> anonymous.authorities(tokens.anonymous()))
			.addFilterBefore(AccessConfiguration::unlessAnswered, DisableEncodeUrlFilter.class)
			.addFilterBefore(new UnexpectedBodies(), DisableEncodeUrlFilter.class)
			.addFilterBefore(new SmallForms(), DisableEncodeUrlFilter.class)
			.addFilterBefore(authentication, AnonymousAuthenticationFilter.class)
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(refusal)
				.accessDeniedHandler((request, response, denied) -> refusal.commence(request, response,
						new InsufficientAuthenticationException("another token is needed"))))
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(FROM_INSIDE)
				.permitAll()
				.requestMatchers(IntakePath::matches)
				.hasAuthority(Tokens.SENDER)
				.requestMatchers(HttpMethod.GET, HEALTH)
				.permitAll()
				.anyRequest()
				.hasAuthority(Tokens.OPERATOR));
		return http.build();
	}

	/**
	 * When a sender hangs up after it was answered, Tomcat adds an error page to the
	 * answer: for nobody, and with lines in the log.
	 */
	private static void unlessAnswered(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!response.isCommitted()) {
			chain.doFilter(request, response);
		}
	}

	/**
	 * An observation of each filter costs more than the filters do.
	 */
	@Bean
	SecurityObservationSettings securityObservations() {
		return SecurityObservationSettings.noObservations();
	}

	private static void askPeople(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"collector\", charset=\"UTF-8\"");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		if (request.getContentLengthLong() > 0) {
			end(request, response, HttpServletResponse.SC_UNAUTHORIZED);
		}
		else {
			response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
		}
	}

	private static void headers(HeadersConfigurer<HttpSecurity> headers) {
		headers.contentTypeOptions(Customizer.withDefaults())
			.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
			.crossOriginOpenerPolicy((policy) -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
			.crossOriginResourcePolicy((policy) -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
	}

	/**
	 * A web page whose name is made to lead to this machine reaches a collector without a
	 * token, but under its own name.
	 */
	@Bean
	StrictHttpFirewall httpFirewall(CollectorProperties properties) {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		Set<String> hosts = new HashSet<>();
		properties.hosts().forEach((host) -> hosts.add(host.toLowerCase(Locale.ROOT)));
		if (!hosts.isEmpty() || properties.operatorToken().isBlank()) {
			hosts.addAll(THIS_MACHINE);
			firewall.setAllowedHostnames((host) -> hosts.contains(host.toLowerCase(Locale.ROOT)));
		}
		// The intake makes them fit itself, and must not fail on one.
		firewall.setAllowedHeaderValues((value) -> true);
		return firewall;
	}

	/**
	 * Tomcat leaves a body unread only if the request ends asynchronously.
	 */
	@Bean
	RequestRejectedHandler requestRejectedHandler() {
		return (request, response, rejected) -> end(request, response, HttpServletResponse.SC_BAD_REQUEST);
	}

	static void end(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
		response.setStatus(status);
		response.setHeader(HttpHeaders.CONNECTION, "close");
		request.startAsync(request, response).complete();
	}

}
