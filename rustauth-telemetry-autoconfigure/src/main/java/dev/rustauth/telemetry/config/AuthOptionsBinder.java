package dev.rustauth.telemetry.config;

import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Finds the auth options under {@code rustauth} that can't be read and are therefore
 * reported as their default. They describe the application and don't decide what is sent,
 * so telemetry continues without them. One that can't be obtained at all isn't replaced
 * by its default.
 *
 * @since 0.1.0
 */
@Internal
public final class AuthOptionsBinder {

	private static final String PREFIX = "rustauth";

	private static final ConfigurationPropertyName NAME = ConfigurationPropertyName.of(PREFIX);

	private AuthOptionsBinder() {
	}

	/**
	 * The application's options bean, or else the bound options.
	 * @param environment where the options are
	 * @param beanFactory where a bean of the application may be
	 * @return the options, with the default for each that can't be read
	 */
	public static RustAuthOptions options(ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beanFactory) {
		RustAuthOptions options = BeanCandidates.find(beanFactory, RustAuthOptions.class);
		return (options != null) ? options : bind(environment).value();
	}

	/**
	 * What can't be read, unless the application has an options bean.
	 * @param environment where the options are
	 * @param beanFactory where a bean of the application may be
	 * @return the options that can't be read
	 */
	public static List<ConfigurationProblem> problems(ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beanFactory) {
		return (areBound(beanFactory)) ? bind(environment).problems() : List.of();
	}

	/**
	 * Whether the options are bound, by us or by Spring for the application, rather than
	 * made by the application.
	 * @param beanFactory where a bean of the application may be
	 * @return whether what is under {@code rustauth} counts
	 */
	public static boolean areBound(ConfigurableListableBeanFactory beanFactory) {
		// How Spring names the bean where an application enables it.
		String bound = PREFIX + "-" + RustAuthOptions.class.getName();
		return BeanCandidates.of(beanFactory, RustAuthOptions.class).stream().allMatch(bound::equals);
	}

	/**
	 * What can't be obtained, found without binding anything, because startup waits for
	 * it.
	 * @param environment where the options are
	 * @param beanFactory where a bean of the application may be
	 * @return the options that a property source fails on, or that hold a placeholder
	 * that can't be resolved
	 */
	public static List<ConfigurationProblem> unobtainable(ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beanFactory) {
		List<ConfigurationProblem> problems = Stream
			.concat(Stream.of(NAME.append("base-url")), PropertyReader.below(environment, NAME))
			.distinct()
			// The options' classes are loaded only if there is a problem.
			.flatMap((name) -> Stream.ofNullable(PropertyReader.first(environment, null, name))
				.filter((setting) -> setting.failure() != null && isOption(name)))
			.flatMap((setting) -> Stream.ofNullable(setting.problem()))
			.toList();
		return (problems.isEmpty() || areBound(beanFactory)) ? problems : List.of();
	}

	private static boolean isOption(ConfigurationPropertyName name) {
		String section = name.getElement(NAME.getNumberOfElements(), Form.UNIFORM);
		return Stream.of(RustAuthOptions.class.getRecordComponents())
			.anyMatch((option) -> option.getName().equalsIgnoreCase(section));
	}

	private static ProblemCollectingBindHandler.Bound<RustAuthOptions> bind(ConfigurableEnvironment environment) {
		return ProblemCollectingBindHandler.bind(environment, PREFIX, RustAuthOptions.class, true);
	}

	/**
	 * Log once what can't be read.
	 * @param logger where to
	 * @param problems the options that can't be read
	 */
	public static void log(Log logger, List<ConfigurationProblem> problems) {
		if (!problems.isEmpty()) {
			logger.warn("RustAuth telemetry uses defaults for options that can't be read: "
					+ ConfigurationProblem.join(problems));
		}
	}

}
