package dev.rustauth.telemetry.detect;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds beans without making one, which Spring's own lookup of the one bean of a type
 * does. May be asked from any thread.
 *
 * @since 0.1.0
 */
public final class RunningBeans {

	private RunningBeans() {
	}

	/**
	 * The beans that an injection point of a type would choose from: only the primary one
	 * where there is one.
	 * @param <T> the type
	 * @param beanFactory where to look first, then in its parents
	 * @param type the type
	 * @return an element for each bean; empty for one that isn't made yet, that a factory
	 * bean hands out, or that has a scope
	 */
	public static <T> List<Optional<T>> injectable(ConfigurableListableBeanFactory beanFactory, Class<T> type) {
		BeanFactory next = beanFactory;
		while (next instanceof ConfigurableListableBeanFactory current) {
			List<String> names = List.of(current.getBeanNamesForType(type, true, false));
			if (!names.isEmpty()) {
				return choice(current, names).map((name) -> existing(current, name, type)).toList();
			}
			next = current.getParentBeanFactory();
		}
		return List.of();
	}

	/**
	 * Whether there is a bean of a type, made or not.
	 * @param beanFactory where to look, its parents included
	 * @param typeName name of the type, which need not be on the class path
	 * @return whether there is one
	 */
	public static boolean has(ConfigurableListableBeanFactory beanFactory, String typeName) {
		Class<?> type = type(beanFactory.getBeanClassLoader(), typeName);
		return type != null
				&& BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false).length > 0;
	}

	/**
	 * A class that some applications have.
	 * @param classLoader where it may be
	 * @param name its name
	 * @return the class, {@code null} if it isn't there
	 */
	public static @Nullable Class<?> type(@Nullable ClassLoader classLoader, String name) {
		return ClassUtils.isPresent(name, classLoader) ? ClassUtils.resolveClassName(name, classLoader) : null;
	}

	/**
	 * Ask an object whose class is on the class path of some applications only.
	 * @param object the object
	 * @param getter name of a public method without parameters
	 * @return what it says, {@code null} if it can't be asked
	 */
	public static @Nullable Object get(Object object, String getter) {
		Method method = ClassUtils.getMethodIfAvailable(object.getClass(), getter);
		try {
			if (method == null) {
				return null;
			}
			Method accessible = ClassUtils.getPubliclyAccessibleMethodIfPossible(method, object.getClass());
			ReflectionUtils.makeAccessible(accessible);
			return accessible.invoke(object);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

	private static Stream<String> choice(ConfigurableListableBeanFactory beanFactory, List<String> names) {
		List<String> eligible = those(beanFactory, names, RunningBeans::isEligible);
		List<String> primary = those(beanFactory, eligible, BeanDefinition::isPrimary);
		List<String> regular = those(beanFactory, eligible, (definition) -> !definition.isFallback());
		return Stream.of(primary, regular, eligible)
			.filter((chosen) -> chosen.size() == 1)
			.findFirst()
			.orElse(eligible.isEmpty() ? names : eligible)
			.stream();
	}

	private static List<String> those(ConfigurableListableBeanFactory beanFactory, List<String> names,
			Predicate<BeanDefinition> condition) {
		return names.stream()
			.filter(beanFactory::containsBeanDefinition)
			.filter((name) -> condition.test(beanFactory.getMergedBeanDefinition(name)))
			.toList();
	}

	private static boolean isEligible(BeanDefinition definition) {
		return definition.isAutowireCandidate()
				&& !(definition instanceof AbstractBeanDefinition own && !own.isDefaultCandidate());
	}

	private static <T> Optional<T> existing(ConfigurableListableBeanFactory beanFactory, String name, Class<T> type) {
		Object bean = beanFactory.getSingleton(name);
		return (type.isInstance(bean) && !(bean instanceof ScopedObject)) ? Optional.of(type.cast(bean))
				: Optional.empty();
	}

}
