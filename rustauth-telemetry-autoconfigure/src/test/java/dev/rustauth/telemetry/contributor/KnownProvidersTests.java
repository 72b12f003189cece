package dev.rustauth.telemetry.contributor;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KnownProviders} and {@link OAuth2Registration}.
 */
class KnownProvidersTests {

	@ParameterizedTest
	@CsvSource({ "https://accounts.google.com,google", "https://github.com/login/oauth/authorize,github",
			"https://www.facebook.com/v2.8/dialog/oauth,facebook", "https://appleid.apple.com,apple",
			"https://login.microsoftonline.com/4711/v2.0,microsoft", "https://dev-1.okta.com/oauth2/default,okta",
			"https://shop.eu.auth0.com/,auth0", "https://gitlab.com,gitlab", "https://x.com/i/oauth2,twitter",
			"https://cognito-idp.eu-west-1.amazonaws.com/pool,cognito", "HTTPS://ACCOUNTS.GOOGLE.COM,google",
			"https://login.example.com/realms/shop,keycloak", "https://www.linkedin.com/oauth,linkedin" })
	void addressOfAKnownProviderShouldTellItsId(String address, String id) {
		assertThat(KnownProviders.at(address)).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.example.com", "https://evilgithub.com", "https://github.com.example.com",
			"not an address", "mailto:github.com", "", "/realms/shop" })
	void addressOfAnyoneElseShouldTellNothing(String address) {
		assertThat(KnownProviders.at(address)).isNull();
	}

	@Test
	void idShouldComeFromAddressThenProviderThenRegistration() {
		assertThat(id("work", "okta", "https://github.com/login")).isEqualTo("github");
		assertThat(id("work", "okta", "https://login.example.com")).isEqualTo("okta");
		assertThat(id("Azure", null, null)).isEqualTo("microsoft");
		assertThat(id("google", "company", "https://login.example.com")).isEqualTo("google");
		assertThat(id("work", "company", null)).isEqualTo("work");
	}

	private static String id(String registration, @Nullable String provider, @Nullable String address) {
		return new OAuth2Registration(registration, provider, OAuth2Registration.addresses(address), true, null).id();
	}

	@Test
	void everyWordShouldPassStrictRedaction() throws IOException {
		try (InputStream input = getClass().getResourceAsStream("/dev/rustauth/telemetry/fields.json")) {
			JsonNode vocabularies = JsonMapper.shared().readTree(input).path("vocabularies");
			assertThat(words(vocabularies.path("providers"))).containsAll(KnownProviders.HOSTS.values())
				.containsAll(KnownProviders.ALIASES.values());
		}
	}

	private static List<String> words(JsonNode list) {
		return list.valueStream().map(JsonNode::asString).toList();
	}

}
