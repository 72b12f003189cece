package dev.rustauth.telemetry.sample.collector;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A database of its own on a real PostgreSQL. One class, so that tests share an
 * application.
 */
class OnPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		TestPropertyValues
			.of("COLLECTOR_DATABASE_URL=" + PostgresServer.newDatabase(), "COLLECTOR_DATABASE_USER=postgres")
			.applyTo(context);
	}

}
