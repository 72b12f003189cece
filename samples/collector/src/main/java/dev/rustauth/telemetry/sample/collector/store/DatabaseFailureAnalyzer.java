package dev.rustauth.telemetry.sample.collector.store;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in a paragraph why the database can't be used at the start. Never shows the URL:
 * it may hold a password.
 */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

	private static final String ACTION = "Set COLLECTOR_DATA to another folder (H2), or COLLECTOR_DATABASE_URL, "
			+ "COLLECTOR_DATABASE_USER and COLLECTOR_DATABASE_PASSWORD (profile postgres), and see that the database runs.";

	private static final Set<String> BEANS = Set.of("dataSource", "flyway", "flywayInitializer");

	/** H2's error code for a file that another process has open. */
	private static final int IN_USE = 90020;

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
		boolean database = false;
		SQLException last = null;
		FlywayException tables = null;
		for (Throwable failure = cause; failure != null; failure = failure.getCause()) {
			database |= failure instanceof BeanCreationException creation && BEANS.contains(creation.getBeanName());
			last = (failure instanceof SQLException sql) ? sql : last;
			tables = (failure instanceof FlywayException flyway) ? flyway : tables;
		}
		if (last != null && last.getErrorCode() == IN_USE) {
			return new FailureAnalysis("Another collector uses the folder of this one's database.",
					"End the other one, or set COLLECTOR_DATA to another folder.", cause);
		}
		if (last != null) {
			return new FailureAnalysis("The database can't be used: " + firstLine(last.getMessage()), ACTION, cause);
		}
		if (tables != null) {
			return new FailureAnalysis(
					"The tables of the database are not those of an earlier version of this collector: "
							+ String.valueOf(tables.getMessage()).lines().limit(2).collect(Collectors.joining(" ")),
					"Start the version that made them, or a newer one. There is no way back but a backup.", cause);
		}
		return (database) ? new FailureAnalysis(
				"spring.datasource.url is no URL of a database that there is a driver for.", ACTION, cause) : null;
	}

	private static String firstLine(@Nullable String message) {
		return (message != null) ? message.lines().findFirst().orElse("") : "";
	}

}
