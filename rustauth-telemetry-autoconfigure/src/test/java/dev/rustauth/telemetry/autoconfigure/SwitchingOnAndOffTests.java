package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What switches telemetry on and off, and how quiet off is.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class SwitchingOnAndOffTests {

	@Test
	void runWhenNothingIsSetShouldBeSilent(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class).run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of());
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(NoopTelemetryPublisher.class);
			assertThat(Application.telemetryThreads()).isEmpty();
		}
		assertThat(output).doesNotContain("WARN").doesNotContain("RustAuth telemetry");
	}

	@Test
	void switchAloneShouldTurnOnWithoutAnyOtherKey() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", "1")
			.run()) {
			assertThat(RecordingSink.of(context).awaitInit().type()).isEqualTo("init");
		}
	}

	@Test
	void switchAloneWithoutDestinationShouldStartAndSaySo(CapturedOutput output) {
		Application.inTest(Plain.class).variable("RUSTAUTH_TELEMETRY", "1").run().close();
		assertThat(output).doesNotContain("RustAuth telemetry is");
		Application.of(Plain.class).variable("RUSTAUTH_TELEMETRY", "1").run().close();
		assertThat(output).containsOnlyOnce("WARN")
			.contains("(NO_DESTINATION)")
			.contains("rustauth.telemetry.endpoint");
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "0", "OFF", " no " })
	void switchOffShouldBeatPropertyAndArgument(String word) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", word)
			.property("rustauth.telemetry.enabled", "true")
			.run("--rustauth.telemetry.enabled=true", "--RUSTAUTH_TELEMETRY=true", "--rustauth.telemetry=true")) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(NoopTelemetryPublisher.class);
		}
	}

	@Test
	void switchThatIsNotUnderstoodShouldBeOffWithOneWarning(CapturedOutput output) {
		Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", "banana")
			.property("rustauth.telemetry.enabled", "true")
			.run()
			.close();
		assertThat(output).containsOnlyOnce("WARN")
			.contains("OFF_UNRECOGNISED_SWITCH")
			.contains("RUSTAUTH_TELEMETRY")
			.contains("true, 1, on, yes, y, enabled")
			.doesNotContain("banana");
	}

	@Test
	void offWordUnderThePropertyNameShouldBeAnOptOut() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", "true")
			.run("--rustauth.telemetry=false")) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(NoopTelemetryPublisher.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "${nope}", "${DO_NOT_TRACK}", "1" })
	void doNotTrackShouldBeOffInSilenceWhateverItHolds(String value, CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.variable("DO_NOT_TRACK", value)
			.run()) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(NoopTelemetryPublisher.class);
		}
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void variablesAsSystemPropertiesShouldCount() {
		System.setProperty("RUSTAUTH_TELEMETRY", "true");
		System.setProperty("RUSTAUTH_TELEMETRY_DEBUG", "1");
		try (ConfigurableApplicationContext context = Application.of(Plain.class).run()) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(EngineTelemetryPublisher.class);
		}
		finally {
			System.clearProperty("RUSTAUTH_TELEMETRY");
			System.clearProperty("RUSTAUTH_TELEMETRY_DEBUG");
		}
	}

	@Test
	void variablesAsOrdinaryPropertiesShouldCount(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(Plain.class)
			.run("--RUSTAUTH_TELEMETRY=true", "--RUSTAUTH_TELEMETRY_ENDPOINT=http://127.0.0.1:1/x")) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(EngineTelemetryPublisher.class);
			assertThat(output).contains("events go to http://127.0.0.1:1.");
		}
	}

	@Test
	void emptyValuesShouldCountAsUnset() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.variable("RUSTAUTH_TELEMETRY", "")
			.variable("RUSTAUTH_TELEMETRY_DEBUG", "")
			.variable("RUSTAUTH_TELEMETRY_ENDPOINT", "")
			.variable("RUSTAUTH_TELEMETRY_DELIVERY_CONCURRENCY", "")
			.run()) {
			assertThat(RecordingSink.of(context).awaitInit().type()).isEqualTo("init");
		}
	}

}
