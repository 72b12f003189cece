package dev.rustauth.telemetry.config;

import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Finds the auth options under {@code rustauth} that can't be read and are therefore
 * reported as their default. They describe the application and don't decide what leaves,
 * so telemetry goes on without them.
 */
public final class AuthOptionsBinder {

	private static final String PREFIX = "rustauth";

	/** How Spring names the bean where an application enables it. */
	private static final String BOUND = PREFIX + "-" + RustAuthOptions.class.getName();

	private AuthOptionsBinder() {
	}

	/**
	 * The options that the application makes itself, or else the bound ones.
	 */
	public static RustAuthOptions options(ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.getBeanProvider(RustAuthOptions.class).getIfAvailable(() -> bind(environment).value());
	}

	/**
	 * What can't be read, unless the application makes its options itself.
	 */
	public static List<ConfigurationProblem> problems(ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beanFactory) {
		return (areBound(beanFactory)) ? bind(environment).problems() : List.of();
	}

	/**
	 * Whether the options are bound, by us or by Spring for the application, rather than
	 * made by the application.
	 */
	public static boolean areBound(ConfigurableListableBeanFactory beanFactory) {
		String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, RustAuthOptions.class, true,
				false);
		return Stream.of(names).allMatch(BOUND::equals);
	}

	private static ProblemCollectingBindHandler.Bound<RustAuthOptions> bind(ConfigurableEnvironment environment) {
		return ProblemCollectingBindHandler.bind(environment, PREFIX, RustAuthOptions.class, true);
	}

	public static void log(Log logger, List<ConfigurationProblem> problems) {
		if (!problems.isEmpty()) {
			logger.warn("RustAuth telemetry reports defaults for what can't be read: "
					+ String.join("; ", problems.stream().map(ConfigurationProblem::toString).toList()));
		}
	}

}
