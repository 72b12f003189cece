package dev.rustauth.telemetry.test;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestContextManager;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link AutoConfigureRustAuthTelemetry} does to contexts, and how a user's test
 * fails when no telemetry comes: run as tests inside of tests.
 */
@Timeout(600)
class TelemetryContextTests {

	@Test
	void contextsShouldBeSharedAmongClassesThatAreAlikeInThis() {
		ApplicationContext with = contextOf(With.class);
		ApplicationContext without = contextOf(Without.class);
		assertThat(contextOf(WithToo.class)).isSameAs(with).isNotSameAs(without);
		assertThat(contextOf(Inherited.class)).isSameAs(with);
		assertThat(contextOf(WithoutToo.class)).isSameAs(without);
		assertThat(without.getBeansOfType(RecordingTelemetrySink.class)).isEmpty();
	}

	@Test
	void switchThatIsOffShouldFailTheTestAtOnceAndSayWhereItIsSet() {
		assertThat(messageOf(SwitchedOff.class))
			.startsWith("No telemetry event 'init' arrived.\nTelemetry is off: OFF_SWITCH")
			.contains("switched off by RUSTAUTH_TELEMETRY (Inlined Test Properties)")
			.doesNotContain("test support")
			.contains("remove RUSTAUTH_TELEMETRY wherever it is set to off, or set it to true there")
			.endsWith("Arrived: nothing");
	}

	@Test
	void switchThatIsOffInASystemPropertyShouldFailTheTestToo() {
		System.setProperty("RUSTAUTH_TELEMETRY", "off");
		try {
			assertThat(messageOf(SwitchedOffOutside.class)).contains("RUSTAUTH_TELEMETRY (")
				.containsIgnoringCase("systemProperties");
		}
		finally {
			System.clearProperty("RUSTAUTH_TELEMETRY");
		}
	}

	@Test
	void settingThatCannotBeUsedShouldFailTheTestAndBeNamed() {
		assertThat(messageOf(Misconfigured.class)).contains("Telemetry is off: OFF_MISCONFIGURED")
			.contains("rustauth.telemetry.delivery.max-event-size")
			.contains("write a size such as 64KB");
	}

	@Test
	void ownPublisherShouldFailTheTestAndBeNamed() {
		assertThat(messageOf(WithOwnPublisher.class)).contains("a TelemetryPublisher bean of its own");
	}

	@Test
	void eventThatNobodyPublishesShouldFailTheTestWithWhatCame() {
		assertThat(messageOf(NothingPublished.class)).isEqualTo("No telemetry event 'own' arrived within 300 ms.\n"
				+ "Arrived: 1 init.\nRefused: big (it is larger than 8192 bytes: "
				+ "put less into it, or raise rustauth.telemetry.delivery.max-event-size).\n"
				+ "Not arrived since the start: 1 big (dropped: TOO_LARGE)");
	}

	@Test
	void secretInAnEventShouldFailTheTest() {
		assertThat(messageOf(Leaking.class))
			.isEqualTo("The event 'own' holds the secret that begins with 'hu', as it is, at /payload/header");
	}

	@Test
	void secretsShouldNotBeLookedForInNothing() {
		assertThat(messageOf(LookingWhileOff.class)).contains("nothing to search for secrets").contains("OFF_SWITCH");
	}

	private static ApplicationContext contextOf(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	private static String messageOf(Class<?> testClass) {
		Events events = EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(testClass))
			.execute()
			.testEvents();
		events.assertStatistics((statistics) -> statistics.started(1).failed(1));
		Throwable failure = events.executions()
			.failed()
			.stream()
			.map((execution) -> execution.getTerminationInfo().getExecutionResult().getThrowable().orElseThrow())
			.findFirst()
			.orElseThrow();
		assertThat(failure).isInstanceOf(AssertionError.class);
		return failure.getMessage();
	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	static class With {

	}

	@AutoConfigureRustAuthTelemetry
	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE)
	static class WithToo {

	}

	static class Inherited extends With {

	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE)
	static class Without {

	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE)
	static class WithoutToo {

	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE, properties = "RUSTAUTH_TELEMETRY=false")
	@AutoConfigureRustAuthTelemetry
	static class SwitchedOff {

		@Test
		void init(@Autowired RecordingTelemetrySink telemetry) {
			telemetry.awaitEvent("init");
		}

	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE, properties = "something=else")
	@AutoConfigureRustAuthTelemetry
	static class SwitchedOffOutside extends SwitchedOff {

	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE,
			properties = "rustauth.telemetry.delivery.max-event-size=huge")
	@AutoConfigureRustAuthTelemetry
	static class Misconfigured extends SwitchedOff {

	}

	@SpringBootTest(classes = { App.class, OwnPublisher.class }, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	static class WithOwnPublisher extends SwitchedOff {

	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE,
			properties = "rustauth.telemetry.delivery.max-event-size=8KB")
	@AutoConfigureRustAuthTelemetry
	static class NothingPublished {

		@Test
		void own(@Autowired RecordingTelemetrySink telemetry, @Autowired TelemetryPublisher publisher) {
			telemetry.awaitEvent("init");
			publisher.publish("big", Map.of("value", "x".repeat(9000)));
			telemetry.awaitEvent("own", Duration.ofMillis(300));
		}

	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	static class Leaking {

		@Test
		void own(@Autowired RecordingTelemetrySink telemetry, @Autowired TelemetryPublisher publisher) {
			publisher.publish("own", Map.of("header", "Bearer hunter2!"));
			telemetry.assertNoneOf("hunter2!");
		}

	}

	@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.NONE, properties = "RUSTAUTH_TELEMETRY=false")
	@AutoConfigureRustAuthTelemetry
	static class LookingWhileOff {

		@Test
		void own(@Autowired RecordingTelemetrySink telemetry, @Autowired TelemetryPublisher publisher) {
			publisher.publish("own", Map.of("header", "Bearer hunter2!"));
			telemetry.assertNoneOf("hunter2!");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(RustAuthTelemetryAutoConfiguration.class)
	static class App {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPublisher {

		@Bean
		TelemetryPublisher ownPublisher() {
			return new TelemetryPublisher() {

				@Override
				public void publish(TelemetryEvent event) {
				}

				@Override
				public void publish(String type, Map<String, ?> payload) {
				}

			};
		}

	}

}
