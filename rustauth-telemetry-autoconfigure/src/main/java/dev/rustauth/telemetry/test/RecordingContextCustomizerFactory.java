package dev.rustauth.telemetry.test;

import java.util.List;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Looks for {@link AutoConfigureRustAuthTelemetry} on a test class, its superclasses,
 * enclosing classes and composed annotations: with it telemetry is recorded, without it
 * telemetry is off. Registered in {@code spring.factories}, which only spring-test reads
 * for this type.
 */
final class RecordingContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return (TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureRustAuthTelemetry.class))
				? new RecordingContextCustomizer() : new SilentContextCustomizer();
	}

}
