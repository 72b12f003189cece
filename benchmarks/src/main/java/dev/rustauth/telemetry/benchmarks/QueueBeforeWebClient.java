package dev.rustauth.telemetry.benchmarks;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.concurrent.Queues;

/**
 * The usual advice: a bounded queue, and {@code flatMap} with some requests at once over
 * a plain {@link WebClient}. For one publishing thread, as Reactor's sink demands.
 */
final class QueueBeforeWebClient implements Contender {

	private static final int DEFAULT_CAPACITY = 1024;

	private final ConnectionProvider connections;

	private final Sinks.Many<Object> queue;

	private final AtomicLong lost = new AtomicLong();

	private final Sinks.Empty<Void> ended = Sinks.empty();

	QueueBeforeWebClient(int port, int queueCapacity, int concurrency) {
		this.connections = ConnectionProvider.create("queue", concurrency);
		WebClient client = NaiveWebClient.client(port, this.connections);
		this.queue = Sinks.many()
			.unicast()
			.onBackpressureBuffer(Queues.get((queueCapacity > 0) ? queueCapacity : DEFAULT_CAPACITY).get());
		this.queue.asFlux()
			.flatMap((event) -> NaiveWebClient.post(client, event).onErrorResume(this::failed), concurrency)
			.subscribe(null, null, this.ended::tryEmitEmpty);
	}

	private <T> Mono<T> failed(Throwable failure) {
		this.lost.incrementAndGet();
		return Mono.empty();
	}

	@Override
	public void publish(Object prepared) {
		if (this.queue.tryEmitNext(prepared).isFailure()) {
			this.lost.incrementAndGet();
		}
	}

	@Override
	public void close() {
		this.queue.tryEmitComplete();
		this.ended.asMono().block();
		this.connections.disposeLater().block();
	}

	@Override
	public long reported() {
		return this.lost.get();
	}

}
