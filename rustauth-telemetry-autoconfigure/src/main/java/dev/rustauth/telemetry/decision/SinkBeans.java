package dev.rustauth.telemetry.decision;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.ConfigurationProblem;

/**
 * The sink beans of the application, found without making them.
 *
 * @param candidates names of the beans that could be meant
 * @param origins where each is defined, {@code "unknown"} if it isn't known
 */
record SinkBeans(List<String> candidates, List<String> origins) {

	/**
	 * Several sink beans count as one if one of them is primary.
	 */
	static SinkBeans look(ConfigurableListableBeanFactory beanFactory) {
		List<String> all = List
			.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, TelemetrySink.class, true, false));
		List<String> ordinary = all.stream()
			.filter((name) -> !is(beanFactory, name, BeanDefinition::isFallback))
			.toList();
		List<String> meant = (ordinary.isEmpty()) ? all : ordinary;
		List<String> primary = meant.stream()
			.filter((name) -> is(beanFactory, name, BeanDefinition::isPrimary))
			.toList();
		List<String> names = (primary.size() == 1) ? primary : meant;
		return new SinkBeans(names, names.stream().map((name) -> origin(beanFactory, name)).toList());
	}

	private static boolean is(ConfigurableListableBeanFactory beanFactory, String name,
			Predicate<BeanDefinition> property) {
		return beanFactory.containsBeanDefinition(name) && property.test(beanFactory.getMergedBeanDefinition(name));
	}

	private static String origin(ConfigurableListableBeanFactory beanFactory, String name) {
		String origin = beanFactory.containsBeanDefinition(name)
				? beanFactory.getMergedBeanDefinition(name).getResourceDescription() : null;
		return (origin != null) ? origin : "unknown";
	}

	int count() {
		return this.candidates.size();
	}

	@Nullable ConfigurationProblem problem() {
		return (count() > 1) ? new ConfigurationProblem("TelemetrySink", null, "has several beans " + this.candidates,
				"keep one of them, or mark one with @Primary") : null;
	}

}
