package dev.rustauth.telemetry.decision;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.BeanCandidates;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.Origins;

/**
 * The sink beans of the application, found without making them.
 *
 * @param candidates the bean that Spring would inject, or all that it couldn't choose
 * from
 * @param origins where each is defined, {@code "unknown"} if it isn't known
 */
@Internal
public record SinkBeans(List<String> candidates, List<String> origins) {

	/**
	 * Find the candidates.
	 * @param beanFactory where to look
	 * @return what Spring would inject: one, several, or none
	 */
	public static SinkBeans find(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = BeanCandidates.of(beanFactory, TelemetrySink.class);
		return new SinkBeans(names, names.stream().map((name) -> origin(beanFactory, name)).toList());
	}

	private static String origin(ConfigurableListableBeanFactory beanFactory, String name) {
		String origin = beanFactory.containsBeanDefinition(name)
				? beanFactory.getMergedBeanDefinition(name).getResourceDescription() : null;
		return (origin != null) ? Origins.scrub(origin) : "unknown";
	}

	int count() {
		return this.candidates.size();
	}

	@Nullable ConfigurationProblem problem() {
		return (count() > 1) ? new ConfigurationProblem("TelemetrySink", null, "has several beans " + this.candidates,
				"keep one of them, or mark one with @Primary") : null;
	}

}
