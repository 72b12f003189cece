package dev.rustauth.telemetry.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.ManagedSink;

/**
 * The HTTP sink without an engine: opened on its thread as the engine does, and called
 * from whatever thread the test has.
 */
final class StandaloneSink implements ManagedSink {

	private final Scheduler thread;

	private final WebClientTelemetrySink sink;

	StandaloneSink(HttpSettings settings, ClientKind client) {
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

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return this.sink.send(event);
	}

	@Override
	public Mono<Void> close() {
		return this.sink.close().doFinally((signal) -> this.thread.dispose());
	}

}
