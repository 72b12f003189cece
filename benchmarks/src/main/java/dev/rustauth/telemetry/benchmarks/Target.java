package dev.rustauth.telemetry.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.DeliveryEngine;

/**
 * Something to publish to, and whether all that was published has left its queue.
 *
 * @param publish hands an event in
 * @param prepared what is handed in
 * @param drained whether the queue is empty
 * @param close ends it
 */
record Target(Publish publish, Object prepared, Drained drained, Runnable close) {

	/** Room for the bursts of two threads, and some more. */
	private static final int CAPACITY = 4 * BurstBenchmark.BURST;

	private static final TelemetryEvent EVENT = Events.event(0);

	private static final Map<String, Object> PAYLOAD = Events.payload(0);

	static Target open(String name) {
		return switch (name) {
			case "bare-queue" -> bareQueue();
			case "ours-http" -> oursOverHttp();
			case "ours" -> ours(Ours.engine(CAPACITY, Defaults.concurrency(), (event) -> Mono.empty()), null);
			case "ours-map" -> ours(Ours.engine(CAPACITY, Defaults.concurrency(), (event) -> Mono.empty()), PAYLOAD);
			case "zipkin" -> zipkin();
			case "opentelemetry" -> openTelemetry();
			case "webclient" -> naiveWebClient();
			default -> throw new IllegalArgumentException(name);
		};
	}

	/**
	 * A consumer that looks into the queue and throws away what it finds.
	 */
	private static Target bareQueue() {
		MpscArrayQueue<Object> queue = new MpscArrayQueue<>(CAPACITY);
		Thread consumer = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				if (queue.poll() == null) {
					LockSupport.parkNanos(50_000);
				}
			}
		}, "consumer");
		consumer.setDaemon(true);
		consumer.start();
		return new Target((event) -> {
			if (!queue.offer(event)) {
				throw new IllegalStateException("full");
			}
		}, EVENT, (published) -> queue.isEmpty(), consumer::interrupt);
	}

	private static Target oursOverHttp() {
		RunningCollector collector = new RunningCollector();
		Ours ours = new Ours(collector.port(), CAPACITY, Defaults.concurrency());
		return new Target(ours::publish, EVENT, (published) -> ours.engine().statistics().queueSize() == 0, () -> {
			checkNothingRefused(ours.engine());
			ours.close();
			collector.close();
		});
	}

	private static Target ours(DeliveryEngine engine, @Nullable Map<String, Object> payload) {
		Publish publish = (payload != null) ? (event) -> engine.publish("cli_migrate", payload)
				: (event) -> engine.publish((TelemetryEvent) event);
		return new Target(publish, EVENT, (published) -> engine.statistics().queueSize() == 0, () -> {
			checkNothingRefused(engine);
			engine.abort();
		});
	}

	/**
	 * Refusing is quicker than taking in: then the number would be of something else.
	 */
	private static void checkNothingRefused(DeliveryEngine engine) {
		long dropped = engine.statistics().ledger().total().droppedTotal();
		if (dropped > 0) {
			throw new IllegalStateException(dropped + " events were dropped");
		}
	}

	private static Target zipkin() {
		AtomicLong sent = new AtomicLong();
		Zipkin zipkin = new Zipkin(new Zipkin.Sender() {

			@Override
			public void send(List<byte[]> spans) {
				sent.addAndGet(spans.size());
			}

		}, CAPACITY);
		return counted(zipkin, sent);
	}

	private static Target openTelemetry() {
		AtomicLong sent = new AtomicLong();
		OpenTelemetry openTelemetry = new OpenTelemetry(new OpenTelemetry.Exporter() {

			@Override
			public CompletableResultCode export(Collection<LogRecordData> logs) {
				sent.addAndGet(logs.size());
				return CompletableResultCode.ofSuccess();
			}

		}, CAPACITY);
		return counted(openTelemetry, sent);
	}

	private static Target naiveWebClient() {
		RunningCollector collector = new RunningCollector();
		NaiveWebClient client = new NaiveWebClient(collector.port(), Integer.MAX_VALUE);
		return new Target(client::publish, EVENT, (published) -> client.isIdle(), () -> {
			client.close();
			collector.close();
		});
	}

	private static Target counted(Contender contender, AtomicLong sent) {
		return new Target(contender::publish, contender.prepare(EVENT), (published) -> sent.get() >= published,
				contender::close);
	}

	/**
	 * Hands an event in.
	 */
	@FunctionalInterface
	interface Publish {

		void publish(Object prepared);

	}

	/**
	 * Says whether the queue is empty.
	 */
	@FunctionalInterface
	interface Drained {

		/**
		 * Look.
		 * @param published how many events were published before the burst of whoever
		 * asks ended, by all threads
		 */
		boolean isDrained(long published);

	}

}
