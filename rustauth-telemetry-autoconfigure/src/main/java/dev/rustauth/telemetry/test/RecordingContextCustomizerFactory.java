package dev.rustauth.telemetry.test;

import java.util.List;
import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;
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
