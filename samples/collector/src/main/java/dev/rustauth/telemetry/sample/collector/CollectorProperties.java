package dev.rustauth.telemetry.sample.collector;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the collector. Immutable; a value that makes no sense fails the start.
 *
 * @param token what senders must present, empty for anybody
 * @param operatorToken what people must present who look, export or delete, empty for
 * anybody
 * @param hosts names under which the collector is reached, this machine's own aside;
 * empty for any name if there is an operator's token
 * @param limits what one request may be
 * @param rate how often one address may send
 * @param writer how events reach the database
 * @param retention how long things are kept
 */
@ConfigurationProperties("collector")
public record CollectorProperties(@DefaultValue("") String token, @DefaultValue("") String operatorToken,
		@DefaultValue List<String> hosts, @DefaultValue Limits limits, @DefaultValue Rate rate,
		@DefaultValue Writer writer, @DefaultValue Retention retention) {

	private static void require(boolean valid, String name, String expected) {
		if (!valid) {
			throw new IllegalArgumentException("collector.%s can't be used: set it to %s".formatted(name, expected));
		}
	}

	/**
	 * What one request may be.
	 *
	 * @param body bytes of an event, expanded if it is compressed
	 * @param batch bytes of a body, as sent and, if it is compressed, expanded
	 * @param batchEvents events in a body
	 * @param depth how deep arrays and objects may be nested
	 * @param uploadTime how long a sender may take for the body
	 * @param uploadsPerAddress bodies that one address may be sending at a time
	 * @param uploadSize bytes of unfinished bodies, of all senders
	 * @param connectionsPerAddress open connections of one address, 0 for no limit
	 */
	public record Limits(@DefaultValue("256KB") DataSize body, @DefaultValue("1MB") DataSize batch,
			@DefaultValue("1000") int batchEvents, @DefaultValue("64") int depth,
			@DefaultValue("10s") Duration uploadTime, @DefaultValue("200") int uploadsPerAddress,
			@DefaultValue("64MB") DataSize uploadSize, @DefaultValue("500") int connectionsPerAddress) {

		/** What the column of the database holds. */
		private static final long MAX_BODY = 1_000_000;

		private static final DataSize MAX_BATCH = DataSize.ofMegabytes(16);

		private static final Duration MIN_UPLOAD_TIME = Duration.ofSeconds(1);

		private static final Duration MAX_UPLOAD_TIME = Duration.ofHours(1);

		public Limits {
			require(body.toBytes() > 0 && body.toBytes() <= MAX_BODY, "limits.body", "1B to " + MAX_BODY + "B");
			require(batch.compareTo(body) >= 0 && batch.compareTo(MAX_BATCH) <= 0, "limits.batch",
					"limits.body to 16MB");
			require(batchEvents >= 1 && batchEvents <= 10_000, "limits.batch-events", "a number from 1 to 10000");
			require(depth >= 8 && depth <= 1000, "limits.depth", "a number from 8 to 1000");
			require(uploadTime.compareTo(MIN_UPLOAD_TIME) >= 0 && uploadTime.compareTo(MAX_UPLOAD_TIME) <= 0,
					"limits.upload-time", "a duration from 1s to 1h");
			require(uploadsPerAddress >= 1, "limits.uploads-per-address", "1 or more");
			require(uploadSize.compareTo(batch) >= 0, "limits.upload-size", "limits.batch or more");
			require(connectionsPerAddress >= 0, "limits.connections-per-address", "0 for no limit, or a number above");
		}

	}

	/**
	 * How often one address may send. A bucket of tokens for each, in memory only.
	 *
	 * @param perSecond requests for each second, 0 for no limit
	 * @param burst requests at once
	 */
	public record Rate(@DefaultValue("500") int perSecond, @DefaultValue("2000") int burst) {

		public Rate {
			require(perSecond >= 0, "rate.per-second", "0 for no limit, or a number above");
			require(burst >= 1, "rate.burst", "1 or more");
		}

	}

	/**
	 * How events reach the database.
	 *
	 * @param queueCapacity events that may wait
	 * @param queueSize bytes that may wait
	 * @param batch events in one transaction at most
	 */
	public record Writer(@DefaultValue("4096") int queueCapacity, @DefaultValue("64MB") DataSize queueSize,
			@DefaultValue("500") int batch) {

		public Writer {
			require(queueCapacity >= 1, "writer.queue-capacity", "1 or more");
			require(queueSize.toBytes() >= 1_000_000, "writer.queue-size", "1MB or more");
			require(batch >= 1, "writer.batch", "1 or more");
		}

	}

	/**
	 * How long things are kept.
	 *
	 * @param events how long events, dead letters, counts and deployments that fell
	 * silent are kept, 0 for ever
	 * @param deadLetters how many dead letters are kept at most
	 */
	public record Retention(@DefaultValue("90d") Duration events, @DefaultValue("10000") int deadLetters) {

		public Retention {
			require(!events.isNegative(), "retention.events", "a duration such as 90d, or 0 for ever");
			require(deadLetters >= 0, "retention.dead-letters", "0 or more");
		}

	}

}
