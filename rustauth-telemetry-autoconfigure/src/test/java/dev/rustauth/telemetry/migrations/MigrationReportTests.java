package dev.rustauth.telemetry.migrations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.test.context.support.TestPropertySourceUtils;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MigrationReport} and {@link MigrationRuns}.
 */
@Timeout(300)
class MigrationReportTests {

	private final MigrationRuns runs = new MigrationRuns(() -> true);

	private final Published published = new Published();

	private final CompletableFuture<Map<String, @Nullable Object>> config = new CompletableFuture<>();

	private TelemetryConfigSource source = () -> this.config;

	@Test
	void contextWhenNothingRanShouldReportNothing() {
		context(false).close();
		assertThat(this.published.events).isEmpty();
	}

	@Test
	void anyChangeShouldCountWhateverRanBeforeOrAfter() {
		assertThat(this.runs.outcome()).isNull();
		this.runs.ran(false);
		assertThat(this.runs.outcome()).isEqualTo("no_changes");
		this.runs.ran(true);
		this.runs.ran(false);
		assertThat(this.runs.outcome()).isEqualTo("migrated");
	}

	@Test
	void contextThatIsCompleteShouldReportOnce() {
		this.config.complete(Map.of("database", "h2"));
		this.runs.ran(false);
		try (AnnotationConfigApplicationContext context = context(false)) {
			assertThat(context.isRunning()).isTrue();
			this.runs.ran(true);
		}
		assertThat(this.published.events).containsExactly(
				Map.of("type", "cli_migrate", "outcome", "no_changes", "config", Map.of("database", "h2")));
	}

	@Test
	void reportWithoutConfigShouldSayNull() {
		this.config.complete(Map.of());
		this.runs.ran(true);
		context(false).close();
		assertThat(this.published.events).singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("outcome", "migrated").containsEntry("config", null));
	}

	@Test
	void closeBeforeTheApplicationIsReadyShouldWaitForTheReport() throws Exception {
		this.runs.ran(true);
		CountDownLatch closed = new CountDownLatch(1);
		try (AnnotationConfigApplicationContext context = context(true, "20s")) {
			assertThat(this.published.events).isEmpty();
			context.getBean(MigrationReport.class).stop(closed::countDown);
			assertThat(closed.getCount()).isOne();
			this.config.complete(Map.of("database", "h2"));
			assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
			assertThat(this.published.events).hasSize(1);
		}
		assertThat(this.published.events).hasSize(1);
	}

	@Test
	void closeShouldGiveUpInTime() {
		this.runs.ran(true);
		context(true, "50ms").close();
		assertThat(this.published.events).isEmpty();
	}

	@Test
	void sourceThatFailsShouldCostNothingElse() {
		this.source = () -> {
			throw new IllegalStateException("canary");
		};
		this.runs.ran(true);
		context(false).close();
		this.source = () -> CompletableFuture.failedFuture(new IllegalStateException("canary"));
		context(false).close();
		assertThat(this.published.events).isEmpty();
	}

	@Test
	void runsShouldNotFailAMigration() {
		MigrationRuns failing = new MigrationRuns(() -> {
			throw new IllegalStateException();
		});
		assertThat(failing.isWanted()).isFalse();
	}

	private AnnotationConfigApplicationContext context(boolean application, String... shutdownTimeout) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		for (String timeout : shutdownTimeout) {
			TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context,
					"rustauth.telemetry.delivery.shutdown-timeout=" + timeout);
		}
		if (application) {
			context.getBeanFactory().registerSingleton("springApplicationArguments", new DefaultApplicationArguments());
		}
		context.registerBean(MigrationRuns.class, () -> this.runs);
		context.registerBean(TelemetryConfigSource.class, () -> () -> this.source.config());
		context.registerBean(TelemetryPublisher.class, () -> this.published);
		context.registerBean(MigrationReport.class,
				() -> new MigrationReport(context, context.getBeanProvider(MigrationRuns.class),
						context.getBeanProvider(TelemetryConfigSource.class),
						context.getBeanProvider(TelemetryPublisher.class)));
		context.refresh();
		return context;
	}

	private static final class Published implements TelemetryPublisher {

		private final List<Map<String, Object>> events = new ArrayList<>();

		@Override
		public void publish(TelemetryEvent event) {
			throw new AssertionError();
		}

		@Override
		public void publish(String type, Map<String, ?> payload) {
			Map<String, Object> event = new HashMap<>(payload);
			event.put("type", type);
			this.events.add(event);
		}

	}

}
