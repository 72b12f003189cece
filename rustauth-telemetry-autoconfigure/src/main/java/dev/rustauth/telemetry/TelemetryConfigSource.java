package dev.rustauth.telemetry;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Provides the config snapshot for events of the application, such as
 * {@code cli_migrate}. It is the one that {@code init} reports, after redaction and
 * customizers. There is always exactly one bean of this type.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TelemetryConfigSource {

	/**
	 * Create a snapshot of the current configuration. May be called from any thread and
	 * does not block: the work is done on a daemon thread that ends with it.
	 * @return completes with the {@code config} of {@code init}, in the order in which it
	 * is written; with an empty map if telemetry is off, in which case nothing is read,
	 * or if the snapshot cannot be created. Never fails
	 */
	CompletableFuture<Map<String, @Nullable Object>> config();

}
