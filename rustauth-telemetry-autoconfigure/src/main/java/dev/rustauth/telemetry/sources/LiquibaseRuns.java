package dev.rustauth.telemetry.sources;

import java.util.function.Supplier;

import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;
import liquibase.integration.spring.Customizer;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Learns from Liquibase how an update went: puts a listener behind the application's own
 * customizer. Counts change sets and looks at nothing else.
 */
final class LiquibaseRuns implements BeanPostProcessor {

	private final Supplier<MigrationRuns> runs;

	LiquibaseRuns(Supplier<MigrationRuns> runs) {
		this.runs = runs;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof SpringLiquibase liquibase) {
			MigrationRuns runs = this.runs.get();
			if (runs.isWanted()) {
				liquibase.setCustomizer(listening(liquibase.getCustomizer(), runs));
			}
		}
		return bean;
	}

	private static Customizer<Liquibase> listening(@Nullable Customizer<Liquibase> own, MigrationRuns runs) {
		return (liquibase) -> {
			if (own != null) {
				own.customize(liquibase);
			}
			liquibase.getDefaultChangeExecListener().addListener(new Listener(runs));
			runs.ran(false);
		};
	}

	/**
	 * Notices each change set that was applied.
	 */
	private static final class Listener extends AbstractChangeExecListener {

		private final MigrationRuns runs;

		Listener(MigrationRuns runs) {
			this.runs = runs;
		}

		@Override
		public void ran(ChangeSet changeSet, DatabaseChangeLog changeLog, Database database, ExecType execType) {
			if (execType == ExecType.EXECUTED || execType == ExecType.RERAN) {
				this.runs.ran(true);
			}
		}

	}

}
