package dev.rustauth.telemetry.autoconfigure;

import java.util.List;

import org.apache.commons.logging.Log;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Finds the auth options under {@code rustauth} that can't be read and are therefore
 * reported as their default. They describe the application and don't decide what leaves,
 * so telemetry goes on without them.
 */
final class OptionsCheck {

	private static final String PREFIX = "rustauth";

	/** How Spring names the bean that it binds. */
	static final String BOUND = PREFIX + "-" + RustAuthOptions.class.getName();

	private OptionsCheck() {
	}

	/**
	 * What can't be read, unless the application makes its options itself.
	 */
	static List<Problem> problems(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beanFactory) {
		return (beanFactory.containsBean(BOUND))
				? UnreadableValues.bind(environment, PREFIX, RustAuthOptions.class, true).problems() : List.of();
	}

	static void log(Log logger, List<Problem> problems) {
		if (!problems.isEmpty()) {
			logger.warn("RustAuth telemetry reports defaults for what can't be read: "
					+ String.join("; ", problems.stream().map(Problem::toString).toList()));
		}
	}

}
