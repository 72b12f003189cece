package dev.rustauth.telemetry.sample.collector;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Collectors in JVMs of their own that are killed while events come in.
 */
@Timeout(180)
class KilledProcessTests {

	private static final int SENDERS = 8;

	private static final int ENOUGH = 400;

	/** Saves seconds of compilation for a JVM that lives for a few. */
	private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

	@Test
	void whatWasAcknowledgedShouldBeThereAfterAKillOnH2() throws Exception {
		killAndRestart(h2());
	}

	private static Map<String, String> h2() {
		return Map.of("COLLECTOR_DATA", OnH2.newDirectory().toString(), "JAVA_TOOL_OPTIONS", SHORT_LIVED);
	}

	@Test
	@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
			disabledReason = PostgresServer.SKIPPED)
	void whatWasAcknowledgedShouldBeThereAfterAKillOnPostgres() throws Exception {
		killAndRestart(Map.of("COLLECTOR_DATABASE_URL", PostgresServer.newDatabase(), "COLLECTOR_DATABASE_USER",
				"postgres", "SPRING_PROFILES_ACTIVE", "postgres", "JAVA_TOOL_OPTIONS", SHORT_LIVED));
	}

	private static void killAndRestart(Map<String, String> environment) throws Exception {
		try (ForkedCollector collector = ForkedCollector.start(environment, "--collector.rate.per-second=0")) {
			Intake intake = new Intake(collector.port());
			intake.enough.await();
			collector.kill();
			assertKept(environment, intake.join());
		}
	}

	private static void assertKept(Map<String, String> environment, Set<String> acknowledged) {
		assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
		try (ForkedCollector restarted = ForkedCollector.start(environment)) {
			HttpResponse<String> export = new Sender(restarted.port()).get("/deployments/export?id=killed");
			assertThat(export.statusCode()).isEqualTo(200);
			Set<String> kept = export.body()
				.lines()
				.map((line) -> Samples.JSON.readTree(line).path("idempotencyKey").asString())
				.collect(Collectors.toSet());
			assertThat(kept).containsAll(acknowledged);
		}
	}

	/**
	 * Senders that go on until nobody answers any more.
	 */
	private static final class Intake {

		private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

		private final CountDownLatch enough = new CountDownLatch(ENOUGH);

		private final AtomicInteger number = new AtomicInteger();

		private final List<Thread> threads = new ArrayList<>();

		Intake(int port) {
			for (int i = 0; i < SENDERS; i++) {
				Thread thread = new Thread(() -> send(new Sender(port)), "sender-" + i);
				this.threads.add(thread);
				thread.start();
			}
		}

		private void send(Sender sender) {
			byte[] body = "{\"type\":\"init\",\"anonymousId\":\"killed\",\"payload\":{}}"
				.getBytes(StandardCharsets.UTF_8);
			try {
				while (true) {
					String key = "key-" + this.number.incrementAndGet();
					if (sender.post(body, "Idempotency-Key", key).statusCode() == 202) {
						this.acknowledged.add(key);
						this.enough.countDown();
					}
				}
			}
			catch (RuntimeException ex) {
				// It is dead.
			}
		}

		Set<String> join() throws InterruptedException {
			for (Thread thread : this.threads) {
				thread.join();
			}
			return this.acknowledged;
		}

	}

}
