package dev.rustauth.telemetry.benchmarks.host;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The application without the starter, with it, and with it at work.
 */
enum Variant {

	/** As if the starter had never been added. */
	WITHOUT("without", "rustauth-telemetry-.*|spring-webflux.*|reactor-.*|reactive-streams.*|netty-.*"),

	/** What the starter brings, without its own jars. */
	LIBRARIES("libraries", "rustauth-telemetry-.*"),

	/** The same, and the application posts one event with a {@code WebClient} itself. */
	WEBCLIENT("libraries", "rustauth-telemetry-.*"),

	/** The starter is there, and off as it is by default. */
	OFF("all", ""),

	/** The starter is there, and sends to a collector on this machine. */
	ON("all", ""),

	/** The same without Netty's native libraries. */
	LEAN("lean", "netty-(codec-native-quic|transport-(native|classes)-epoll|resolver-dns-(native|classes)-macos).*"),

	/** The same without Reactor Netty: the JDK's client sends. */
	JDK_CLIENT("jdk-client", "reactor-netty-.*|netty-.*");

	private final String jar;

	private final Pattern missing;

	Variant(String jar, String missing) {
		this.jar = jar;
		this.missing = Pattern.compile(missing);
	}

	/** What the executable jar is called, without what all are called. */
	String jar() {
		return this.jar;
	}

	boolean takes(String jar) {
		return !this.missing.matcher(jar).matches();
	}

	boolean sends() {
		return this == WEBCLIENT || compareTo(ON) >= 0;
	}

	List<String> arguments(int port) {
		String endpoint = "http://127.0.0.1:" + port + "/";
		if (this == WEBCLIENT) {
			return List.of("--" + HostApplication.PLAIN_ENDPOINT + "=" + endpoint);
		}
		return (sends()) ? List.of("--rustauth.telemetry.enabled=true", "--rustauth.telemetry.endpoint=" + endpoint,
				// It ends soon, and the event is counted.
				"--rustauth.telemetry.delivery.shutdown-timeout=1m") : List.of();
	}

}
