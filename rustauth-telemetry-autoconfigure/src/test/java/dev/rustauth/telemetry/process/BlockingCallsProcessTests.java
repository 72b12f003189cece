package dev.rustauth.telemetry.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Neither the engine's thread nor the event loop waits for anything but something to do.
 * Names are looked up on another thread.
 */
@Timeout(600)
class BlockingCallsProcessTests {

	/** What may be seen, each with a piece of the stack that tells it. */
	private static final Map<String, String> ALLOWED = Map.of("the client is made, once, when the first event leaves",
			"dev.rustauth.telemetry.autoconfigure.HttpDestination.open <", "a class reads its settings, once",
			".<clinit> <", "random numbers for the idempotency key, which the kernel never keeps waiting",
			"java.util.UUID.randomUUID <", "the registry of fields is read from our jar, once",
			"dev.rustauth.telemetry.secrets.KnownWords.addRegistry <", "the thread ends",
			"java.util.concurrent.ThreadPoolExecutor.processWorkerExit <",
			"the JDK's pool is shut down while its thread looks into its queue",
			"$DelayedWorkQueue.isEmpty < java.util.concurrent.ThreadPoolExecutor.tryTerminate <");

	@Test
	void deliveryShouldNotBlock() {
		try (ScriptedCollector collector = ScriptedCollector.start()
			.then(Answer.status(503))
			.then(Answer.resetAfterBody()); ForkedJvm jvm = start("--rustauth.telemetry.endpoint=" + collector.url())) {
			collector.awaitRequests(WatchedApplication.EVENTS + 3);
			List<String> calls = blockingCalls(jvm);
			assertThat(calls.stream().filter((call) -> !isAllowed(call))).isEmpty();
			// Which of the allowed ones are seen depends on which thread comes first to a
			// class or to the kernel's random numbers; that others are seen, the seeded
			// call shows.
		}
	}

	@Test
	void printingShouldNotBlock() {
		try (ForkedJvm jvm = start("--rustauth.telemetry.debug=true")) {
			jvm.awaitOutput("\"number\": " + WatchedApplication.EVENTS);
			assertThat(blockingCalls(jvm).stream().filter((call) -> !isAllowed(call))).isEmpty();
		}
	}

	@Test
	void blockingCallsShouldBeFoundOnTheWayThereAndBack() {
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = start("--rustauth.telemetry.endpoint=" + collector.url(), "--seeded-block=true")) {
			collector.awaitRequests(WatchedApplication.EVENTS + 1);
			List<String> found = blockingCalls(jvm).stream().filter((call) -> !isAllowed(call)).toList();
			assertThat(found).allMatch((call) -> call.contains("WatchedApplication.sleep"))
				.anyMatch((call) -> call.startsWith("rustauth-telemetry-1 ") && call.contains("ExchangeFilterFunction"))
				.anyMatch((call) -> call.startsWith("rustauth-telemetry-http-nio-1 ")
						&& call.contains("HttpClientOperations.onInboundNext"));
		}
	}

	private static ForkedJvm start(String... arguments) {
		List<String> all = new ArrayList<>(List.of("--rustauth.telemetry.enabled=true"));
		all.addAll(List.of(arguments));
		return ForkedJvm.of(WatchedApplication.class)
			.option("-XX:+AllowRedefinitionToAddDeleteMethods")
			.arguments(all)
			.start();
	}

	private static boolean isAllowed(String call) {
		return ALLOWED.values().stream().anyMatch(call::contains);
	}

	private static List<String> blockingCalls(ForkedJvm jvm) {
		jvm.awaitOutput(SilentApplication.OPEN);
		jvm.proceed();
		jvm.awaitOutput(SilentApplication.CLOSED);
		return jvm.output()
			.lines()
			.filter((line) -> line.startsWith(WatchedApplication.BLOCKED))
			.map((line) -> line.substring(WatchedApplication.BLOCKED.length()))
			.toList();
	}

}
