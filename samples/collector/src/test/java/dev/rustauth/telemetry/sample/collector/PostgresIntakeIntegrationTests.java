package dev.rustauth.telemetry.sample.collector;

import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The intake on a real PostgreSQL.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
		disabledReason = PostgresServer.SKIPPED)
@ActiveProfiles("postgres")
class PostgresIntakeIntegrationTests extends IntakeContract {

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		String url = PostgresServer.newDatabase();
		registry.add("COLLECTOR_DATABASE_URL", () -> url);
		registry.add("COLLECTOR_DATABASE_USER", () -> "postgres");
	}

}
