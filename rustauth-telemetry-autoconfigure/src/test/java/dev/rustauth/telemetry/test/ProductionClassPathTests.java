package dev.rustauth.telemetry.test;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration;
import dev.rustauth.telemetry.delivery.DeliveryControl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * In production there is no test library, and nothing of the test support is loaded.
 */
@Timeout(300)
class ProductionClassPathTests {

	private static final List<String> TEST_LIBRARIES = List.of("spring-test", "spring-boot-test", "junit", "assertj",
			"mockito", "opentest4j", "jqwik", "archunit", "reactor-test", "awaitility");

	@Test
	void startWithoutSpringTestShouldBeOn() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RustAuthTelemetryAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.test"))
			.withBean(TelemetrySink.class, () -> TelemetrySink.blocking((event) -> {
			}))
			.withPropertyValues("rustauth.telemetry.enabled=true", "rustauth.telemetry.skip-test-check=true")
			.run((context) -> assertThat(context.getBean(DeliveryControl.class).isOn()).isTrue());
	}

	// A filter doesn't reach into classes that another loader links; this does.
	@Test
	void applicationWithoutTestLibrariesShouldSendAndLoadNothingOfTheTestSupport() throws Exception {
		try (ProductionClassLoader classLoader = new ProductionClassLoader()) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> classLoader.loadClass("org.springframework.test.context.TestContext"));
			Class<?> application = classLoader.loadClass(Application.class.getName());
			assertThat(application).isNotSameAs(Application.class);
			ClassLoader before = Thread.currentThread().getContextClassLoader();
			Thread.currentThread().setContextClassLoader(classLoader);
			try {
				assertThat((String) application.getMethod("runAndClose").invoke(null)).isEqualTo("init,own,");
			}
			finally {
				Thread.currentThread().setContextClassLoader(before);
			}
			assertThat(classLoader.isLoaded(TelemetryPublisher.class.getName())).isTrue();
			for (String type : typesOfTheTestSupport()) {
				assertThat(classLoader.isLoaded(type)).as(type).isFalse();
			}
		}
	}

	private static List<String> typesOfTheTestSupport() throws Exception {
		String name = RecordingTelemetrySink.class.getName();
		URL url = RecordingTelemetrySink.class.getResource("RecordingTelemetrySink.class");
		String[] files = Path.of(url.toURI()).getParent().toFile().list();
		assertThat(files).contains("RecordingContextCustomizerFactory$RecordingContextCustomizer.class");
		String prefix = name.substring(0, name.lastIndexOf('.') + 1);
		return Arrays.stream(files).map((file) -> prefix + file.replace(".class", "")).toList();
	}

	/**
	 * The class path of this JVM, less test libraries, loaded anew.
	 */
	private static final class ProductionClassLoader extends URLClassLoader {

		private ProductionClassLoader() {
			super(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
				.map(Path::of)
				.filter((path) -> TEST_LIBRARIES.stream()
					.noneMatch((library) -> path.getFileName().toString().startsWith(library)))
				.map(ProductionClassLoader::url)
				.toArray(URL[]::new), getPlatformClassLoader());
		}

		private static URL url(Path path) {
			try {
				return path.toUri().toURL();
			}
			catch (MalformedURLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private boolean isLoaded(String name) {
			return findLoadedClass(name) != null;
		}

	}

	/**
	 * Runs in the loader above.
	 */
	@Configuration(proxyBeanMethods = false)
	// Jackson's would scan this package, where test classes carry the annotation.
	@EnableAutoConfiguration(exclude = JacksonAutoConfiguration.class)
	public static class Application {

		private static final StringBuffer types = new StringBuffer();

		@Bean
		TelemetrySink sink() {
			return TelemetrySink.blocking((event) -> types.append(event.type()).append(','));
		}

		public static String runAndClose() {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.setRegisterShutdownHook(false);
			// JUnit's frames are on this stack.
			application.setDefaultProperties(
					Map.of("rustauth.telemetry.enabled", "true", "rustauth.telemetry.skip-test-check", "true"));
			try (ConfigurableApplicationContext context = application.run()) {
				context.getBean(TelemetryPublisher.class).publish("own", Map.of());
			}
			return types.toString();
		}

	}

}
