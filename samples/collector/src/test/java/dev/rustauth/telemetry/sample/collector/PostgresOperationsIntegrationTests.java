package dev.rustauth.telemetry.sample.collector;

import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Export, deletion, retention, health and metrics on a real PostgreSQL.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
		disabledReason = PostgresServer.SKIPPED)
@ActiveProfiles("postgres")
@ContextConfiguration(initializers = OnPostgres.class)
class PostgresOperationsIntegrationTests extends OperationsContract {

}
