package dev.rustauth.telemetry.sample.collector;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
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
		Map<String, String> environment = h2();
		Set<String> acknowledged = killed(environment);
		try (ForkedCollector restarted = ForkedCollector.start(environment)) {
			HttpResponse<String> export = new Sender(restarted.port()).get("/deployments/export?id=killed");
			assertThat(export.statusCode()).isEqualTo(200);
			assertThat(export.body()
				.lines()
				.map((line) -> Samples.JSON.readTree(line).path("idempotencyKey").asString())
				.collect(Collectors.toSet())).containsAll(acknowledged);
		}
	}

	private static Map<String, String> h2() {
		return Map.of("COLLECTOR_DATA", OnH2.newDirectory().toString(), "JAVA_TOOL_OPTIONS", SHORT_LIVED);
	}

	@Test
	@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
			disabledReason = PostgresServer.SKIPPED)
	void whatWasAcknowledgedShouldBeThereAfterAKillOnPostgres() throws Exception {
		String url = PostgresServer.newDatabase();
		Set<String> acknowledged = killed(Map.of("COLLECTOR_DATABASE_URL", url, "COLLECTOR_DATABASE_USER", "postgres",
				"SPRING_PROFILES_ACTIVE", "postgres", "JAVA_TOOL_OPTIONS", SHORT_LIVED));
		// The server was not killed, so another collector would only read it more slowly.
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select idempotency_key from event")) {
			Set<String> kept = new HashSet<>();
			while (rows.next()) {
				kept.add(rows.getString(1));
			}
			assertThat(kept).containsAll(acknowledged);
		}
	}

	/**
	 * Kill a collector while events come in.
	 * @return the keys of those that got a 202
	 */
	private static Set<String> killed(Map<String, String> environment) throws Exception {
		try (ForkedCollector collector = ForkedCollector.start(environment, "--collector.rate.per-second=0")) {
			Intake intake = new Intake(collector.port());
			intake.enough.await();
			collector.kill();
			Set<String> acknowledged = intake.join();
			assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
			return acknowledged;
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
			String event = "{\"type\":\"init\",\"anonymousId\":\"killed\",\"payload\":{}}";
			byte[] alone = event.getBytes(StandardCharsets.UTF_8);
			byte[] batch = "[%1$s,%1$s,%1$s]".formatted(event).getBytes(StandardCharsets.UTF_8);
			try {
				while (true) {
					int next = this.number.incrementAndGet();
					String key = "key-" + next;
					boolean together = next % 3 == 0;
					if (sender.post((together) ? batch : alone, "Idempotency-Key", key).statusCode() == 202) {
						this.acknowledged
							.addAll((together) ? List.of(key + "/0", key + "/1", key + "/2") : List.of(key));
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
