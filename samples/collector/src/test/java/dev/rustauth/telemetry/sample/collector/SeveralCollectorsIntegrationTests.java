package dev.rustauth.telemetry.sample.collector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two collectors that share a PostgreSQL, started at the same time on an empty database.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
		disabledReason = PostgresServer.SKIPPED)
@Timeout(180)
class SeveralCollectorsIntegrationTests {

	private static final int DEPLOYMENTS = 20;

	private static final int STARTS = 20;

	private final String url = PostgresServer.newDatabase();

	private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(this.url, "postgres", ""));

	private final Queue<JsonNode> told = new ConcurrentLinkedQueue<>();

	@Test
	void collectorsThatShareADatabaseShouldCountOnceAndTellOnce() throws Exception {
		HttpServer webhook = webhook();
		CompletableFuture<ConfigurableApplicationContext> first = start(webhook.getAddress().getPort());
		CompletableFuture<ConfigurableApplicationContext> second = start(webhook.getAddress().getPort());
		try (ConfigurableApplicationContext one = first.join(); ConfigurableApplicationContext other = second.join()) {
			List<Sender> senders = Stream.of(one, other).map(SeveralCollectorsIntegrationTests::sender).toList();
			sendToBoth(senders);
			assertThat(count("event")).isEqualTo(DEPLOYMENTS * STARTS);
			assertThat(count("deployment where starts = %d and events = %d".formatted(STARTS, STARTS)))
				.isEqualTo(DEPLOYMENTS);
			assertThat(count("snapshot where starts = %d".formatted(STARTS))).isEqualTo(DEPLOYMENTS);
			assertThat(this.jdbc.sql("select sum(events) from event_count").query(Long.class).single())
				.isEqualTo(DEPLOYMENTS * STARTS);
			CompletableFuture.allOf(judge(one), judge(other)).join();
			assertThat(count("rule_breach")).isEqualTo(DEPLOYMENTS);
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(this.told).hasSize(DEPLOYMENTS));
			assertThat(this.told).extracting((change) -> change.path("deployment").asString()).doesNotHaveDuplicates();
			senders.forEach((sender) -> assertThat(sender.get("/rules").body()).contains("20 deployments break it"));
		}
		finally {
			webhook.stop(0);
		}
	}

	private HttpServer webhook() throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			Samples.JSON.readTree(exchange.getRequestBody().readAllBytes()).at("/data/changes").forEach(this.told::add);
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		return server;
	}

	private CompletableFuture<ConfigurableApplicationContext> start(int webhook) {
		return CompletableFuture
			.supplyAsync(() -> new SpringApplicationBuilder(CollectorApplication.class).profiles("postgres")
				.run("--server.port=0", "--spring.datasource.url=" + this.url, "--spring.datasource.username=postgres",
						"--collector.rate.per-second=0", "--collector.rules.patched=framework.version >= 4.0.9",
						"--collector.webhook.url=http://localhost:%d/".formatted(webhook),
						"--collector.webhook.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"));
	}

	private static Sender sender(ConfigurableApplicationContext context) {
		return new Sender(((WebServerApplicationContext) context).getWebServer().getPort());
	}

	/**
	 * Each event to both, at the same time, under one key.
	 */
	private static void sendToBoth(List<Sender> senders) {
		List<CompletableFuture<Integer>> answers = new ArrayList<>();
		for (int i = 0; i < DEPLOYMENTS * STARTS; i++) {
			String body = """
					{"type":"init","anonymousId":"d%d","payload":{"framework":{"name":"spring-boot","version":"4.0.7"}}}"""
				.formatted(i % DEPLOYMENTS);
			for (Sender sender : senders) {
				answers.add(sender.postAsync(body.getBytes(), "Idempotency-Key", "key-" + i)
					.thenApply((answer) -> answer.statusCode()));
			}
		}
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join()).isEqualTo(202));
	}

	private static CompletableFuture<Void> judge(ConfigurableApplicationContext context) {
		return CompletableFuture.runAsync(() -> context.getBeansOfType(ScheduledTaskHolder.class)
			.values()
			.stream()
			.flatMap((holder) -> holder.getScheduledTasks().stream())
			.map(ScheduledTask::getTask)
			.filter((task) -> task.toString().contains("RuleWatch"))
			.forEach((task) -> task.getRunnable().run()));
	}

	private long count(String table) {
		return this.jdbc.sql("select count(*) from " + table).query(Long.class).single();
	}

}
