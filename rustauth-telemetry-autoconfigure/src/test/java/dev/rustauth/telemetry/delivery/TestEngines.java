package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

import dev.rustauth.telemetry.http.HttpSettings;
import dev.rustauth.telemetry.http.TestHttpSettings;

/**
 * Engines as the starter makes them: HTTP sink, real time, real threads.
 */
final class TestEngines {

	private TestEngines() {
	}

	static DeliveryEngine create(TestHttpSettings settings, int concurrency, RetryPolicy retry,
			Duration shutdownTimeout) {
		return create(settings, concurrency, DeliverySettings.Batch.NONE, retry, shutdownTimeout);
	}

	static DeliveryEngine create(TestHttpSettings settings, int concurrency, DeliverySettings.Batch batch,
			RetryPolicy retry, Duration shutdownTimeout) {
		HttpSettings http = settings.build();
		return new DeliveryEngine(
				new DeliverySettings(1024, concurrency, batch, http.requestTimeout(), retry, shutdownTimeout),
				new Destination(http.endpoint().toString(), "Look", settings.client()::newThread,
						(thread) -> settings.client().open(http, thread), false),
				ThreadLocalRandom.current()::nextDouble);
	}

	/**
	 * The books of all types without the zeros, drops under their reason.
	 */
	static Map<String, Long> books(DeliveryEngine engine) {
		LedgerSnapshot.Entry total = engine.statistics().ledger().total();
		Map<String, Long> books = new TreeMap<>();
		total.dropped().forEach((reason, count) -> books.put(reason.name(), count));
		books.put("delivered", total.delivered());
		books.put("unknown", total.unknown());
		books.put("pending", total.pending());
		books.values().removeIf((count) -> count == 0);
		return books;
	}

}
