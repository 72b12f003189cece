package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.collector.ReceivedRequest;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.http.ClientKind;
import dev.rustauth.telemetry.http.TestHttpSettings;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pauses under load, over sockets and with real threads.
 */
@Timeout(300)
class DeliveryPauseIntegrationTests {

	private static final int PUBLISHERS = 4;

	private static final int PAUSES = 10;

	private static final Duration FLUSH = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofSeconds(30);

	@ParameterizedTest
	@EnumSource
	void publishThroughPausesShouldCountEverything(ClientKind client) throws InterruptedException {
		try (ScriptedCollector collector = ScriptedCollector.start()) {
			DeliveryEngine engine = TestEngines.create(TestHttpSettings.of(collector.url()).client(client), 4,
					new RetryPolicy(4, Duration.ofMillis(10), Duration.ofMillis(50), LONG), FLUSH);
			engine.start((timer) -> Mono.just(new InitEvent("anon", Map.of())));
			CountDownLatch pausesDone = new CountDownLatch(1);
			List<Thread> publishers = new ArrayList<>();
			for (int i = 0; i < PUBLISHERS; i++) {
				publishers.add(new Thread(() -> publishUntil(engine, pausesDone)));
			}
			publishers.forEach(Thread::start);
			for (int i = 0; i < PAUSES; i++) {
				engine.pause().block(LONG.plusSeconds(5));
				engine.resume();
			}
			pausesDone.countDown();
			for (Thread publisher : publishers) {
				publisher.join();
			}
			engine.shutdown((timer) -> Mono.error(new IllegalStateException())).block(LONG.plusSeconds(5));
			LedgerSnapshot.Entry total = engine.statistics().ledger().total();
			assertThat(total.pending()).isZero();
			assertThat(total.dropped().keySet()).isSubsetOf(DropReason.QUEUE_FULL, DropReason.SHUTDOWN);
			long dropped = total.dropped().values().stream().mapToLong(Long::longValue).sum();
			assertThat(total.accepted()).isEqualTo(total.delivered() + total.unknown() + dropped);
			assertThat(collector.requests()
				.stream()
				.map((request) -> request.header("Idempotency-Key"))
				.distinct()
				.count()).isBetween(total.delivered(), total.delivered() + total.unknown());
			assertThat(collector.requests().stream().map(ReceivedRequest::text))
				.filteredOn((text) -> text.contains("\"init\""))
				.hasSize(1);
		}
	}

	private static void publishUntil(DeliveryEngine engine, CountDownLatch end) {
		while (end.getCount() > 0) {
			for (int i = 0; i < 5; i++) {
				engine.publish("own", Map.of("number", i));
			}
			LockSupport.parkNanos(2_000_000);
		}
	}

}
