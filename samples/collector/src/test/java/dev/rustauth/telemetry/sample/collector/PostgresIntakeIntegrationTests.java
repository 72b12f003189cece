package dev.rustauth.telemetry.sample.collector;

import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The intake on a real PostgreSQL.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
		disabledReason = PostgresServer.SKIPPED)
@ActiveProfiles("postgres")
@ContextConfiguration(initializers = OnPostgres.class)
class PostgresIntakeIntegrationTests extends IntakeContract {

}
