package dev.rustauth.telemetry.benchmarks;

import java.io.IOException;
import java.util.List;

import zipkin2.reporter.AsyncReporter;
import zipkin2.reporter.BytesEncoder;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.InMemoryReporterMetrics;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * Zipkin's {@code AsyncReporter} with its defaults, given our events in place of spans.
 * Encodes on its own thread and sends batches.
 */
final class Zipkin implements Contender {

	private static final int MAX_BYTES = 500_000;

	private static final int EVENT_BYTES = Events.json(Events.event(1_000_000)).length;

	private final InMemoryReporterMetrics metrics = new InMemoryReporterMetrics();

	private final AsyncReporter<TelemetryEvent> reporter;

	Zipkin(BytesMessageSender sender, int queueCapacity) {
		AsyncReporter.Builder builder = AsyncReporter.builder(sender).metrics(this.metrics);
		if (queueCapacity > 0) {
			builder.queuedMaxSpans(queueCapacity);
		}
		this.reporter = builder.build(new Encoder());
	}

	/**
	 * Posts batches, as large as zipkin's HTTP sender does by default.
	 */
	static BytesMessageSender sender(int port) {
		return posting(port, MAX_BYTES);
	}

	/**
	 * Posts batches of so many events: zipkin counts bytes.
	 */
	static BytesMessageSender sender(int port, int batch) {
		int brackets = 2;
		int comma = 1;
		return posting(port, brackets + batch * (EVENT_BYTES + comma) - comma);
	}

	private static BytesMessageSender posting(int port, int maxBytes) {
		BatchPost post = new BatchPost(port);
		return new Sender(maxBytes) {

			@Override
			public void send(List<byte[]> spans) throws IOException {
				post.send(this.encoding.encode(spans));
			}

		};
	}

	@Override
	public void publish(Object prepared) {
		this.reporter.report((TelemetryEvent) prepared);
	}

	@Override
	public void close() {
		this.reporter.close();
	}

	@Override
	public long reported() {
		return this.metrics.spansDropped();
	}

	/**
	 * Events as JSON. The size is asked for on the caller's thread, as a number that is
	 * known.
	 */
	private static final class Encoder implements BytesEncoder<TelemetryEvent> {

		@Override
		public Encoding encoding() {
			return Encoding.JSON;
		}

		@Override
		public int sizeInBytes(TelemetryEvent input) {
			return EVENT_BYTES;
		}

		@Override
		public byte[] encode(TelemetryEvent input) {
			return Events.json(input);
		}

	}

	/**
	 * What all senders have in common.
	 */
	abstract static class Sender extends BytesMessageSender.Base {

		private final int maxBytes;

		Sender() {
			this(MAX_BYTES);
		}

		Sender(int maxBytes) {
			super(Encoding.JSON);
			this.maxBytes = maxBytes;
		}

		@Override
		public int messageMaxBytes() {
			return this.maxBytes;
		}

		@Override
		public void close() {
			// Holds nothing.
		}

	}

}
