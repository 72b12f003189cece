package dev.rustauth.telemetry.integration.contexts;

import java.util.List;

/**
 * The threads of the starter in this JVM.
 */
final class OwnThreads {

	private OwnThreads() {
	}

	static List<String> names() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter(Thread::isAlive)
			.map(Thread::getName)
			.filter((name) -> name.startsWith("rustauth-"))
			.sorted()
			.toList();
	}

}
