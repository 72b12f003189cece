package dev.rustauth.telemetry.sources;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.config.FailureKinds;

/**
 * What Flyway and Liquibase did while the application started, until it is reported. One
 * answer for all of them and for every run: an application starts once.
 * <p>
 * Callable from any thread; never blocks, never throws.
 *
 * @since 0.1.0
 */
public class MigrationRuns {

	/** Event type of the command line tools of the relatives. */
	public static final String TYPE = "cli_migrate";

	private static final String MIGRATED = "migrated";

	private static final String NO_CHANGES = "no_changes";

	private final AtomicReference<@Nullable String> outcome = new AtomicReference<>();

	private final BooleanSupplier wanted;

	/**
	 * Make the books, which are empty.
	 * @param wanted whether telemetry is on; asked when something runs
	 */
	public MigrationRuns(BooleanSupplier wanted) {
		this.wanted = wanted;
	}

	/**
	 * Whether anybody wants to know.
	 */
	boolean isWanted() {
		try {
			return this.wanted.getAsBoolean();
		}
		catch (RuntimeException | LinkageError ex) {
			// Migrations are more important than telling of them.
			LogFactory.getLog("dev.rustauth.telemetry").debug("Migrations aren't reported: " + FailureKinds.of(ex));
			return false;
		}
	}

	/**
	 * A run has ended, or changed something on its way.
	 * @param changed whether it changed the database
	 */
	void ran(boolean changed) {
		this.outcome.accumulateAndGet((changed) ? MIGRATED : NO_CHANGES,
				(before, now) -> (MIGRATED.equals(before)) ? before : now);
	}

	/**
	 * Whether something ran that wasn't reported yet.
	 * @return whether {@link #take()} has an answer
	 */
	public boolean isWaiting() {
		return this.outcome.get() != null;
	}

	/**
	 * What to report, once.
	 * @return {@code migrated} or {@code no_changes}; {@code null} if nothing ran, or it
	 * was taken already
	 */
	public @Nullable String take() {
		return this.outcome.getAndSet(null);
	}

}
