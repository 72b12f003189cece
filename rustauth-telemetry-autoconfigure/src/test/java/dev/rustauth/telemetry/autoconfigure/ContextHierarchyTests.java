package dev.rustauth.telemetry.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts below the one that has the telemetry, and contexts that no
 * {@code SpringApplication} started.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class ContextHierarchyTests {

	private static final String[] ARGUMENTS = { "--rustauth.telemetry.enabled=true",
			"--rustauth.telemetry.skip-test-check=true", "--spring.main.banner-mode=off", "--spring.jmx.enabled=false",
			"--rustauth.telemetry.delivery.shutdown-timeout=20s" };

	private final List<ConfigurableApplicationContext> opened = new ArrayList<>();

	@Test
	void customizerInTheChildShouldCount(CapturedOutput output) {
		ConfigurableApplicationContext child = run(
				builder(WithSink.class).child(Plain.class, Customizing.class).web(WebApplicationType.NONE));
		RecordingSink sink = child.getParent().getBean(RecordingSink.class);
		TelemetryEvent init = sink.awaitInit();
		child.getBean(TelemetryPublisher.class).publish("own", Map.of());
		close();
		assertThat(sink.events).extracting(TelemetryEvent::type).containsExactly("init", "own");
		assertThat(init.payload()).doesNotContainKey("systemInfo");
		assertThat(output).containsOnlyOnce("RustAuth telemetry is on");
	}

	@Test
	void customizerInAGrandchildShouldCount() {
		ConfigurableApplicationContext lowest = run(builder(WithSink.class).child(Plain.class)
			.web(WebApplicationType.NONE)
			.child(Customizing.class)
			.web(WebApplicationType.NONE));
		assertThat(lowest.getParent().getParent().getBean(RecordingSink.class).awaitInit().payload())
			.doesNotContainKey("systemInfo");
	}

	@Test
	void customizerInASiblingOfOneRunShouldCount() {
		ConfigurableApplicationContext second = run(builder(WithSink.class).child(Plain.class)
			.web(WebApplicationType.NONE)
			.sibling(new Class<?>[] { Customizing.class }, ARGUMENTS)
			.web(WebApplicationType.NONE));
		assertThat(second.getParent().getBean(RecordingSink.class).awaitInit().payload())
			.doesNotContainKey("systemInfo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RUSTAUTH_TELEMETRY=false", "rustauth.telemetry.enabled=false", "DO_NOT_TRACK=1",
			"rustauth.telemetry=off" })
	void optOutInTheChildShouldBeAnOptOut(String optOut, CapturedOutput output) {
		ConfigurableApplicationContext child = run(
				builder(WithSink.class).child(Plain.class).web(WebApplicationType.NONE).initializers(holding(optOut)));
		RecordingSink sink = child.getBean(RecordingSink.class);
		assertOff(child);
		close();
		assertThat(sink.events).isEmpty();
		assertThat(output).doesNotContain("RustAuth telemetry is on").doesNotContain("WARN");
	}

	@Test
	void sinkInTheChildShouldTurnTelemetryOffWithOneWarning(CapturedOutput output) {
		ConfigurableApplicationContext child = run(
				builder(Plain.class).properties("rustauth.telemetry.endpoint=http://127.0.0.1:1/events")
					.child(WithSink.class)
					.web(WebApplicationType.NONE));
		assertOff(child);
		assertThat(child.getBean(RecordingSink.class).events).isEmpty();
		assertThat(output).containsOnlyOnce("WARN")
			.contains("(OFF_MISCONFIGURED)")
			.contains("another destination than the context above it");
	}

	@Test
	void childOfAReadyApplicationThatObjectsShouldTurnTelemetryOffWithOneWarning(CapturedOutput output) {
		SpringApplicationBuilder builder = builder(WithSink.class);
		ConfigurableApplicationContext parent = run(builder);
		RecordingSink sink = parent.getBean(RecordingSink.class);
		sink.awaitInit();
		run(builder.child(Plain.class).web(WebApplicationType.NONE));
		assertThat(parent.getBean(DeliveryControl.class).isOn()).isTrue();
		ConfigurableApplicationContext child = run(builder.child(Customizing.class).web(WebApplicationType.NONE));
		assertOff(child);
		close();
		assertThat(sink.events).extracting(TelemetryEvent::type).containsExactly("init");
		assertThat(output).containsOnlyOnce("WARN").contains("started after the event 'init' was made");
	}

	@Test
	void plainChildShouldChangeNothing(CapturedOutput output) {
		ConfigurableApplicationContext parent = run(builder(WithSink.class));
		parent.getBean(RecordingSink.class).awaitInit();
		try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.register(Empty.class);
			child.refresh();
			assertThat(parent.getBean(DeliveryControl.class).isOn()).isTrue();
		}
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void contextWithoutSpringApplicationShouldSendInitWhenRefreshed(CapturedOutput output) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			holding(ARGUMENTS).initialize(context);
			context.register(WithSink.class);
			context.refresh();
			assertThat(context.getBean(RecordingSink.class).awaitInit().type()).isEqualTo("init");
			assertThat(output).containsOnlyOnce("RustAuth telemetry is on (ON_CUSTOM_SINK)");
		}
	}

	@Test
	void applicationThatNeverGetsReadyShouldNotClaimToBeOn(CapturedOutput output) {
		SpringApplication application = new SpringApplication(WithSink.class, Failing.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try {
			application.run(ARGUMENTS);
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessageContaining("on purpose");
		}
		assertThat(output).doesNotContain("RustAuth telemetry is on");
	}

	private static SpringApplicationBuilder builder(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE);
	}

	private ConfigurableApplicationContext run(SpringApplicationBuilder builder) {
		ConfigurableApplicationContext context = builder.run(ARGUMENTS);
		this.opened.add(context);
		return context;
	}

	@AfterEach
	void close() {
		for (ApplicationContext context : this.opened) {
			for (ApplicationContext next = context; next != null; next = next.getParent()) {
				((ConfigurableApplicationContext) next).close();
			}
		}
	}

	private static void assertOff(ConfigurableApplicationContext context) {
		DeliveryControl control = context.getBean(DeliveryControl.class);
		assertThat(control.isOn()).isFalse();
		assertThat(control.startedAs()).isNotEqualTo(DecisionCode.ON_CUSTOM_SINK);
		context.getBean(TelemetryPublisher.class).publish("own", Map.of());
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> holding(String... settings) {
		Map<String, Object> values = new HashMap<>();
		for (String setting : settings) {
			String[] parts = setting.replace("--", "").split("=");
			values.put(parts[0], parts[1]);
		}
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("of the test", values));
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizing {

		@Bean
		InitPayloadCustomizer withoutSystemInfo() {
			return (payload) -> payload.remove("systemInfo");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		CommandLineRunner failing() {
			return (arguments) -> {
				throw new IllegalStateException("on purpose");
			};
		}

	}

}
