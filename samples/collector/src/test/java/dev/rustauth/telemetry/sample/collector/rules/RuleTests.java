package dev.rustauth.telemetry.sample.collector.rules;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RuleTests {

	private static final Map<String, String> CONFIGURATION = Map.ofEntries(Map.entry("environment", "\"production\""),
			Map.entry("framework.name", "\"spring-boot\""), Map.entry("framework.version", "\"4.0.9\""),
			Map.entry("config.emailAndPassword.requireEmailVerification", "false"),
			Map.entry("config.session.expiresIn", "604800"), Map.entry("config.plugins[\"passkey\"]", ""),
			Map.entry("config.socialProviders[google].scope[\"email\"]", ""), Map.entry("express", "\"^4.17.0\""),
			Map.entry("snapshot", "\"4.1.0-SNAPSHOT\""), Map.entry("word", "\"next\""));

	@ParameterizedTest
	@CsvSource({ "emailAndPassword.requireEmailVerification is false, false",
			"config.emailAndPassword.requireEmailVerification is false, false",
			"emailAndPassword.requireEmailVerification is true, true",
			"emailAndPassword.requireEmailVerification is not true, false",
			"emailAndPassword.requireEmailVerification is not false, true", "unknown is true, true",
			"unknown is not true, false", "unknown >= 1, true", "framework.name is spring-boot, false",
			"framework.version >= 4.0.9, false", "framework.version > 4.0.9, true", "framework.version >= 4.0.10, true",
			"framework.version < 4.0.10, false", "framework.version <= 4.0, true", "framework.version >= 4, false",
			"express >= 4.17, false", "express <= 4.17, false", "express > 4.17, true", "snapshot >= 4.1.0, true",
			"snapshot > 4.0.9, false", "word >= 1, true", "session.expiresIn <= 604800, false",
			"session.expiresIn <= 86400, true", "session.expiresIn < 99999999999, false", "plugins has passkey, false",
			"config.plugins has passkey, false", "plugins has two-factor, true", "plugins has no passkey, true",
			"plugins has no two-factor, false", "socialProviders has google, false",
			"socialProviders has no google, true", "production: framework.version >= 5, true",
			"development: framework.version >= 5, false",
			"production and framework.name is spring-boot: framework.version >= 5, true",
			"production and framework.name is axum: framework.version >= 5, false",
			"framework.name is not axum: framework.version >= 5, true",
			"unknown is not x: framework.version >= 5, true" })
	void ruleShouldTellWhoBreaksIt(String rule, boolean broken) {
		assertThat(Rule.of(rule).isBrokenBy(CONFIGURATION)).isEqualTo(broken);
	}

	@Test
	void reportedShouldBeWhatPeopleWouldWrite() {
		assertThat(Rule.of("framework.version >= 5").reported(CONFIGURATION)).isEqualTo("4.0.9");
		assertThat(Rule.of("session.expiresIn > 5").reported(CONFIGURATION)).isEqualTo("604800");
		assertThat(Rule.of("unknown is 5").reported(CONFIGURATION)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "framework.version", "framework.version =>= 4", "framework.version = 4",
			"is true", "a is", ": a is b", "production framework.version >= 4", "two words: a is b",
			"framework.version >= four" })
	void nonsenseShouldSayWhatToWrite(String rule) {
		assertThatIllegalArgumentException().isThrownBy(() -> Rule.of(rule)).withMessageContaining("write ");
	}

}
