package dev.rustauth.telemetry.sources;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds out of which of some types an application has beans. Types are compared by name,
 * so that none of them has to be on the class path, and no bean is made.
 */
final class BeanTypes {

	private BeanTypes() {
	}

	/**
	 * Look at each bean of a context and its parents.
	 * @param beanFactory where to look
	 * @param wanted names of classes and interfaces
	 * @return those of which there is a bean
	 */
	static Set<String> present(ConfigurableListableBeanFactory beanFactory, Collection<String> wanted) {
		Set<String> present = new HashSet<>();
		Set<Class<?>> seen = new HashSet<>();
		for (String name : BeanFactoryUtils.beanNamesIncludingAncestors(beanFactory)) {
			collect(type(beanFactory, name), wanted, seen, present);
		}
		return present;
	}

	/**
	 * Look at an object.
	 * @param object what to look at
	 * @param name name of a class or interface
	 * @return whether it is of that type
	 */
	static boolean isOf(Object object, String name) {
		Set<String> present = new HashSet<>();
		collect(object.getClass(), Set.of(name), new HashSet<>(), present);
		return !present.isEmpty();
	}

	private static @Nullable Class<?> type(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			return beanFactory.getType(name, false);
		}
		catch (RuntimeException | LinkageError ex) {
			// A bean whose type can't be told isn't one of ours to tell.
			return null;
		}
	}

	private static void collect(@Nullable Class<?> type, Collection<String> wanted, Set<Class<?>> seen,
			Set<String> present) {
		if (type == null || !seen.add(type)) {
			return;
		}
		if (wanted.contains(type.getName())) {
			present.add(type.getName());
		}
		collect(type.getSuperclass(), wanted, seen, present);
		for (Class<?> implemented : type.getInterfaces()) {
			collect(implemented, wanted, seen, present);
		}
	}

}
