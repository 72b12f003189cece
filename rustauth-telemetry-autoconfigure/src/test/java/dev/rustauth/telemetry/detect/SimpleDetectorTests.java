package dev.rustauth.telemetry.detect;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for the runtime and framework detectors, and for what {@link Detectors} does not
 * do.
 */
class SimpleDetectorTests {

	@Test
	void whenJavaVersionIsSetRuntimeShouldTellIt() {
		MockEnvironment environment = new MockEnvironment().withProperty("java.version", "21.0.9");
		assertThat(Detectors.runtime(environment).detect()).isEqualTo(new NamedVersion("java", "21.0.9"));
	}

	@Test
	void whenEnvironmentIsRealRuntimeShouldTellTheVersionOfThisJvm() {
		assertThat(Detectors.runtime(new StandardEnvironment()).detect().version())
			.isEqualTo(System.getProperty("java.version"));
	}

	@Test
	void whenJavaVersionIsMissingRuntimeShouldHaveNoVersion() {
		assertThat(Detectors.runtime(new MockEnvironment()).detect()).isEqualTo(new NamedVersion("java", null));
	}

	@Test
	void frameworkShouldBeSpringBootWithItsVersion() {
		assertThat(Detectors.framework().detect())
			.isEqualTo(new NamedVersion("spring-boot", SpringBootVersion.getVersion()));
	}

	@Test
	void whenOnlyMadeDetectorsShouldReadNothing() {
		Environment environment = (Environment) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { Environment.class }, (proxy, method, arguments) -> {
					throw new AssertionError("Environment was read: " + method.getName());
				});
		ClassLoader classLoader = new ClassLoader(null) {

			@Override
			public URL getResource(String name) {
				throw new AssertionError("Class path was read: " + name);
			}

		};
		Path root = (Path) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Path.class },
				(proxy, method, arguments) -> {
					throw new AssertionError("File system was read: " + method.getName());
				});
		assertThatCode(() -> {
			Detectors.runtime(environment);
			Detectors.framework();
			Detectors.environment(environment);
			Detectors.systemInfo(environment, root);
			Detectors.database(FakeJar.beanFactory(classLoader), environment);
			Detectors.packageManager(environment);
			Detectors.anonymousId(environment, classLoader, null, "key");
		}).doesNotThrowAnyException();
	}

}
