package dev.rustauth.telemetry.sources;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.init.InitEvent;
import dev.rustauth.telemetry.init.InitEventSource;

/**
 * Publishes {@code cli_migrate} when {@code init} is made: only then is there a config
 * snapshot for it, and it is the very one of {@code init}, with everything that redaction
 * and customizers did to it.
 *
 * @since 0.1.0
 */
public final class MigrationReport implements InitEventSource {

	private final InitEventSource init;

	private final Supplier<@Nullable MigrationRuns> runs;

	private final TelemetryPublisher publisher;

	private final Sinks.Empty<Void> made = Sinks.empty();

	private volatile boolean begun;

	private volatile @Nullable InitEvent early;

	/**
	 * Put the report behind {@code init}.
	 * @param init makes the event
	 * @param runs gives the books, {@code null} if nobody keeps any
	 * @param publisher takes the report
	 */
	public MigrationReport(InitEventSource init, Supplier<@Nullable MigrationRuns> runs, TelemetryPublisher publisher) {
		this.init = init;
		this.runs = runs;
		this.publisher = publisher;
	}

	@Override
	public Mono<InitEvent> create(Scheduler timer) {
		InitEvent early = this.early;
		if (early != null) {
			return Mono.just(early);
		}
		return Mono.defer(() -> {
			this.begun = true;
			return this.init.create(timer);
		}).doOnNext(this::publish).doFinally((signal) -> this.made.tryEmitEmpty());
	}

	private void publish(InitEvent event) {
		MigrationRuns runs = this.runs.get();
		String outcome = (runs != null) ? runs.take() : null;
		if (outcome != null) {
			Map<String, @Nullable Object> payload = new LinkedHashMap<>();
			payload.put("outcome", outcome);
			payload.put("config", (event.payload() != null) ? event.payload().get("config") : null);
			this.publisher.publish(MigrationRuns.TYPE, payload);
		}
	}

	/**
	 * Whether a close has to wait for {@link #beforeClose}: something ran, and the report
	 * isn't published yet.
	 * @return whether something would be lost
	 */
	public boolean isWaiting() {
		MigrationRuns runs = this.runs.get();
		return runs != null && runs.isWaiting();
	}

	/**
	 * Publish what would be lost otherwise: for an application that closes before
	 * {@code init} was made.
	 * @param timer scheduler for time limits
	 * @param limit how long it may take
	 * @return completes when it is published, or when the time is up; never fails
	 */
	public Mono<Void> beforeClose(Scheduler timer, Duration limit) {
		Mono<Void> published = (this.begun) ? this.made.asMono()
				: create(timer).doOnNext((event) -> this.early = event).then();
		return published.timeout(limit, Mono.empty(), timer).onErrorComplete();
	}

}
