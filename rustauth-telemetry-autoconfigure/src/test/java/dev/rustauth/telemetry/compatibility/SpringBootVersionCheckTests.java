package dev.rustauth.telemetry.compatibility;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

class SpringBootVersionCheckTests {

	@ParameterizedTest
	@ValueSource(strings = { "3.5.0", "3.5.16", "3.10.0", "4.0.7", "4.1.1", "4.2.0-M1", "5.0.0", "unknown" })
	void doubtWhenLineIsSupportedOrLaterShouldBeNone(String version) {
		assertThat(SpringBootVersionCheck.doubt(version)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2.7.18", "3.0.13", "3.4.13" })
	void doubtWhenLineIsOlderShouldNameItAndTheSupportedOnes(String version) {
		assertThat(SpringBootVersionCheck.doubt(version))
			.contains("supports Spring Boot 3.5 and 4, and may not work on " + version);
	}

	@Test
	void doubtWhenVersionIsUnknownShouldBeNone() {
		assertThat(SpringBootVersionCheck.doubt(null)).isNull();
		assertThat(SpringBootVersionCheck.doubt(SpringBootVersion.getVersion())).isNull();
	}

}
