package dev.rustauth.telemetry.sample.commandline;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in a paragraph that there is no database under the URL. Never shows the URL: it
 * may hold a password.
 */
final class DataSourceFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
		for (Throwable failure = cause; failure != null; failure = failure.getCause()) {
			if (failure instanceof BeanCreationException creation && "dataSource".equals(creation.getBeanName())) {
				return new FailureAnalysis(
						"spring.datasource.url is no URL of a database that this tool has a driver for.",
						"Set it to one of H2, such as --spring.datasource.url=jdbc:h2:file:./data/auth", cause);
			}
		}
		return null;
	}

}
