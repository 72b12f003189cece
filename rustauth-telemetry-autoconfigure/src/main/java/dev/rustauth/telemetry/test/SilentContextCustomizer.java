package dev.rustauth.telemetry.test;

import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import dev.rustauth.telemetry.config.TestEnvironment;

/**
 * Marks a context as a test context, with an empty property source. A plain context can't
 * be recognised otherwise if it isn't loaded on a thread of JUnit or TestNG (Cucumber and
 * Kotest have their own).
 */
record SilentContextCustomizer() implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		context.getEnvironment()
			.getPropertySources()
			.addLast(new MapPropertySource(TestEnvironment.TEST_CONTEXT_MARK, Map.of()));
	}

}
