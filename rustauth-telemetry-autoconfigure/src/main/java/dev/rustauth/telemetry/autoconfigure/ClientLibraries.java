package dev.rustauth.telemetry.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What the HTTP sink finds on the class path, by name: looking doesn't load anything.
 */
final class ClientLibraries {

	/** What writes JSON. */
	static final String JSON = "tools.jackson.core.json.JsonFactory";

	/** What the HTTP sink can't do without. */
	static final List<String> NEEDED = List.of("org.springframework.web.reactive.function.client.WebClient", JSON);

	/** What writes the values that the starter can't write by itself. */
	static final String DATABIND = "tools.jackson.databind.json.JsonMapper";

	/** What it prefers to the JDK's client. */
	static final String PREFERRED = "reactor.netty.http.client.HttpClient";

	private ClientLibraries() {
	}

	static boolean isReactorNettyPresent(@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(PREFERRED, classLoader);
	}

}
