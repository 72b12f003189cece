package dev.rustauth.telemetry.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

import dev.rustauth.telemetry.Internal;

/**
 * Finds which bean Spring would inject for a type, without creating it. Spring resolves a
 * dependency whose bean is never fetched, so all its rules count: primary, fallback and
 * priority, candidates and no candidates, scoped proxies, ancestors.
 *
 * @since 0.1.0
 */
@Internal
public final class BeanCandidates {

	private BeanCandidates() {
	}

	/**
	 * The bean that would be injected.
	 * @param beanFactory where beans are
	 * @param type the type of the bean
	 * @return its name; no name if there is none, several if Spring couldn't tell which
	 */
	public static List<String> of(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		Descriptor descriptor = new Descriptor(type);
		Set<String> chosen = new LinkedHashSet<>();
		try {
			beanFactory.resolveDependency(descriptor, null, chosen, null);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			Collection<String> names = ex.getBeanNamesFound();
			return (names != null) ? List.copyOf(names)
					: List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false));
		}
		return List.copyOf((chosen.isEmpty()) ? descriptor.several : chosen);
	}

	/**
	 * The bean that would be injected, made if it has to be.
	 * @param <T> the type of the bean
	 * @param beanFactory where beans are
	 * @param type the type of the bean
	 * @return the bean, {@code null} if there is none
	 * @throws NoUniqueBeanDefinitionException if Spring couldn't tell which
	 */
	public static <T> @Nullable T find(ConfigurableListableBeanFactory beanFactory, Class<T> type) {
		List<String> names = of(beanFactory, type);
		if (names.size() > 1) {
			throw new NoUniqueBeanDefinitionException(type, names);
		}
		return (names.isEmpty()) ? null : beanFactory.getBean(names.get(0), type);
	}

	/**
	 * Keep what is asked for by reflection.
	 * @param hints what a native image has to keep
	 */
	public static void registerHints(RuntimeHints hints) {
		hints.reflection().registerType(Descriptor.class, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
	}

	/**
	 * A dependency without a name of its own, since a field's name may choose a bean.
	 */
	private static final class Descriptor extends DependencyDescriptor {

		private final Class<?> type;

		private final Set<String> asked = new HashSet<>();

		private Set<String> several = Set.of();

		Descriptor(Class<?> type) {
			super(new MethodParameter(Descriptor.class.getDeclaredConstructors()[0], 0), false, false);
			this.type = type;
		}

		@Override
		public Class<?> getDependencyType() {
			return this.type;
		}

		@Override
		public ResolvableType getResolvableType() {
			return ResolvableType.forClass(this.type);
		}

		@Override
		public @Nullable String getDependencyName() {
			return null;
		}

		/**
		 * The bean, of which Spring wants to know the priority when it exists, and which
		 * it wants to inject in the end. Its type does for the one, nothing for the
		 * other.
		 */
		@Override
		@SuppressWarnings("NullAway")
		public Object resolveCandidate(String beanName, Class<?> requiredType, BeanFactory beanFactory) {
			return (this.asked.add(beanName)
					&& ((ConfigurableListableBeanFactory) beanFactory).containsSingleton(beanName))
							? beanFactory.getType(beanName) : null;
		}

		@Override
		public @Nullable Object resolveNotUnique(ResolvableType type, Map<String, Object> matchingBeans) {
			this.several = new LinkedHashSet<>(matchingBeans.keySet());
			return null;
		}

	}

}
