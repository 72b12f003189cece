package dev.rustauth.telemetry.detect;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.BeanCandidates;

/**
 * Finds existing beans without creating any, unlike Spring's own lookup by type. May be
 * called from any thread.
 *
 * @since 0.1.0
 */
@Internal
public final class RunningBeans {

	private RunningBeans() {
	}

	/**
	 * The beans that Spring would choose from for a type: the one that would be injected,
	 * or those among which nothing decides; all of them where none is to be injected by
	 * its type.
	 * @param <T> the type
	 * @param beanFactory where to look, its parents included
	 * @param type the type
	 * @return an element for each bean; empty for one that isn't made yet, that a factory
	 * bean hands out, or that has a scope
	 */
	public static <T> List<Optional<T>> injectable(ConfigurableListableBeanFactory beanFactory, Class<T> type) {
		List<String> names = BeanCandidates.of(beanFactory, type);
		return ((names.isEmpty()) ? all(beanFactory, type) : names).stream()
			.map((name) -> existing(beanFactory, name, type))
			.toList();
	}

	private static List<String> all(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false));
	}

	/**
	 * Whether there is a bean of a type, made or not.
	 * @param beanFactory where to look, its parents included
	 * @param typeName name of the type, which need not be on the class path
	 * @return whether there is one
	 */
	public static boolean has(ConfigurableListableBeanFactory beanFactory, String typeName) {
		Class<?> type = type(beanFactory.getBeanClassLoader(), typeName);
		return type != null && !all(beanFactory, type).isEmpty();
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

	/**
	 * The bean of a name in the closest factory that has it.
	 */
	private static <T> Optional<T> existing(@Nullable BeanFactory beanFactory, String name, Class<T> type) {
		if (!(beanFactory instanceof ConfigurableListableBeanFactory factory)) {
			return Optional.empty();
		}
		if (!factory.containsLocalBean(name)) {
			return existing(factory.getParentBeanFactory(), name, type);
		}
		Object bean = factory.getSingleton(name);
		return (type.isInstance(bean) && !(bean instanceof ScopedObject)) ? Optional.of(type.cast(bean))
				: Optional.empty();
	}

}
