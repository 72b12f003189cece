package dev.rustauth.telemetry.sources;

import java.util.function.Supplier;

import org.flywaydb.core.api.callback.Callback;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes what has Flyway and Liquibase tell how a migration went. Each needs its library.
 *
 * @since 0.1.0
 */
public final class MigrationSources {

	private MigrationSources() {
	}

	/**
	 * A callback for Flyway.
	 * @param runs where to write down how it went
	 * @return the callback, which never fails a migration
	 */
	public static Callback flyway(MigrationRuns runs) {
		return FlywayRuns.callback(runs);
	}

	/**
	 * Puts a listener into each {@code SpringLiquibase} bean.
	 * @param runs where to write down how it went; asked when there is such a bean
	 * @return the post-processor, which leaves all other beans alone
	 */
	public static BeanPostProcessor liquibase(Supplier<MigrationRuns> runs) {
		return new LiquibaseRuns(runs);
	}

}
