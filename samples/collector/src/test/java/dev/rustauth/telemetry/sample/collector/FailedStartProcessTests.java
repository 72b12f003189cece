package dev.rustauth.telemetry.sample.collector;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Collectors in JVMs of their own that can't start.
 */
@Timeout(600)
class FailedStartProcessTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					--server.address=0.0.0.0              | Set collector.operator-token (COLLECTOR_OPERATOR_TOKEN), or server.address=localhost.
					--management.server.port=0            | or management.server.address=localhost.
					--spring.datasource.url=nonsense      | spring.datasource.url is no URL of a database
					--spring.datasource.url=jdbc:x:pa55word | spring.datasource.url is no URL of a database
					--COLLECTOR_DATA=/proc/nowhere        | The database can't be used:
					--spring.datasource.url=jdbc:postgresql://localhost:1/x?password=pa55word | The database can't be used:
					--collector.rate.burst=0              | collector.rate.burst can't be used: set it to 1 or more
					--collector.rules.a=nonsense          | can't be read: write 'path is value'
					--collector.webhook.url=http://x/hook | collector.webhook.secret can't be used: set it to 24 to 64
					""")
	void collectorThatCannotStartShouldSayWhyInAParagraph(String argument, String expected) {
		assertFailure(Map.of("COLLECTOR_DATA", OnH2.newDirectory().toString()), argument, expected);
	}

	@Test
	void folderInUseShouldBeSaidInAParagraph() {
		Map<String, String> environment = Map.of("COLLECTOR_DATA", OnH2.newDirectory().toString());
		try (ForkedCollector first = ForkedCollector.start(environment)) {
			assertThat(first.port()).isPositive();
			assertFailure(environment, "--debug=false", "Another collector uses the folder of this one's database.");
		}
	}

	private static void assertFailure(Map<String, String> environment, String argument, String expected) {
		assertThatException().isThrownBy(() -> ForkedCollector.start(environment, argument).close())
			.havingRootCause()
			.satisfies((failure) -> {
				String output = String.valueOf(failure.getMessage());
				String failed = output.substring(output.indexOf("APPLICATION FAILED TO START"));
				assertThat(failed).contains(expected).doesNotContain("pa55word");
				assertThat(failed.strip().lines()).hasSizeLessThan(16);
				assertThat(output.lines()).hasSizeLessThan(40)
					.noneMatch((line) -> line.startsWith("\tat ") || line.contains("WARN") || line.length() > 400);
			});
	}

}
