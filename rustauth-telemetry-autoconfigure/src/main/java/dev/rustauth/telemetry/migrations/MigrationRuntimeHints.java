package dev.rustauth.telemetry.migrations;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * What a native image must keep so that Flyway and Liquibase, if present, can report how
 * a migration ended.
 */
final class MigrationRuntimeHints implements RuntimeHintsRegistrar {

	private static final String FLYWAY = "org.flywaydb.core.api.callback.Callback";

	private static final String LIQUIBASE = "liquibase.integration.spring.SpringLiquibase";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		if (ClassUtils.isPresent(FLYWAY, classLoader)) {
			hints.proxies().registerJdkProxy(TypeReference.of(FLYWAY));
		}
		if (ClassUtils.isPresent(LIQUIBASE, classLoader)) {
			LiquibaseRuns.registerHints(hints);
		}
	}

}
