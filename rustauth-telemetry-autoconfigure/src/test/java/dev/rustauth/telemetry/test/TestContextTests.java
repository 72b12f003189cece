package dev.rustauth.telemetry.test;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration;
import dev.rustauth.telemetry.delivery.DeliveryControl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In contexts of tests telemetry is off, whatever the application wants.
 */
@Timeout(300)
class TestContextTests {

	@ParameterizedTest
	@ValueSource(classes = { Mock.class, RandomPort.class, NoWeb.class, MainMethod.class, Slice.class, Plain.class })
	void contextOfATestClassShouldBeSilent(Class<?> testClass) {
		assertSilent(contextOf(testClass));
	}

	// Cucumber and Kotest load contexts on threads that no frame of JUnit is on.
	@ParameterizedTest
	@ValueSource(classes = { Mock.class, RandomPort.class, NoWeb.class, MainMethod.class, Slice.class, Plain.class,
			PlainWithoutProperties.class })
	void contextThatIsLoadedOnAnotherThreadShouldBeSilent(Class<?> testClass) throws Exception {
		CompletableFuture<ApplicationContext> context = new CompletableFuture<>();
		new Thread(() -> {
			try {
				context.complete(contextOf(testClass));
			}
			catch (Throwable ex) {
				context.completeExceptionally(ex);
			}
		}).start();
		ApplicationContext loaded = context.get(50, TimeUnit.SECONDS);
		if (testClass == PlainWithoutProperties.class) {
			assertThat(loaded.getEnvironment().getProperty("rustauth.telemetry.enabled")).isEqualTo("true");
		}
		assertSilent(loaded);
	}

	@Test
	void contextOfARunnerShouldBeSilent() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RustAuthTelemetryAutoConfiguration.class))
			.withUserConfiguration(OneSink.class)
			.withPropertyValues("rustauth.telemetry.enabled=true")
			.run(TestContextTests::assertSilent);
	}

	@Test
	void applicationThatATestRunsShouldBeSilent() {
		SpringApplication application = new SpringApplication(Wanted.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(Map.of("rustauth.telemetry.enabled", "true"));
		try (ConfigurableApplicationContext context = application.run()) {
			assertSilent(context);
		}
	}

	@Test
	void applicationThatATestRunsOnAnotherThreadShouldBeSilent() throws Exception {
		SpringApplication application = new SpringApplication(Wanted.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(Map.of("rustauth.telemetry.enabled", "true"));
		CompletableFuture<ConfigurableApplicationContext> run = CompletableFuture.supplyAsync(application::run);
		try (ConfigurableApplicationContext context = run.get(2, TimeUnit.MINUTES)) {
			assertSilent(context);
		}
		FutureTask<ConfigurableApplicationContext> again = new FutureTask<>(application::run);
		new Thread(again).start();
		try (ConfigurableApplicationContext context = again.get(2, TimeUnit.MINUTES)) {
			assertSilent(context);
		}
	}

	private static ApplicationContext contextOf(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	private static void assertSilent(ApplicationContext context) {
		DeliveryControl control = context.getBean(DeliveryControl.class);
		assertThat(control.isOn()).isFalse();
		assertThat(control.explanation()).startsWith("OFF_IN_TEST");
		context.getBean(TelemetryPublisher.class).publish("own", Map.of());
		assertThat(context.getBean(RecordingTelemetrySink.class).events()).isEmpty();
	}

	@SpringBootTest(classes = Wanted.class, properties = "rustauth.telemetry.enabled=true")
	static class Mock {

	}

	@SpringBootTest(classes = Wanted.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "rustauth.telemetry.enabled=true", "spring.main.web-application-type=none" })
	static class RandomPort {

	}

	@SpringBootTest(classes = Wanted.class, properties = "rustauth.telemetry.enabled=true",
			webEnvironment = WebEnvironment.NONE)
	static class NoWeb {

	}

	@SpringBootTest(classes = Wanted.class, properties = "rustauth.telemetry.enabled=true",
			useMainMethod = UseMainMethod.ALWAYS)
	static class MainMethod {

	}

	@JsonTest(properties = "rustauth.telemetry.enabled=true")
	@ContextConfiguration(classes = Wanted.class)
	static class Slice {

	}

	@SpringJUnitConfig(Wanted.class)
	@TestPropertySource(properties = "rustauth.telemetry.enabled=true")
	static class Plain {

	}

	@SpringJUnitConfig(classes = Wanted.class, initializers = Initializer.class)
	static class PlainWithoutProperties {

	}

	static class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("own", Map.of("rustauth.telemetry.enabled", "true")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneSink {

		@Bean
		RecordingTelemetrySink sink() {
			return new RecordingTelemetrySink();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, RustAuthTelemetryAutoConfiguration.class })
	static class Wanted extends OneSink {

		static void main(String[] args) {
			SpringApplication.run(Wanted.class, args);
		}

	}

}
