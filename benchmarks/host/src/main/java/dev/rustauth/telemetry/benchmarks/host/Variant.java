package dev.rustauth.telemetry.benchmarks.host;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The application without the starter, with it, and with it at work.
 */
enum Variant {

	/** As if the starter had never been added. */
	WITHOUT,

	/** The starter is there, and off as it is by default. */
	OFF,

	/** The starter is there, and sends to a collector on this machine. */
	ON;

	/** What nobody but the starter brings into this application. */
	private static final Pattern STARTER = Pattern
		.compile("(rustauth-telemetry-(spring|auto)|spring-webflux|" + "reactor-|reactive-streams|netty-).*");

	boolean takes(String jar) {
		return this != WITHOUT || !STARTER.matcher(jar).matches();
	}

	List<String> arguments(int port) {
		return (this == ON) ? List.of("--rustauth.telemetry.enabled=true",
				"--rustauth.telemetry.endpoint=http://127.0.0.1:" + port + "/") : List.of();
	}

}
