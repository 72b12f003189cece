package dev.rustauth.telemetry.migrations;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/**
 * Flyway and Liquibase run before the decision is made, so callbacks are registered only
 * if the report is switched on. Ahead-of-time processing freezes conditions, so there
 * they are always registered, and the switch is read at run time.
 */
final class OnMigrationReportingCondition extends AnyNestedCondition {

	OnMigrationReportingCondition() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	/**
	 * The report is switched on.
	 */
	@ConditionalOnBooleanProperty(MigrationConfiguration.SWITCH)
	static final class Enabled {

	}

	/**
	 * The report may be switched on when the application runs.
	 */
	@ConditionalOnBooleanProperty("spring.aot.processing")
	static final class AheadOfTime {

	}

}
