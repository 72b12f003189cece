package dev.rustauth.telemetry;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Gives the config snapshot for events of the application's own, such as
 * {@code cli_migrate}: the very one that {@code init} reports, with everything that
 * customizers and redaction did to it. Of this type there is always one bean, next to the
 * {@link TelemetryPublisher}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TelemetryConfigSource {

	/**
	 * Make a snapshot of the configuration as it is now. May be called from any thread;
	 * doesn't block, as the work is done on a daemon thread that ends with it.
	 * @return completes with the {@code config} of {@code init}, in the order in which it
	 * is written; with an empty map if telemetry is off, in which case nothing is looked
	 * at, or if the snapshot can't be made. Never fails
	 */
	CompletableFuture<Map<String, @Nullable Object>> config();

}
