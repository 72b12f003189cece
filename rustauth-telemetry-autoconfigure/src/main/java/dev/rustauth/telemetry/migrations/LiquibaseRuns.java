package dev.rustauth.telemetry.migrations;

import java.lang.reflect.Field;
import java.util.function.Supplier;

import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.changelog.visitor.ChangeExecListener;
import liquibase.changelog.visitor.DefaultChangeExecListener;
import liquibase.database.Database;
import liquibase.integration.spring.Customizer;
import liquibase.integration.spring.SpringLiquibase;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;

import dev.rustauth.telemetry.config.FailureKinds;

/**
 * Learns from Liquibase how an update went: puts a listener behind the application's own
 * customizer. Counts change sets and reads nothing else.
 */
class LiquibaseRuns implements BeanPostProcessor {

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
			listen(liquibase, runs);
		};
	}

	/**
	 * Liquibase accepts a single listener and has no getter for it. If it can't be
	 * determined, nothing is changed and nothing is reported.
	 */
	private static void listen(Liquibase liquibase, MigrationRuns runs) {
		Field field = listenerField();
		if (field == null) {
			return;
		}
		try {
			ReflectionUtils.makeAccessible(field);
			Object own = ReflectionUtils.getField(field, liquibase);
			Listener ours = new Listener(runs);
			liquibase.setChangeExecListener(
					(own != null) ? new DefaultChangeExecListener((ChangeExecListener) own, ours) : ours);
			runs.ran(false);
		}
		catch (RuntimeException | LinkageError ex) {
			LogFactory.getLog("dev.rustauth.telemetry")
				.debug("Runs of Liquibase aren't reported: " + FailureKinds.of(ex));
		}
	}

	private static @Nullable Field listenerField() {
		return ReflectionUtils.findField(Liquibase.class, null, ChangeExecListener.class);
	}

	static void registerHints(RuntimeHints hints) {
		Field field = listenerField();
		if (field != null) {
			hints.reflection().registerField(field);
		}
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
