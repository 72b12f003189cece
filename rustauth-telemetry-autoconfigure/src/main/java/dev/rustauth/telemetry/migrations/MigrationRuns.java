package dev.rustauth.telemetry.migrations;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.config.FailureKinds;

/**
 * What Flyway and Liquibase did while the application started, until it is reported. One
 * result for both and for every run: an application starts once.
 * <p>
 * Callable from any thread; never blocks, never throws.
 */
class MigrationRuns {

	private static final String MIGRATED = "migrated";

	private static final String NO_CHANGES = "no_changes";

	private final AtomicReference<@Nullable String> outcome = new AtomicReference<>();

	private final BooleanSupplier wanted;

	/**
	 * Nothing has run.
	 * @param wanted whether telemetry is on; asked when something runs
	 */
	MigrationRuns(BooleanSupplier wanted) {
		this.wanted = wanted;
	}

	boolean isWanted() {
		try {
			return this.wanted.getAsBoolean();
		}
		catch (RuntimeException | LinkageError ex) {
			// A migration matters more than its report.
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
	 * {@code migrated} or {@code no_changes}; {@code null} if nothing ran.
	 */
	@Nullable String outcome() {
		return this.outcome.get();
	}

}
