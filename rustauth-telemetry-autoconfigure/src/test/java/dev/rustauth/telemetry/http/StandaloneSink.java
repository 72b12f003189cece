package dev.rustauth.telemetry.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.CloseableSink;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.WriteSignal;

/**
 * The HTTP sink without an engine: opened on its thread as the engine does, and called
 * from whatever thread the test has.
 */
final class StandaloneSink implements CloseableSink {

	private final Scheduler thread;

	private final WebClientTelemetrySink sink;

	private final Duration limit;

	StandaloneSink(HttpSettings settings, ClientKind client) {
		this.limit = settings.requestTimeout();
		this.thread = client.newThread();
		CompletableFuture<WebClientTelemetrySink> opened = new CompletableFuture<>();
		this.thread.schedule(() -> {
			try {
				opened.complete(client.open(settings, this.thread));
			}
			catch (RuntimeException ex) {
				opened.completeExceptionally(ex);
			}
		});
		try {
			this.sink = opened.orTimeout(20, TimeUnit.SECONDS).join();
		}
		catch (RuntimeException ex) {
			this.thread.dispose();
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	/**
	 * With the time limit that the engine sets.
	 */
	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.defer(() -> {
			Written written = new Written();
			return this.sink.send(event)
				.contextWrite((context) -> context.put(WriteSignal.class, written))
				.timeout(this.limit, this.thread)
				.onErrorMap(TimeoutException.class,
						(late) -> (written.isWritten()) ? DeliveryFailure.unanswered("no answer in time")
								: DeliveryFailure.unconnected("no connection in time"));
		});
	}

	@Override
	public Mono<Void> close() {
		return this.sink.close().doFinally((signal) -> this.thread.dispose());
	}

	private static final class Written implements WriteSignal {

		private volatile boolean written = true;

		@Override
		public void held() {
			this.written = false;
		}

		@Override
		public void written() {
			this.written = true;
		}

		@Override
		public boolean isWritten() {
			return this.written;
		}

	}

}
