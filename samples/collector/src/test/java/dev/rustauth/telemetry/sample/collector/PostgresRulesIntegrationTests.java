package dev.rustauth.telemetry.sample.collector;

import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Rules on PostgreSQL.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
		disabledReason = PostgresServer.SKIPPED)
@ActiveProfiles("postgres")
@ContextConfiguration(initializers = OnPostgres.class)
class PostgresRulesIntegrationTests extends RulesContract {

}
