package dev.rustauth.telemetry.sample.collector.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;
import dev.rustauth.telemetry.sample.collector.store.Profile;

/**
 * Tells what a body is. Lenient where the hosts of other languages differ and where a
 * newer version may: that is accepted, and flagged. Safe to call from any thread.
 */
@Component
class EventReader {

	static final String UNKNOWN_TYPE = "unknown-type";

	static final String NEWER_SCHEMA = "newer-schema";

	static final String DIFFERS = "differs";

	private static final Set<String> KNOWN_TYPES = Set.of("init", "cli_generate", "cli_migrate");

	private static final String SCHEMA_VERSION = "1";

	private static final int MAX_NAME = 200;

	private static final int MAX_WORD = 100;

	private final InitSchema schema = new InitSchema();

	private final JsonMapper mapper;

	EventReader(CollectorProperties properties) {
		this.mapper = JsonMapper
			.builder(JsonFactory.builder()
				.streamReadConstraints(
						StreamReadConstraints.builder().maxNestingDepth(properties.limits().depth()).build())
				.build())
			.build();
	}

	/**
	 * Read a body.
	 * @param body what was received
	 * @param schemaVersion what the header says, or null if there is none
	 * @return what it is
	 * @throws Refusal if it is no JSON, or nested too deep
	 */
	Reading read(String body, @Nullable String schemaVersion) throws Refusal {
		JsonNode event = parse(body);
		try {
			return check(event, schemaVersion);
		}
		catch (RuntimeException ex) {
			// Whatever it is that a check stumbles over, it came from outside.
			return new Reading.Unusable("it can't be checked", null);
		}
	}

	private JsonNode parse(String body) throws Refusal {
		try {
			JsonNode node = this.mapper.readTree(body);
			if (!node.isMissingNode()) {
				return node;
			}
		}
		catch (StreamConstraintsException ex) {
			throw new Refusal(HttpStatus.BAD_REQUEST, "the body is nested too deep, or a number or name is too long");
		}
		catch (JacksonException | IllegalStateException ex) {
			// Answered below; its message would repeat what was sent.
		}
		throw new Refusal(HttpStatus.BAD_REQUEST, "the body is not JSON");
	}

	private Reading check(JsonNode event, @Nullable String schemaVersion) {
		JsonNode id = event.path("anonymousId");
		String anonymousId = Texts.of(id, MAX_NAME);
		String problem = problem(event);
		if (problem != null) {
			return new Reading.Unusable(problem, anonymousId);
		}
		String type = Texts.clean(event.path("type").stringValue());
		JsonNode payload = event.path("payload");
		List<String> flags = new ArrayList<>();
		if (schemaVersion != null && !schemaVersion.equals(SCHEMA_VERSION)) {
			flags.add(NEWER_SCHEMA);
		}
		else if (type.equals("init")) {
			InitSchema.Verdict verdict = this.schema.check(payload);
			if (verdict.violation() != null) {
				return new Reading.Unusable(Texts.cut(Texts.clean(verdict.violation()), 500), anonymousId);
			}
			if (verdict.differs()) {
				flags.add(DIFFERS);
			}
		}
		else if (!payload.isObject()) {
			flags.add(DIFFERS);
		}
		if (!KNOWN_TYPES.contains(type)) {
			flags.add(UNKNOWN_TYPE);
		}
		return new Reading.Event(type, anonymousId, (flags.isEmpty()) ? null : String.join(",", flags),
				(type.equals("init")) ? profile(payload) : null);
	}

	/**
	 * What keeps it from being an event of any version.
	 */
	private static @Nullable String problem(JsonNode event) {
		if (!event.isObject()) {
			return "it is no JSON object";
		}
		JsonNode type = event.path("type");
		if (!type.isString() || type.stringValue().isBlank()) {
			return "type is missing, blank or no text";
		}
		if (type.stringValue().length() > MAX_NAME) {
			return "type is longer than %d characters".formatted(MAX_NAME);
		}
		JsonNode id = event.path("anonymousId");
		if (!id.isString() && !id.isNull() && !id.isMissingNode()) {
			return "anonymousId is no text";
		}
		if (id.isString() && id.stringValue().length() > MAX_NAME) {
			return "anonymousId is longer than %d characters".formatted(MAX_NAME);
		}
		return null;
	}

	private static Profile profile(JsonNode payload) {
		JsonNode runtime = payload.path("runtime");
		JsonNode framework = payload.path("framework");
		return new Profile(Texts.of(payload.path("environment"), MAX_WORD), Texts.of(runtime.path("name"), MAX_WORD),
				Texts.of(runtime.path("version"), MAX_WORD), Texts.of(framework.path("name"), MAX_WORD),
				Texts.of(framework.path("version"), MAX_WORD),
				Texts.of(payload.path("database").path("name"), MAX_WORD), Features.of(payload.path("config")));
	}

}
