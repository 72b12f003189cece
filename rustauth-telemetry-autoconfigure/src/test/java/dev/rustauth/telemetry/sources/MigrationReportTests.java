package dev.rustauth.telemetry.sources;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MigrationReport} and {@link MigrationRuns}.
 */
@Timeout(300)
class MigrationReportTests {

	private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

	private final MigrationRuns runs = new MigrationRuns(() -> true);

	private final Published published = new Published();

	private int made;

	@Test
	void createWhenNothingRanShouldPublishNothing() {
		report(init(Map.of("config", Map.of()))).create(this.timer).block(Duration.ofMinutes(1));
		assertThat(this.published.events).isEmpty();
	}

	@Test
	void createWhenNobodyKeepsBooksShouldPublishNothing() {
		MigrationReport report = new MigrationReport((timer) -> init(Map.of()), () -> null, this.published);
		report.create(this.timer).block(Duration.ofMinutes(1));
		assertThat(report.isWaiting()).isFalse();
		assertThat(this.published.events).isEmpty();
	}

	@Test
	void anyChangeShouldCountWhateverRanBeforeOrAfter() {
		this.runs.ran(false);
		this.runs.ran(true);
		this.runs.ran(false);
		assertThat(this.runs.take()).isEqualTo("migrated");
		assertThat(this.runs.take()).isNull();
	}

	@Test
	void createTwiceShouldPublishOnce() {
		this.runs.ran(false);
		MigrationReport report = report(init(Map.of("config", Map.of("database", "h2"))));
		report.create(this.timer).block(Duration.ofMinutes(1));
		report.create(this.timer).block(Duration.ofMinutes(1));
		assertThat(this.published.events).containsExactly(
				Map.of("type", "cli_migrate", "outcome", "no_changes", "config", Map.of("database", "h2")));
	}

	@Test
	void createWhenACustomizerFailedShouldReportWithoutConfig() {
		this.runs.ran(true);
		report(init(null)).create(this.timer).block(Duration.ofMinutes(1));
		assertThat(this.published.events).singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("outcome", "migrated").containsEntry("config", null));
	}

	@Test
	void beforeCloseShouldMakeInitOnceForBoth() {
		this.runs.ran(true);
		MigrationReport report = report(init(Map.of("config", Map.of())));
		assertThat(report.isWaiting()).isTrue();
		StepVerifier.create(report.beforeClose(this.timer, Duration.ofSeconds(2))).verifyComplete();
		assertThat(report.isWaiting()).isFalse();
		report.create(this.timer).block(Duration.ofMinutes(1));
		assertThat(this.made).isOne();
		assertThat(this.published.events).hasSize(1);
	}

	@Test
	void beforeCloseShouldWaitForInitThatIsBeingMade() {
		this.runs.ran(true);
		MigrationReport report = report(
				init(Map.of("config", Map.of())).delayElement(Duration.ofSeconds(1), this.timer));
		report.create(this.timer).subscribe();
		StepVerifier.create(report.beforeClose(this.timer, Duration.ofSeconds(2)))
			.then(() -> assertThat(this.published.events).isEmpty())
			.then(() -> this.timer.advanceTimeBy(Duration.ofSeconds(1)))
			.verifyComplete();
		assertThat(this.made).isOne();
		assertThat(this.published.events).hasSize(1);
	}

	@Test
	void beforeCloseShouldGiveUpInTime() {
		this.runs.ran(true);
		MigrationReport report = report(Mono.never());
		StepVerifier.create(report.beforeClose(this.timer, Duration.ofSeconds(2)))
			.then(() -> this.timer.advanceTimeBy(Duration.ofSeconds(2)))
			.verifyComplete();
		assertThat(this.published.events).isEmpty();
	}

	@Test
	void beforeCloseWhenInitFailsShouldComplete() {
		this.runs.ran(true);
		StepVerifier
			.create(report(Mono.error(new IllegalStateException())).beforeClose(this.timer, Duration.ofSeconds(2)))
			.verifyComplete();
	}

	@Test
	void booksShouldNotFailAMigration() {
		MigrationRuns failing = new MigrationRuns(() -> {
			throw new IllegalStateException();
		});
		assertThat(failing.isWanted()).isFalse();
	}

	private MigrationReport report(Mono<InitEvent> init) {
		return new MigrationReport((timer) -> init.doOnSubscribe((subscription) -> this.made++), () -> this.runs,
				this.published);
	}

	private static Mono<InitEvent> init(@Nullable Map<String, ?> payload) {
		return Mono.just(new InitEvent("id", payload));
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
