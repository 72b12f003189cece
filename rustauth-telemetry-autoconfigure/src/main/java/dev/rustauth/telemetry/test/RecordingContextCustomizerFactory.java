package dev.rustauth.telemetry.test;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

import dev.rustauth.telemetry.config.TestEnvironment;

/**
 * Looks for {@link AutoConfigureRustAuthTelemetry} on a test class, its superclasses,
 * enclosing classes and composed annotations: with it telemetry is recorded, without it
 * silent. Found through {@code spring.factories}, which only spring-test reads for this
 * type.
 */
final class RecordingContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return (TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureRustAuthTelemetry.class))
				? new RecordingContextCustomizer() : new SilentContextCustomizer();
	}

	/**
	 * Switches telemetry on in a test context and adds the recording sink.
	 * <p>
	 * A record without components: all instances are equal, which makes them the part of
	 * the context cache key that says "with telemetry".
	 */
	private record RecordingContextCustomizer() implements ContextCustomizer {

		private static final String SOURCE = "RustAuth telemetry test support";

		/**
		 * The switch is set in addition to the property, because it overrides
		 * {@code DO_NOT_TRACK}, which is about what leaves the process, and nothing does
		 * here. An off-word in any other source still wins.
		 */
		private static final Map<String, Object> PROPERTIES = Map.of("RUSTAUTH_TELEMETRY", "true",
				"rustauth.telemetry.enabled", "true", "rustauth.telemetry.skip-test-check", "true");

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(SOURCE, PROPERTIES));
			// A context processed ahead of time has the definitions already.
			if (!AotDetector.useGeneratedArtifacts() && !isBelowAnother(context.getParent())
					&& context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
				new AnnotatedBeanDefinitionReader(registry, context.getEnvironment())
					.registerBean(RecordingTelemetryConfiguration.class);
			}
		}

		/**
		 * In a hierarchy of contexts the topmost has the publisher, so it has the sink.
		 */
		private static boolean isBelowAnother(@Nullable ApplicationContext parent) {
			return parent != null && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(parent,
					RecordingTelemetrySink.class, true, false).length > 0;
		}

	}

	/**
	 * Marks a test context as one, with an empty property source. A plain context that
	 * isn't loaded on a thread of JUnit or TestNG (Cucumber and Kotest have their own)
	 * bears no other sign.
	 */
	private record SilentContextCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource(TestEnvironment.TEST_CONTEXT_MARK, Map.of()));
		}

	}

}
