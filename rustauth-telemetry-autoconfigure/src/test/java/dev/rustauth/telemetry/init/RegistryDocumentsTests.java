package dev.rustauth.telemetry.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documents made from the field registry, and the schema as a collector meets it.
 */
class RegistryDocumentsTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final RegistryDocuments DOCUMENTS = new RegistryDocuments(FieldRegistry.get());

	@Test
	void referencePageShouldBeTheGeneratedOne() throws IOException {
		assertGenerated(Path.of("..", "docs", "PAYLOAD.md"), new PayloadPage(FieldRegistry.get()).write());
	}

	@Test
	void eventSchemaShouldBeTheGeneratedOne() throws IOException {
		assertGenerated(schema("event.schema.json"), DOCUMENTS.eventSchema());
	}

	@Test
	void initSchemaShouldBeTheGeneratedOne() throws IOException {
		assertGenerated(schema("init.schema.json"), DOCUMENTS.initSchema());
	}

	@Test
	void schemaWhenInitIsRealShouldFindItValid() {
		for (Redaction redaction : Redaction.values()) {
			PayloadSchema.assertValid(JSON.writeValueAsString(InitSample.maximal().event(redaction)));
			PayloadSchema.assertValid(JSON.writeValueAsString(InitSample.detected(redaction)));
		}
	}

	@Test
	void schemaWhenCustomizerAddsAndRemovesSectionsShouldFindInitValid() {
		Map<String, @Nullable Object> event = InitSample.maximal().event(Redaction.STANDARD, (payload) -> {
			payload.remove("systemInfo");
			payload.put("config", null);
			payload.put("own", Map.of("any", "thing"));
		});
		assertThat(event.get("payload").toString()).contains("any=thing").doesNotContain("systemInfo");
		PayloadSchema.assertValid(JSON.writeValueAsString(event));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"type":"own","payload":{"config":"anything"}}                          | true
			{"type":"own","anonymousId":"a","payload":{},"newer":1}                 | true
			{"type":"init","payload":{"runtime":{"name":"java","version":null}}}    | true
			{"type":"init","payload":{"environment":"staging"}}                     | true
			{"type":"init","payload":{"runtime":{"name":"java","version":"1","newer":1}}} | true
			{"type":"","payload":{}}                                                | false
			{"payload":{}}                                                          | false
			{"type":"own"}                                                          | false
			{"type":"own","payload":[]}                                             | false
			{"type":"own","anonymousId":1,"payload":{}}                             | false
			{"type":"init","payload":{"config":"anything"}}                         | false
			{"type":"init","payload":{"runtime":{"name":"java"}}}                   | false
			{"type":"init","payload":{"runtime":{"name":null,"version":null}}}      | false
			{"type":"init","payload":{"environment":true}}                          | false
			""")
	void schemaShouldJudgeEvents(String event, boolean valid) {
		assertThat(PayloadSchema.errors(event).isEmpty()).as("%s", PayloadSchema.errors(event)).isEqualTo(valid);
	}

	@ParameterizedTest
	@CsvSource({ "payload.config.logger.level, loud", "payload.config.user.modelName, users",
			"payload.config.advanced.cookies, true", "payload.config.plugins, passkey",
			"payload.config.user.fields.name, column", "payload.config.user.additionalFields.role.type, Blob",
			"payload.systemInfo.cpuCount, 1.5" })
	void schemaWhenValueIsNotAllowedShouldFindInitInvalid(String path, String value) {
		Map<String, @Nullable Object> event = InitSample.maximal().event(Redaction.STANDARD);
		put(event, path.split("\\."), 0,
				value.equals("true") ? (Object) true : value.equals("1.5") ? (Object) 1.5 : value);
		assertThat(PayloadSchema.errors(JSON.writeValueAsString(event))).isNotEmpty();
	}

	@SuppressWarnings("unchecked")
	private static void put(Map<String, @Nullable Object> map, String[] path, int index, Object value) {
		if (index == path.length - 1) {
			assertThat(map).containsKey(path[index]);
			map.put(path[index], value);
			return;
		}
		put((Map<String, @Nullable Object>) map.get(path[index]), path, index + 1, value);
	}

	private static Path schema(String name) {
		return Path.of("src", "main", "resources", "dev", "rustauth", "telemetry", "schema", name);
	}

	private static void assertGenerated(Path file, String content) throws IOException {
		if (Boolean.getBoolean("rustauth.docs.update")) {
			Files.createDirectories(file.getParent());
			Files.writeString(file, content);
		}
		assertThat(file)
			.as("""
					%s is made from %s. Don't change it by hand: change the registry, run
					    mvn -pl rustauth-telemetry-autoconfigure test -Dtest=RegistryDocumentsTests -Drustauth.docs.update=true
					and commit what it writes.""",
					file, FieldRegistry.FILE)
			.exists()
			.content()
			.isEqualTo(content);
	}

}
