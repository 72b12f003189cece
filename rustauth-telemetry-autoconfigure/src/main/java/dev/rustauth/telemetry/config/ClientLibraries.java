package dev.rustauth.telemetry.config;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.Internal;

/**
 * Which HTTP clients are on the class path, by name: nothing is loaded.
 *
 * @since 0.1.0
 */
@Internal
public final class ClientLibraries {

	/** What writes JSON. */
	public static final String JSON = "tools.jackson.core.json.JsonFactory";

	/** What the HTTP sink can't do without. */
	public static final List<String> NEEDED = List.of("org.springframework.web.reactive.function.client.WebClient",
			JSON);

	/** What writes the values that the starter can't write by itself. */
	public static final String DATABIND = "tools.jackson.databind.json.JsonMapper";

	/** What it prefers to the JDK's client. */
	public static final String PREFERRED = "reactor.netty.http.client.HttpClient";

	private ClientLibraries() {
	}

	/**
	 * Whether the preferred client is there.
	 * @param classLoader where to ask
	 * @return whether Reactor Netty's client can be loaded
	 */
	public static boolean isReactorNettyPresent(@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(PREFERRED, classLoader);
	}

}
