package dev.rustauth.telemetry.init;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ConfigSnapshot} of whole configurations, and the rules that one path can't show.
 */
class ConfigSnapshotTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@ParameterizedTest
	@ValueSource(strings = { "defaults", "social-login", "password-service", "hardened" })
	void ofWhenConfiguredAsInFileShouldEqualGoldenSnapshot(String name) throws IOException {
		Map<String, ?> config = ConfigSnapshot.of(optionsOf(name), "postgresql", null, true);
		PayloadSchema.assertValidConfig(config);
		JsonNode snapshot = JSON.readTree(JSON.writeValueAsString(config));
		assertThat(snapshot).isEqualTo(JSON.readTree(json(name)));
	}

	@Test
	void ofWhenOauthOffShouldGiveNoSocialProviders() {
		RustAuthOptions options = RustAuthOptions.builder().socialProvider("github").build();
		assertThat(ConfigSnapshot.of(options, null, null, false)).containsEntry("socialProviders", List.of());
	}

	@Test
	void ofWhenListsAreEmptyShouldGiveNullOnlyWhereContractSaysSo() {
		RustAuthOptions options = RustAuthOptions.builder()
			.plugins()
			.trustedOrigins()
			.socialProvider("github", (provider) -> provider.scope())
			.build();
		Map<String, ?> snapshot = ConfigSnapshot.of(options, null, null, true);
		assertThat(snapshot.get("plugins")).isNull();
		assertThat(snapshot.get("trustedOrigins")).isEqualTo(0);
		assertThat(at(snapshot, "socialProviders", "0", "scope")).isNull();
		assertThat(at(snapshot, "advanced", "ipAddress", "ipAddressHeaders")).isEqualTo(List.of());
		assertThat(at(snapshot, "account", "accountLinking", "trustedProviders")).isEqualTo(List.of());
	}

	@Test
	void ofWhenTextsAreEmptyShouldCountThemAsSet() {
		RustAuthOptions options = RustAuthOptions.builder()
			.user((user) -> user.modelName(""))
			.advanced((advanced) -> advanced.cookiePrefix("")
				.crossSubDomainCookies((cookies) -> cookies.domain(""))
				.cookieAttributes((cookie) -> cookie.domain("")))
			.onApiError((onApiError) -> onApiError.errorUrl(""))
			.build();
		Map<String, ?> snapshot = ConfigSnapshot.of(options, null, null, true);
		assertThat(at(snapshot, "user", "modelName")).isEqualTo(true);
		assertThat(at(snapshot, "advanced", "cookiePrefix")).isEqualTo(true);
		assertThat(at(snapshot, "advanced", "crossSubDomainCookies", "domain")).isEqualTo(true);
		assertThat(at(snapshot, "advanced", "cookieAttributes", "domain")).isEqualTo(true);
		assertThat(at(snapshot, "onAPIError", "errorURL")).isEqualTo(true);
	}

	@Test
	void ofWhenDurationHasFractionShouldGiveWholeSeconds() {
		RustAuthOptions options = RustAuthOptions.builder()
			.session((session) -> session.expiresIn(Duration.ofMillis(1999)).freshAge(Duration.ofMillis(999)))
			.build();
		Map<String, ?> snapshot = ConfigSnapshot.of(options, null, null, true);
		assertThat(at(snapshot, "session", "expiresIn")).isEqualTo(1L);
		assertThat(at(snapshot, "session", "freshAge")).isEqualTo(0L);
	}

	// U+1F511 sorts before U+FF5E in UTF-16, and after it in UTF-8.
	@Test
	void ofWhenFieldsGivenInAnyOrderShouldSortThemByUtf8Bytes() {
		String key = "\uD83D\uDD11";
		String tilde = "\uFF5E";
		RustAuthOptions options = RustAuthOptions.builder()
			.session((session) -> session.field(key, "c").field("b", "c").field(tilde, "c").field("B", "c"))
			.user((user) -> List.of(key, "b", tilde, "B").forEach((name) -> user.additionalField(name, (field) -> {
			})))
			.build();
		Map<String, ?> snapshot = ConfigSnapshot.of(options, null, null, true);
		assertThat(((Map<?, ?>) at(snapshot, "session", "fields")).keySet().toString())
			.isEqualTo("[B, b, " + tilde + ", " + key + "]");
		assertThat(((Map<?, ?>) at(snapshot, "user", "additionalFields")).keySet().toString())
			.isEqualTo("[B, b, " + tilde + ", " + key + "]");
	}

	@Test
	void ofWhenProvidersGivenShouldKeepOrderOfRegistration() {
		RustAuthOptions options = RustAuthOptions.builder()
			.socialProvider("zoom")
			.socialProvider("apple")
			.socialProvider("zoom", (provider) -> provider.prompt("none"))
			.build();
		Map<String, ?> snapshot = ConfigSnapshot.of(options, null, null, true);
		assertThat(at(snapshot, "socialProviders", "0", "id")).isEqualTo("zoom");
		assertThat(at(snapshot, "socialProviders", "1", "id")).isEqualTo("apple");
		assertThat((List<?>) snapshot.get("socialProviders")).hasSize(2);
	}

	@Test
	void ofShouldGiveTreeOfPlainValuesThatCallerMayChange() throws IOException {
		for (String name : List.of("defaults", "social-login", "password-service", "hardened")) {
			RustAuthOptions options = optionsOf(name);
			Map<String, Object> snapshot = ConfigSnapshot.of(options, "postgresql", "jdbc", true);
			Map<String, Object> again = ConfigSnapshot.of(options, "postgresql", "jdbc", true);
			assertThat(snapshot).isEqualTo(again);
			clear(snapshot);
			assertThat(ConfigSnapshot.of(options, "postgresql", "jdbc", true)).isEqualTo(again);
		}
	}

	private static void clear(Object value) {
		if (value instanceof Map<?, ?> map) {
			new ArrayList<>(map.values()).forEach(ConfigSnapshotTests::clear);
			map.clear();
		}
		else if (value instanceof Collection<?> collection) {
			new ArrayList<>(collection).forEach(ConfigSnapshotTests::clear);
			collection.clear();
		}
		else if (value != null) {
			assertThat(value.getClass()).isIn(String.class, Boolean.class, Integer.class, Long.class);
		}
	}

	private static Object at(Object tree, String... path) {
		Object value = tree;
		for (String name : path) {
			value = (value instanceof List<?> list) ? list.get(Integer.parseInt(name)) : ((Map<?, ?>) value).get(name);
		}
		return value;
	}

	private static RustAuthOptions optionsOf(String name) throws IOException {
		ClassPathResource yaml = new ClassPathResource("init/" + name + ".yaml");
		List<PropertySource<?>> sources = new YamlPropertySourceLoader().load(name, yaml);
		return BoundOptions.of(sources);
	}

	private static byte[] json(String name) throws IOException {
		try (InputStream input = new ClassPathResource("init/" + name + ".json").getInputStream()) {
			return input.readAllBytes();
		}
	}

}
