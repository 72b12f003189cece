package dev.rustauth.telemetry.migrations;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/**
 * Flyway and Liquibase do their work before anything can be decided, so they are told of
 * us only where somebody asked for that. Ahead of time, where conditions are frozen,
 * everything is prepared, and the switch is read at run time.
 */
final class OnMigrationReportingCondition extends AnyNestedCondition {

	OnMigrationReportingCondition() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	/**
	 * Somebody asked for it.
	 */
	@ConditionalOnBooleanProperty(MigrationConfiguration.SWITCH)
	static final class Enabled {

	}

	/**
	 * Somebody may ask for it later.
	 */
	@ConditionalOnBooleanProperty("spring.aot.processing")
	static final class AheadOfTime {

	}

}
