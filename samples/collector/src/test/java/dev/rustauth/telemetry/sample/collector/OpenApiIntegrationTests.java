package dev.rustauth.telemetry.sample.collector;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The running collector does what openapi.yaml says, and nothing else.
 */
@ContextConfiguration(initializers = OnH2.class)
@TestPropertySource(properties = { "collector.token=sender-token", "collector.operator-token=operator-token" })
class OpenApiIntegrationTests extends RunningCollector {

	private static final String BASE = "http://localhost/";

	private static final String[] SENDER = { "Authorization", "Bearer sender-token" };

	private static final String[] OPERATOR = { "Authorization", "Bearer operator-token" };

	/**
	 * Those that take a slow sender, many senders or a database that hangs: see the tests
	 * of these.
	 */
	private static final Set<String> ELSEWHERE = Set.of("408", "429", "503");

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping controllers;

	private final Set<String> seen = new TreeSet<>();

	private ObjectNode document = Samples.JSON.createObjectNode();

	@Test
	void everyAnswerShouldBeAsTheDocumentSays() {
		this.document = document();
		for (String path : List.of("/events", "/events/{token}")) {
			String actual = path.replace("{token}", "sender-token");
			String[] token = (path.equals("/events")) ? SENDER : new String[0];
			String event = Samples.wire("java-init");
			check(path, "post", 202, sender().postTo(actual, event, token));
			check(path, "post", 202, sender().postTo(actual, "[%s,%s]".formatted(event, event), token));
			check(path, "post", 207, sender().postTo(actual, "[%s,7]".formatted(event), token));
			check(path, "post", 400, sender().postTo(actual, "{", token));
			check(path, "post", 401, sender().postTo(path.replace("{token}", "wrong"), event));
			check(path, "post", 413, sender().postTo(actual, " ".repeat(300_000), token));
			check(path, "post", 415, sender().postTo(actual, event, with(token, "Content-Encoding", "br")));
			check(path, "post", 422, sender().postTo(actual, "{\"type\":\"\"}", token));
		}
		for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
			check(path, "get", 200, sender().get(path));
		}
		check("/actuator/prometheus", "get", 200, sender().get("/actuator/prometheus", OPERATOR));
		check("/actuator/prometheus", "get", 401, sender().get("/actuator/prometheus"));
		String id = "?id=Sau7s1j5xJQlfqcxQ7%2BRN%2FilItiUY1uv2SvECf7oZhk%3D";
		check("/deployments/export", "get", 200, sender().get("/deployments/export" + id, OPERATOR));
		check("/deployments/export", "get", 400, sender().get("/deployments/export", OPERATOR));
		check("/deployments/export", "get", 401, sender().get("/deployments/export" + id));
		check("/deployments/export", "get", 404, sender().get("/deployments/export?id=x", OPERATOR));
		for (String path : List.of("/fleet.ndjson", "/fleet.csv")) {
			check(path, "get", 200, sender().get(path, OPERATOR));
			check(path, "get", 401, sender().get(path));
		}
		check("/deployments", "delete", 400, sender().delete("/deployments", OPERATOR));
		check("/deployments", "delete", 401, sender().delete("/deployments" + id));
		check("/deployments", "delete", 404, sender().delete("/deployments?id=x", OPERATOR));
		check("/deployments", "delete", 200, sender().delete("/deployments" + id, OPERATOR));
		assertThat(this.seen).isEqualTo(declared());
	}

	@Test
	void everyControllerForProgramsShouldBeInTheDocument() {
		this.document = document();
		List<String> operations = new ArrayList<>();
		this.controllers.getHandlerMethods().forEach((mapping, method) -> {
			if (method.getBeanType().isAnnotationPresent(RestController.class)) {
				mapping.getPatternValues()
					.forEach((path) -> mapping.getMethodsCondition()
						.getMethods()
						.forEach((verb) -> operations.add(path + " " + verb.name().toLowerCase())));
			}
		});
		assertThat(operations).isNotEmpty().allSatisfy((operation) -> {
			String[] parts = operation.split(" ");
			assertThat(this.document.path("paths").path(parts[0]).path(parts[1]).isObject()).as(operation).isTrue();
		});
	}

	@Test
	void everyEventOfTheSamplesShouldBeAsTheDocumentSays() {
		this.document = document();
		Schema schema = schema("/components/requestBodies/Event/content/application~1json/schema");
		for (String sample : List.of("java-init", "rust-init", "rust-cli-migrate")) {
			assertThat(schema.validate(Samples.tree(sample))).as(sample).isEmpty();
			assertThat(schema.validate(Samples.JSON.createArrayNode().add(Samples.tree(sample)))).as(sample).isEmpty();
		}
		assertThat(schema.validate(Samples.JSON.readTree("{\"type\":7}"))).isNotEmpty();
	}

	private ObjectNode document() {
		HttpResponse<String> answer = sender().get("/openapi.yaml", OPERATOR);
		assertThat(answer.statusCode()).isEqualTo(200);
		Map<String, Object> yaml = new Yaml().load(answer.body());
		return Samples.JSON.valueToTree(yaml);
	}

	private void check(String path, String method, int status, HttpResponse<String> answer) {
		String place = "%s %s %d".formatted(path, method, status);
		assertThat(answer.statusCode()).as(place).isEqualTo(status);
		JsonNode declared = resolve(
				this.document.path("paths").path(path).path(method).path("responses").path(String.valueOf(status)));
		assertThat(declared.isObject()).as("%s is declared", place).isTrue();
		assertContent(place, declared.path("content"), answer);
		this.seen.add(place);
	}

	private void assertContent(String place, JsonNode content, HttpResponse<String> answer) {
		if (content.isEmpty()) {
			assertThat(answer.body()).as(place).isEmpty();
			return;
		}
		String type = content.propertyNames().iterator().next();
		assertThat(answer.headers().firstValue("Content-Type").orElse("")).as(place).startsWith(type);
		if (type.contains("json")) {
			Schema schema = schema(content.path(type).path("schema"));
			assertThat(answer.body().lines()).as(place)
				.isNotEmpty()
				.allSatisfy((line) -> assertThat(schema.validate(Samples.JSON.readTree(line))).isEmpty());
		}
	}

	private JsonNode resolve(JsonNode node) {
		return (node.has("$ref")) ? this.document.at(node.path("$ref").asString().substring(1)) : node;
	}

	private Schema schema(String pointer) {
		return schema(this.document.at(pointer));
	}

	/**
	 * A schema with the document around it, so that it can refer to others.
	 */
	private Schema schema(JsonNode node) {
		ObjectNode schema = this.document.deepCopy();
		schema.setAll((ObjectNode) node);
		schema.put("$id", BASE + "openapi.yaml");
		return SchemaRegistry
			.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
					(registry) -> registry.schemas(Map.of(BASE + "event.schema.json", served("/event.schema.json"),
							BASE + "init.schema.json", served("/init.schema.json"))))
			.getSchema(schema);
	}

	private String served(String path) {
		HttpResponse<String> answer = sender().get(path, OPERATOR);
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
		return answer.body();
	}

	private Set<String> declared() {
		Set<String> declared = new TreeSet<>();
		this.document.path("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((method) -> method.getValue()
					.path("responses")
					.propertyNames()
					.forEach((status) -> declared.add(path.getKey() + " " + method.getKey() + " " + status))));
		declared.removeIf((place) -> ELSEWHERE.contains(place.substring(place.lastIndexOf(' ') + 1)));
		return declared;
	}

	private static String[] with(String[] headers, String name, String value) {
		List<String> all = new ArrayList<>(List.of(headers));
		all.addAll(List.of(name, value));
		return all.toArray(String[]::new);
	}

}
