package dev.rustauth.telemetry.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessorBuilder;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * OpenTelemetry's SDK for log records with a {@code BatchLogRecordProcessor} and its
 * defaults. An event is a name and ready-made attributes. The exporter is ours, without
 * OTLP and its retries.
 */
final class OpenTelemetry implements Contender {

	private static final int DEFAULT_BATCH = 512;

	private final SdkLoggerProvider provider;

	private final Logger logger;

	OpenTelemetry(LogRecordExporter exporter, int queueCapacity) {
		this(exporter, queueCapacity, DEFAULT_BATCH);
	}

	OpenTelemetry(LogRecordExporter exporter, int queueCapacity, int batch) {
		BatchLogRecordProcessorBuilder processor = BatchLogRecordProcessor.builder(exporter)
			.setMaxExportBatchSize(batch);
		if (queueCapacity > 0) {
			processor.setMaxQueueSize(queueCapacity);
		}
		this.provider = SdkLoggerProvider.builder().addLogRecordProcessor(processor.build()).build();
		this.logger = this.provider.get("benchmark");
	}

	/**
	 * Posts batches.
	 */
	static LogRecordExporter exporter(int port) {
		BatchPost post = new BatchPost(port);
		return new Exporter() {

			@Override
			public CompletableResultCode export(Collection<LogRecordData> logs) {
				try {
					post.send(json(logs));
					return CompletableResultCode.ofSuccess();
				}
				catch (IOException ex) {
					return CompletableResultCode.ofFailure();
				}
			}

		};
	}

	private static byte[] json(Collection<LogRecordData> logs) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(logs.size() * 512);
		for (LogRecordData log : logs) {
			Map<String, Object> payload = new LinkedHashMap<>();
			log.getAttributes().forEach((key, value) -> payload.put(key.getKey(), value));
			Events.write(new TelemetryEvent("cli_migrate", Events.ANONYMOUS_ID, payload), out);
		}
		return out.toByteArray();
	}

	@Override
	public Object prepare(TelemetryEvent event) {
		AttributesBuilder attributes = Attributes.builder();
		for (Map.Entry<String, ?> entry : event.payload().entrySet()) {
			if (entry.getValue() instanceof Integer number) {
				attributes.put(AttributeKey.longKey(entry.getKey()), number.longValue());
			}
			else {
				attributes.put(AttributeKey.stringKey(entry.getKey()), entry.getValue().toString());
			}
		}
		return attributes.build();
	}

	@Override
	public void publish(Object prepared) {
		this.logger.logRecordBuilder().setEventName("cli_migrate").setAllAttributes((Attributes) prepared).emit();
	}

	@Override
	public void close() {
		this.provider.close();
	}

	/**
	 * What all exporters have in common.
	 */
	abstract static class Exporter implements LogRecordExporter {

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
