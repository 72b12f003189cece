package dev.rustauth.telemetry.sample.collector.access;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.rustauth.telemetry.sample.collector.IntakePath;

/**
 * Lets forms change something only if they are on a page of the collector. Browsers send
 * the password of HTTP Basic along with the forms of strangers, too, and a collector
 * without a token asks for none. A token in the form would have to be read before anybody
 * knows who sends it, so this goes by what browsers say of a request; what is no browser
 * says nothing.
 */
final class SmallForms extends OncePerRequestFilter {

	private static final Set<String> PATHS = Set.of("/deployment/name", "/zone");

	private static final int MAX_LENGTH = 4096;

	private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	/**
	 * Tell whether a request may have a body, which is read after its token was checked.
	 */
	static boolean matches(HttpServletRequest request) {
		return request.getMethod().equals(HttpMethod.POST.name()) && PATHS.contains(request.getServletPath())
				&& request.getContentLengthLong() <= MAX_LENGTH
				&& request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
				&& String.valueOf(request.getContentType())
					.toLowerCase(Locale.ROOT)
					.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return SAFE.contains(request.getMethod()) || IntakePath.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (isForeign(request)) {
			AccessConfiguration.end(request, response, HttpServletResponse.SC_FORBIDDEN);
			return;
		}
		chain.doFilter(request, response);
	}

	private static boolean isForeign(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null) {
			return !OWN_SITES.contains(site);
		}
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return origin != null
				&& !String.valueOf(authority(origin)).equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
	}

	private static @Nullable String authority(String origin) {
		try {
			return URI.create(origin).getAuthority();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
