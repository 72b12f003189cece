package dev.rustauth.telemetry.sample.collector;

import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A PostgreSQL that hangs: behind a lock, and behind a network that swallows everything.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
		disabledReason = PostgresServer.SKIPPED)
@Timeout(240)
class HangingDatabaseIntegrationTests {

	/** Two seconds, and what a busy machine adds. */
	private static final Duration SOON = Duration.ofSeconds(10);

	private static final String EVENT = "{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{}}";

	@Test
	void lockedTableShouldBeToldInTimeAndForgottenAfterwards() throws SQLException {
		String url = PostgresServer.newDatabase();
		try (ConfigurableApplicationContext context = start(url);
				Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			Sender sender = sender(context);
			assertThat(sender.post(EVENT).statusCode()).isEqualTo(202);
			connection.setAutoCommit(false);
			statement.execute("lock table event, deployment, dead_letter in access exclusive mode");
			CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> sender.post(EVENT).statusCode());
			assertTrouble(sender);
			connection.rollback();
			int acknowledged = (waiting.join() == 202) ? 2 : 1;
			assertRecovered(sender);
			assertThat(sender.get("/deployments/export?id=a").body().lines()).hasSizeGreaterThanOrEqualTo(acknowledged);
		}
	}

	@Test
	void networkThatSwallowsEverythingShouldBeToldInTimeAndForgottenAfterwards() throws Exception {
		String url = PostgresServer.newDatabase();
		URI target = URI.create(url.substring("jdbc:".length()));
		try (HangingProxy proxy = HangingProxy.to(target.getPort());
				ConfigurableApplicationContext context = start(
						url.replace(":" + target.getPort(), ":" + proxy.port()))) {
			Sender sender = sender(context);
			assertThat(sender.post(EVENT).statusCode()).isEqualTo(202);
			proxy.hang();
			assertTrouble(sender);
			// Its transaction can't even begin, which Spring tells in a way of its own.
			HttpResponse<String> deletion = sender.delete("/deployments?id=a");
			assertThat(deletion.statusCode()).isEqualTo(503);
			assertThat(deletion.headers().firstValue("Retry-After")).hasValue("10");
			proxy.resume();
			assertRecovered(sender);
			assertThat(sender.post(EVENT).statusCode()).isEqualTo(202);
		}
	}

	private static void assertTrouble(Sender sender) {
		await(() -> sender.get("/actuator/health/readiness").statusCode(), 503);
		assertThat(sender.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
		for (String path : new String[] { "/", "/deployment?id=a", "/stream", "/event?number=1", "/dead-letters",
				"/deployments/export?id=a" }) {
			long start = System.nanoTime();
			assertThat(sender.get(path, "Accept", "text/html").statusCode()).as(path).isEqualTo(503);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).as(path).isLessThan(SOON);
		}
		assertThat(sender.get("/", "Accept", "text/html").body()).contains("The database does not answer");
	}

	private static void assertRecovered(Sender sender) {
		await(() -> sender.get("/actuator/health/readiness").statusCode(), 200);
		await(() -> sender.get("/").statusCode(), 200);
	}

	private static void await(IntSupplier status, int expected) {
		long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
		while (status.getAsInt() != expected) {
			assertThat(System.nanoTime()).isLessThan(end);
		}
	}

	private static ConfigurableApplicationContext start(String url) {
		return new SpringApplicationBuilder(CollectorApplication.class).profiles("postgres")
			.run("--server.port=0", "--COLLECTOR_DATABASE_USER=postgres", "--COLLECTOR_DATABASE_URL=" + url);
	}

	private static Sender sender(ConfigurableApplicationContext context) {
		return new Sender(((WebServerApplicationContext) context).getWebServer().getPort());
	}

}
