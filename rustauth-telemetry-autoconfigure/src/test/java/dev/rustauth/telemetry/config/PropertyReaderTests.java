package dev.rustauth.telemetry.config;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PropertyReader}.
 */
class PropertyReaderTests {

	// Configuration can be imported from a URL.
	@ParameterizedTest
	@CsvSource({ "URL [https://user:hunter2@host/a.properties] - 3:7, URL [https://host/a.properties] - 3:7",
			"URL [https://host/a.properties?token=hunter2] - 3:7, URL [https://host/a.properties] - 3:7",
			"class path resource [application.yml] - 3:7, class path resource [application.yml] - 3:7" })
	void originShouldNotShowCredentialsOfAUrl(String origin, String shown) {
		StandardEnvironment environment = new StandardEnvironment();
		Map<String, Object> source = Map.of("rustauth.telemetry.debug",
				OriginTrackedValue.of("true", new NamedOrigin(origin)), "RUSTAUTH_TELEMETRY",
				OriginTrackedValue.of("true", new NamedOrigin(origin)));
		environment.getPropertySources().addFirst(new OriginTrackedMapPropertySource("test", source));
		assertThat(PropertyReader.first(environment, null, "rustauth.telemetry.debug")).isNotNull()
			.extracting(Setting::origin)
			.isEqualTo(shown);
		assertThat(PropertyReader.all(environment, "RUSTAUTH_TELEMETRY")).singleElement()
			.extracting(Setting::origin)
			.isEqualTo(shown);
	}

	private record NamedOrigin(String name) implements Origin {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
