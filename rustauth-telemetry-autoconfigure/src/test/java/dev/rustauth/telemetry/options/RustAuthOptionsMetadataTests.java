package dev.rustauth.telemetry.options;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.init.ConfigContract;
import dev.rustauth.telemetry.init.ConfigContract.Field;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Configuration metadata of {@link RustAuthOptions}, which the annotation processor
 * writes: a build that stops running the processor loses it in silence.
 */
class RustAuthOptionsMetadataTests {

	private static final Map<String, JsonNode> PROPERTIES = new HashMap<>();

	@BeforeAll
	static void readMetadata() throws IOException {
		ClassLoader classLoader = RustAuthOptions.class.getClassLoader();
		for (URL url : Collections.list(classLoader.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream input = url.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(input).get("properties")) {
					PROPERTIES.put(property.get("name").asString(), property);
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("properties")
	void metadataWhenPropertyFollowsFromContractShouldDescribeIt(String property) {
		assertThat(PROPERTIES).containsKey(property);
		assertThat(PROPERTIES.get(property).path("description").asString("")).isNotBlank()
			.doesNotContain("\n", "{@")
			.doesNotEndWith(".");
		assertThat(PROPERTIES.get(property).path("type").asString("")).isNotBlank();
	}

	@Test
	void metadataShouldHoldNoOtherPropertyOfTheModel() {
		assertThat(PROPERTIES.keySet()).filteredOn((name) -> name.startsWith("rustauth."))
			.filteredOn((name) -> !name.startsWith("rustauth.telemetry."))
			.containsExactlyInAnyOrderElementsOf(properties().toList());
	}

	@Test
	void metadataWhenDefaultExistsShouldHoldIt() {
		assertThat(defaultOf("rustauth.email-and-password.max-password-length")).isEqualTo("128");
		assertThat(defaultOf("rustauth.email-and-password.auto-sign-in")).isEqualTo("true");
		assertThat(defaultOf("rustauth.rate-limit.window")).isEqualTo("10s");
		assertThat(defaultOf("rustauth.rate-limit.storage")).isEqualTo("memory");
		assertThat(defaultOf("rustauth.session.cookie-cache.strategy")).isEqualTo("compact");
		assertThat(defaultOf("rustauth.logger.level")).isEqualTo("warn");
	}

	static Stream<String> properties() {
		return Stream.concat(Stream.of("rustauth.base-url"),
				ConfigContract.fields()
					.stream()
					.filter((field) -> field.isFixed() && !field.isConstant() && !field.isContext())
					.map(Field::path)
					.map(ConfigContract::propertyName));
	}

	private static String defaultOf(String property) {
		return PROPERTIES.get(property).path("defaultValue").asString();
	}

}
