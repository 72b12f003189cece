package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.http.ClientKind;
import dev.rustauth.telemetry.http.TestHttpSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for the clock that the dates of {@code Retry-After} are compared with.
 */
@Timeout(300)
class RetryAfterIntegrationTests {

	private static final String DATE = "Sat, 06 Nov 2094 08:49:37 GMT";

	private static final Instant TEN_SECONDS_BEFORE = Instant.parse("2094-11-06T08:49:27Z");

	@Test
	void dateShouldBeComparedWithTheClockOfTheEngine() {
		Scheduler thread = new Stopped(Schedulers.newSingle("stopped-clock", true), TEN_SECONDS_BEFORE);
		try (ScriptedCollector collector = ScriptedCollector.start()
			.then(Answer.status(503).withHeader("Retry-After", DATE))) {
			CloseableSink sink = ClientKind.JDK.open(TestHttpSettings.of(collector.url()).build(), thread);
			Mono<Void> sent = sink.send(new TelemetryEvent("own", Map.of()))
				.contextWrite(Context.of(WriteSignal.class,
						new Delivery("key", new DeliveryThread(() -> thread, (failure) -> {
						}))));
			DeliveryFailure failure = catchThrowableOfType(DeliveryFailure.class,
					() -> sent.block(ScriptedCollector.PATIENCE));
			assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(10));
			sink.close().block(ScriptedCollector.PATIENCE);
		}
		finally {
			thread.dispose();
		}
	}

	/**
	 * A thread on whose clock it is always the same time.
	 */
	private record Stopped(Scheduler delegate, Instant time) implements Scheduler {

		@Override
		public long now(TimeUnit unit) {
			return unit.convert(this.time.toEpochMilli(), TimeUnit.MILLISECONDS);
		}

		@Override
		public Disposable schedule(Runnable task) {
			return this.delegate.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return this.delegate.schedule(task, delay, unit);
		}

		@Override
		public Worker createWorker() {
			return this.delegate.createWorker();
		}

		@Override
		public void dispose() {
			this.delegate.dispose();
		}

	}

}
