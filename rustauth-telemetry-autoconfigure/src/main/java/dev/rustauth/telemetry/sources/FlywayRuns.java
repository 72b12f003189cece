package dev.rustauth.telemetry.sources;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Learns from Flyway how a migration ended. Looks at the number of migrations and at
 * nothing else.
 */
final class FlywayRuns implements Callback {

	private final MigrationRuns runs;

	FlywayRuns(MigrationRuns runs) {
		this.runs = runs;
	}

	@Override
	public boolean supports(Event event, Context context) {
		return event == Event.AFTER_MIGRATE_OPERATION_FINISH && this.runs.isWanted();
	}

	@Override
	public boolean canHandleInTransaction(Event event, Context context) {
		return true;
	}

	@Override
	public void handle(Event event, Context context) {
		if (context.getOperationResult() instanceof MigrateResult result) {
			this.runs.ran(result.migrationsExecuted > 0);
		}
	}

	@Override
	public String getCallbackName() {
		return "rustauth-telemetry";
	}

}
