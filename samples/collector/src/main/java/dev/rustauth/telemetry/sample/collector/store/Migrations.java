package dev.rustauth.telemetry.sample.collector.store;

import java.util.Arrays;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Brings the tables up to date. Migration 301 landed before 200 to 204, so tables of that
 * time lack some that come before one they have.
 */
@Component
class Migrations implements FlywayMigrationStrategy {

	@Override
	public void migrate(Flyway flyway) {
		boolean lacking = Arrays.stream(flyway.info().all())
			.anyMatch((migration) -> migration.getState() == MigrationState.IGNORED);
		Flyway.configure().configuration(flyway.getConfiguration()).outOfOrder(lacking).load().migrate();
	}

}
