package dev.rustauth.telemetry.sample.collector.rules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class RulePropertiesTests {

	private static final String SECRET = "whsec_" + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Properties.class);

	@Test
	void nothingShouldBeWantedAndNobodyToldByDefault() {
		this.runner.run((context) -> {
			assertThat(context.getBean(RuleProperties.class).rules()).isEmpty();
			assertThat(context.getBean(RuleProperties.class).webhook().url()).isNull();
		});
	}

	@Test
	void rulesShouldKeepTheirOrderAndTheSecretStayHidden() {
		this.runner
			.withPropertyValues("collector.rules.b=x is 1", "collector.rules.a=production: x >= 2",
					"collector.webhook.url=https://example.com/hook", "collector.webhook.secret=" + SECRET)
			.run((context) -> {
				RuleProperties properties = context.getBean(RuleProperties.class);
				assertThat(properties.rules().keySet()).containsExactly("b", "a");
				assertThat(properties.webhook().key()).hasSize(24);
				assertThat(properties.toString()).doesNotContain("hook/").doesNotContain(SECRET);
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "rules.Patched=x is 1 | collector.rules.Patched can't be used",
					"rules.a=nonsense | 'nonsense' can't be read",
					"webhook.url=ftp://example.com | collector.webhook.url can't be used",
					"webhook.url=nowhere | collector.webhook.url can't be used",
					"webhook.url=https://example.com | collector.webhook.secret can't be used" })
	void settingThatMakesNoSenseShouldSayWhatToSet(String setting, String message) {
		this.runner.withPropertyValues("collector." + setting)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageStartingWith(message)
				.hasMessageMatching(".*: (set it to|write) .*"));
	}

	@EnableConfigurationProperties(RuleProperties.class)
	static class Properties {

	}

}
