package dev.rustauth.telemetry.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.sources.OptionsSource;

/**
 * Lets each source fill what the stated options leave open. A source that fails leaves
 * things as they are.
 */
final class SourcesOfOptions {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private final ConfigurableListableBeanFactory beanFactory;

	SourcesOfOptions(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void fill(RustAuthOptions.Builder builder) {
		for (OptionsSource source : this.beanFactory.getBeanProvider(OptionsSource.class)) {
			try {
				source.fill(builder, this::isStated);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("RustAuth telemetry reports without " + source.getClass().getSimpleName()
						+ ", which failed with " + ex.getClass().getName());
			}
		}
	}

	/**
	 * Of options that the application makes itself, a boolean can't be told from its
	 * default and therefore counts as stated.
	 */
	private boolean isStated(String property) {
		ConfigurableEnvironment environment = this.beanFactory.getBean(ConfigurableEnvironment.class);
		return !this.beanFactory.containsBean(OptionsCheck.BOUND)
				|| TelemetryVariable.first(environment, null, property) != null;
	}

}
