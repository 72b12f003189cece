package dev.rustauth.telemetry.autoconfigure;

import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.actuate.RustAuthTelemetryEndpoint;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.init.InitEvent;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;
import dev.rustauth.telemetry.migrations.RustAuthTelemetryFlywayAutoConfiguration;
import dev.rustauth.telemetry.migrations.RustAuthTelemetryLiquibaseAutoConfiguration;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RustAuthTelemetryAutoConfiguration},
 * {@link RustAuthTelemetryMetricsAutoConfiguration},
 * {@link RustAuthTelemetryEndpointAutoConfiguration},
 * {@link RustAuthTelemetryFlywayAutoConfiguration} and
 * {@link RustAuthTelemetryLiquibaseAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RustAuthTelemetryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RustAuthTelemetryAutoConfiguration.class,
				RustAuthTelemetryMetricsAutoConfiguration.class, RustAuthTelemetryEndpointAutoConfiguration.class,
				RustAuthTelemetryFlywayAutoConfiguration.class, RustAuthTelemetryLiquibaseAutoConfiguration.class));

	private final ApplicationContextRunner enabled = this.runner.withPropertyValues("rustauth.telemetry.enabled=true",
			"rustauth.telemetry.skip-test-check=true", "rustauth.telemetry.endpoint=http://127.0.0.1:1/events",
			"rustauth.telemetry.delivery.shutdown-timeout=10ms");

	@Test
	void contextShouldAlwaysHaveAPublisher() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(TelemetryPublisher.class));
		this.enabled.run((context) -> assertThat(context).getBean(TelemetryPublisher.class)
			.isInstanceOf(EngineTelemetryPublisher.class));
	}

	/**
	 * Each further bean is looked at again and again while a context starts.
	 */
	@Test
	void contextShouldHaveNoMoreBeansThanItNeeds() {
		this.enabled.run((context) -> assertThat(context.getBeanDefinitionNames())
			.filteredOn((name) -> name.toLowerCase(Locale.ROOT).contains("rustauth"))
			.containsExactlyInAnyOrder(RustAuthTelemetryAutoConfiguration.class.getName(), "rustAuthTelemetryLifecycle",
					"rustAuthTelemetryPublisher", "rustAuthTelemetryConfigSource",
					RustAuthTelemetryMetricsAutoConfiguration.class.getName(), "rustAuthTelemetryMetrics"));
	}

	@Test
	void configShouldBeTheOneOfInit() {
		this.enabled
			.withPropertyValues("rustauth.telemetry.redaction=strict", "rustauth.plugins=passkey,my-own",
					"rustauth.telemetry.context.adapter=jdbc")
			.withBean(InitPayloadCustomizer.class,
					() -> (payload) -> ((Map<?, ?>) payload.get("config")).remove("hooks"))
			.run((context) -> {
				Map<String, Object> config = config(context);
				assertThat(config).containsEntry("adapter", "jdbc")
					.containsEntry("plugins", List.of("passkey", "other"))
					.containsKey("databaseHooks")
					.doesNotContainKey("hooks");
			});
	}

	@Test
	void configThatCannotBeMadeShouldBeEmpty() {
		this.enabled.withBean(InitPayloadCustomizer.class, () -> (payload) -> payload.remove("config"))
			.run((context) -> assertThat(config(context)).isEmpty());
		this.enabled.withBean(RustAuthOptionsCustomizer.class, () -> (options) -> {
			throw new IllegalStateException("canary");
		}).run((context) -> assertThat(config(context)).isEmpty());
	}

	@Test
	void configWhenOffShouldBeEmptyAndAskNobody() {
		this.runner.withBean(RustAuthOptionsCustomizer.class, () -> {
			throw new IllegalStateException("nobody should ask");
		}, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context.getBean(TelemetryConfigSource.class).config())
				.isCompletedWithValue(Map.of()));
	}

	@Test
	void optionsThatTheApplicationEnablesShouldCountAsBound() {
		this.enabled.withUserConfiguration(OptionsEnabled.class)
			.withPropertyValues("rustauth.plugins=passkey", "rustauth.secondary-storage=maybe")
			.run((context) -> {
				assertThat(context.getBean(RustAuthOptions.class).plugins()).containsExactly("passkey");
				assertThat(AuthOptionsBinder.areBound(context.getSourceApplicationContext().getBeanFactory())).isTrue();
				assertThat(config(context)).containsEntry("plugins", List.of("passkey"));
			});
		this.enabled.withBean(RustAuthOptions.class, () -> RustAuthOptions.builder().plugins("two-factor").build())
			.run((context) -> {
				assertThat(AuthOptionsBinder.areBound(context.getSourceApplicationContext().getBeanFactory()))
					.isFalse();
				assertThat(config(context)).containsEntry("plugins", List.of("two-factor"));
			});
	}

	private static Map<String, Object> config(ApplicationContext context) throws Exception {
		return context.getBean(TelemetryConfigSource.class).config().get(1, TimeUnit.MINUTES);
	}

	@Test
	void contextInATestShouldBeOff() {
		this.enabled.withPropertyValues("rustauth.telemetry.skip-test-check=false")
			.run((context) -> assertThat(context).getBean(TelemetryPublisher.class)
				.isInstanceOf(NoopTelemetryPublisher.class));
	}

	@Test
	void contextWithoutMicrometerShouldStart() {
		this.enabled.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(TelemetryPublisher.class));
	}

	@Test
	void contextWithoutReactorNettyShouldDeliverWithTheClientOfTheJdk() {
		try (ScriptedCollector collector = ScriptedCollector.start()) {
			this.enabled.withClassLoader(new Without("reactor.netty"))
				.withPropertyValues("rustauth.telemetry.endpoint=" + collector.url())
				.run((context) -> {
					assertThat(context).getBean(TelemetryPublisher.class).isInstanceOf(EngineTelemetryPublisher.class);
					assertThat(collector.awaitRequests(1)).singleElement()
						.satisfies((request) -> assertThat(request.text()).startsWith("{\"type\":\"init\""));
					assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
						.noneMatch((name) -> name.startsWith("rustauth-telemetry-http-nio"));
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.reactive", "tools.jackson" })
	void contextWithoutTheClientShouldStartAndSayWhatToDo(String missing, CapturedOutput output) {
		this.enabled.withClassLoader(new Without(missing)).run((context) -> {
			assertThat(context).hasNotFailed()
				.getBean(TelemetryPublisher.class)
				.isInstanceOf(NoopTelemetryPublisher.class);
			assertThat(output).contains("(OFF_MISCONFIGURED)")
				.contains("The class " + missing)
				.contains("rustauth-telemetry-spring-boot-starter");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.reactive", "reactor.netty", "tools.jackson" })
	void contextWithoutTheClientButWithASinkShouldBeOn(String missing) {
		this.enabled.withClassLoader(new Without(missing))
			.withBean(TelemetrySink.class, () -> TelemetrySink.blocking((event) -> {
			}))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(TelemetryPublisher.class)
				.isInstanceOf(EngineTelemetryPublisher.class));
	}

	@Test
	void metersShouldBeThereWhenOnAndAbsentWhenOff() {
		this.enabled.run((context) -> {
			MeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(MeterBinder.class).bindTo(registry);
			assertThat(registry.find("rustauth.telemetry.queue.capacity").gauge()).isNotNull();
		});
		this.runner.run((context) -> {
			MeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(MeterBinder.class).bindTo(registry);
			assertThat(registry.getMeters()).isEmpty();
		});
	}

	@Test
	void endpointShouldBeThereOnlyWhereItIsExposed() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(RustAuthTelemetryEndpoint.class));
		ApplicationContextRunner exposed = this.runner.withPropertyValues(
				"management.endpoints.jmx.exposure.include=rustauthtelemetry", "spring.jmx.enabled=true");
		exposed.run((context) -> assertThat(context).hasSingleBean(RustAuthTelemetryEndpoint.class));
		exposed.withPropertyValues("management.endpoint.rustauthtelemetry.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(RustAuthTelemetryEndpoint.class));
	}

	@Test
	void contextWithoutActuatorShouldStart() {
		this.enabled
			.withPropertyValues("management.endpoints.jmx.exposure.include=rustauthtelemetry",
					"spring.jmx.enabled=true")
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TelemetryPublisher.class)
				.doesNotHaveBean("rustAuthTelemetryEndpoint"));
	}

	@Test
	void contextWithoutEndpointShouldKeepNoEvents() {
		this.enabled.withPropertyValues("rustauth.telemetry.delivery.shutdown-timeout=20s")
			.withBean(TelemetrySink.class, () -> TelemetrySink.blocking((event) -> {
			}))
			.run((context) -> {
				DeliveryEngine engine = Application.engine(context);
				engine.publish("own", Map.of());
				engine.shutdown((timer) -> Mono.just(new InitEvent("id", Map.of()))).block(Duration.ofMinutes(1));
				assertThat(engine.statistics().ledger().total().delivered()).isEqualTo(2);
				assertThat(engine.statistics().history().lastSuccess()).isNotNull();
				assertThat(engine.statistics().history().recent()).isEmpty();
			});
	}

	@Test
	void propertiesShouldNeverShowASecret() {
		this.enabled
			.withPropertyValues("rustauth.telemetry.anonymous-id.key=hunter2",
					"rustauth.telemetry.http.headers.Authorization=Bearer hunter2",
					"rustauth.telemetry.endpoint=http://user:hunter2@127.0.0.1:1/hunter2?hunter2")
			.run((context) -> assertThat(RustAuthTelemetryProperties.bind(context.getEnvironment()).value().toString())
				.doesNotContain("hunter2"));
	}

	@Test
	void publishWhenOffShouldAcceptAnything() {
		this.runner.run((context) -> {
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			publisher.publish("own", Map.of());
			publisher.publish(null);
			publisher.publish(null, null);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.security", "org.flywaydb", "liquibase", "org.springframework.web" })
	void contextWithoutALibraryShouldStillReport(String library) {
		this.enabled
			.withPropertyValues("rustauth.telemetry.sources.migrations.enabled=true",
					"spring.security.oauth2.client.registration.github.client-id=id")
			.withClassLoader(new FilteredClassLoader(library))
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.getBean(TelemetryPublisher.class)
					.isInstanceOf(EngineTelemetryPublisher.class);
				boolean security = !library.equals("org.springframework.security");
				assertThat(config(context).toString()).contains("socialProviders=[" + (security ? "{id=github" : "]"));
			});
	}

	@Test
	void registrationsThatNobodyReadsShouldNotBeReported() {
		this.enabled.withPropertyValues("spring.security.oauth2.client.registration.github.client-id=id")
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.security"))
			.run((context) -> assertThat(config(context).toString()).contains("socialProviders=[]"));
	}

	@Test
	void contextWithoutTheSwitchShouldTellMigrationToolsNothing() {
		this.enabled.run((context) -> assertThat(context).doesNotHaveBean("rustAuthMigrationRuns")
			.doesNotHaveBean(Callback.class)
			.doesNotHaveBean("rustAuthLiquibaseListener"));
		this.enabled.withPropertyValues("rustauth.telemetry.sources.migrations.enabled=true")
			.run((context) -> assertThat(context).hasBean("rustAuthMigrationRuns")
				.hasSingleBean(Callback.class)
				.hasBean("rustAuthLiquibaseListener"));
	}

	@Test
	void contextProcessedAheadOfTimeShouldAskTheSwitchAtRunTime() {
		ApplicationContextRunner aheadOfTime = this.enabled.withPropertyValues("spring.aot.processing=true");
		aheadOfTime.run((context) -> assertThat(asksForTheResult(context)).isFalse());
		aheadOfTime.withPropertyValues("rustauth.telemetry.sources.migrations.enabled=true")
			.run((context) -> assertThat(asksForTheResult(context)).isTrue());
		aheadOfTime
			.withPropertyValues("rustauth.telemetry.sources.migrations.enabled=true",
					"rustauth.telemetry.enabled=false")
			.run((context) -> assertThat(asksForTheResult(context)).isFalse());
	}

	@SuppressWarnings("NullAway")
	private static boolean asksForTheResult(ApplicationContext context) {
		return context.getBean(Callback.class).supports(Event.AFTER_MIGRATE_OPERATION_FINISH, null);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(RustAuthOptions.class)
	static class OptionsEnabled {

	}

	/**
	 * Hides a package, classes and resources alike.
	 */
	private static final class Without extends FilteredClassLoader {

		private final String path;

		Without(String packageName) {
			super(packageName);
			this.path = packageName.replace('.', '/');
		}

		@Override
		public URL getResource(String name) {
			return (name.startsWith(this.path)) ? null : super.getResource(name);
		}

		@Override
		public InputStream getResourceAsStream(String name) {
			return (name.startsWith(this.path)) ? null : super.getResourceAsStream(name);
		}

	}

}
