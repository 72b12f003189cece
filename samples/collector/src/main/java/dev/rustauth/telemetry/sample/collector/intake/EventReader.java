package dev.rustauth.telemetry.sample.collector.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;
import dev.rustauth.telemetry.sample.collector.EventJson;
import dev.rustauth.telemetry.sample.collector.Texts;
import dev.rustauth.telemetry.sample.collector.store.OversizedSnapshotException;
import dev.rustauth.telemetry.sample.collector.store.Profile;
import dev.rustauth.telemetry.sample.collector.store.Start;

/**
 * Tells what a body is. Lenient where the hosts of other languages differ and where a
 * newer version may: that is accepted, and flagged. Safe to call from any thread.
 */
@Component
class EventReader {

	static final String NEWER_SCHEMA = "newer-schema";

	static final String DIFFERS = "differs";

	private static final String SCHEMA_VERSION = "1";

	private static final int MAX_NAME = 200;

	private static final int MAX_WORD = 100;

	private final InitSchema schema = new InitSchema();

	/** An array of anything else is no batch, but an odd event. */
	private static final Pattern BATCH = Pattern.compile("[ \\t\\r\\n]*+\\[[ \\t\\r\\n]*+\\{");

	private final EventJson json;

	private final int maxEvents;

	EventReader(EventJson json, CollectorProperties properties) {
		this.json = json;
		this.maxEvents = properties.limits().batchEvents();
	}

	/**
	 * Tell whether a body holds several events: whether it is an array that begins with
	 * an object.
	 */
	boolean isBatch(String body) {
		return BATCH.matcher(body).lookingAt();
	}

	/**
	 * Take a batch apart.
	 * @param body what was received
	 * @return its events, each as it was written
	 * @throws Refusal if it is no JSON, or if there are too many
	 */
	List<String> split(String body) throws Refusal {
		List<String> events;
		try {
			events = this.json.split(body, this.maxEvents + 1);
		}
		catch (JacksonException ex) {
			throw new Refusal(HttpStatus.BAD_REQUEST, "the body is not JSON, or nested too deep");
		}
		if (events.size() > this.maxEvents) {
			throw new Refusal(HttpStatus.CONTENT_TOO_LARGE, "there are more than %d events".formatted(this.maxEvents));
		}
		return events;
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
		catch (OversizedSnapshotException ex) {
			return new Reading.Unusable(String.valueOf(ex.getMessage()), Texts.of(event.path("anonymousId"), MAX_NAME));
		}
		catch (RuntimeException ex) {
			// Whatever it is that a check stumbles over, it came from outside.
			return new Reading.Unusable("it can't be checked", null);
		}
	}

	private JsonNode parse(String body) throws Refusal {
		try {
			JsonNode node = this.json.read(body);
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
		// Bounds what the check of the schema may find fault with, too.
		Start start = start(type, payload);
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
		return new Reading.Event(type, anonymousId, (flags.isEmpty()) ? null : String.join(",", flags), start);
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
		return (hasOnlyFiniteNumbers(event)) ? null : "a number is too large";
	}

	/**
	 * What no double can hold is no measurement of anything, and few who read it later
	 * can read it.
	 */
	private static boolean hasOnlyFiniteNumbers(JsonNode node) {
		if (node.isContainer()) {
			return node.valueStream().allMatch(EventReader::hasOnlyFiniteNumbers);
		}
		return !node.isNumber() || Double.isFinite(node.doubleValue());
	}

	private static @Nullable Start start(String type, JsonNode payload) {
		return (type.equals("init") && payload.isObject()) ? Start.of(profile(payload), payload) : null;
	}

	private static Profile profile(JsonNode payload) {
		JsonNode runtime = payload.path("runtime");
		JsonNode framework = payload.path("framework");
		return new Profile(Texts.of(payload.path("environment"), MAX_WORD), Texts.of(runtime.path("name"), MAX_WORD),
				Texts.of(runtime.path("version"), MAX_WORD), Texts.of(framework.path("name"), MAX_WORD),
				Texts.of(framework.path("version"), MAX_WORD),
				Texts.of(payload.path("database").path("name"), MAX_WORD),
				Texts.of(payload.path("systemInfo").path("deploymentVendor"), MAX_WORD),
				Features.of(payload.path("config")));
	}

}
