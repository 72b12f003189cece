package dev.rustauth.telemetry.integration.contexts;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.process.ForkedJvm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A restart by DevTools is a start, and leaves nothing of the one before. A training run
 * isn't one.
 */
@Timeout(900)
class RestartProcessTests {

	@Test
	void restartByDevToolsShouldSendOneInitEachAndLeaveNoThread() {
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = ForkedJvm.of(RestartingApplication.class)
					.classPath((entry) -> true)
					.arguments(List
						.of(OddApplication.arguments(collector.url(), "--rustauth.base-url=https://app.example.com",
								"--spring.application.name=odd", "--spring.devtools.livereload.enabled=false",
								// An attempt that runs out is repeated.
								"--rustauth.telemetry.http.request-timeout=2m")))
					.start()) {
			for (int start = 1; start <= 3; start++) {
				collector.awaitEvents(start);
				jvm.proceed();
				// Reactor, which stays, counts on: a start takes one number, a close one.
				assertThat(jvm.awaitLines(RestartingApplication.THREADS, start).get(start - 1)).as(jvm.output())
					.isEqualTo("[rustauth-telemetry-" + (2 * start - 1) + ", rustauth-telemetry-http-nio-1]");
				jvm.proceed();
			}
			collector.awaitEvents(4);
			assertThat(collector.types()).containsExactly("init", "init", "init", "init");
			assertThat(collector.events()).extracting((event) -> event.path("anonymousId").asString())
				.containsOnly(collector.events().get(0).path("anonymousId").asString());
		}
	}

	@Test
	void trainingRunShouldSendNothing() {
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = ForkedJvm.of(OddApplication.class)
					.classPath((entry) -> !entry.contains("devtools"))
					.option("-Dspring.context.exit=onRefresh")
					.arguments(List.of(OddApplication.arguments(collector.url())))
					.start()) {
			assertThat(jvm.awaitExit()).as(jvm.output()).isZero();
			// It says that it is on when it begins, which it never does here.
			assertThat(jvm.output()).contains("Root WebApplicationContext").doesNotContain("RustAuth telemetry is on");
			assertThat(collector.types()).isEmpty();
		}
	}

}
