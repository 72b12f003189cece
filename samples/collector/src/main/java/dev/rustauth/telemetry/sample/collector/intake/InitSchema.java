package dev.rustauth.telemetry.sample.collector.intake;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks the payload of an {@code init} against the schema in the starter's jar. The
 * schema describes what the Java starter sends. Hosts of other languages leave out what
 * they don't know, and Better Auth reports some names where the schema has "is set"; so
 * only a value of the wrong JSON type is a violation, and for Better Auth not even that
 * inside of {@code config}. Safe to call from any thread.
 */
final class InitSchema {

	/** Missing keys, and words outside of a closed list: another host, or a newer one. */
	private static final Set<String> TOLERATED = Set.of("required", "enum", "const");

	/** Their snapshot is this schema's, value for value. */
	private static final Set<String> STRICT_RUNTIMES = Set.of("java", "rust");

	/** Differ from the schema as a rule, so that says nothing about one of them. */
	private static final Set<String> RUNTIMES_OF_BETTER_AUTH = Set.of("node", "bun", "deno", "edge");

	private final Schema schema = SchemaRegistry
		.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(registry) -> registry
					.schemaRegistryConfig(SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build()))
		.getSchema(SchemaLocation.of("classpath:dev/rustauth/telemetry/schema/init.schema.json"));

	InitSchema() {
		this.schema.initializeValidators();
	}

	/**
	 * Check a payload.
	 */
	Verdict check(JsonNode payload) {
		if (payload.isMissingNode()) {
			return new Verdict("payload is missing", true);
		}
		List<Error> errors = this.schema.validate(payload);
		if (errors.isEmpty()) {
			return Verdict.FINE;
		}
		String runtime = payload.path("runtime").path("name").asString("");
		boolean strict = STRICT_RUNTIMES.contains(runtime);
		for (Error error : errors) {
			if (!isTolerated(error, strict)) {
				return new Verdict("payload%s: %s".formatted(error.getInstanceLocation(), error.getMessage()), true);
			}
		}
		return (RUNTIMES_OF_BETTER_AUTH.contains(runtime)) ? Verdict.FINE : Verdict.DIFFERS;
	}

	private static boolean isTolerated(Error error, boolean strict) {
		JsonNode value = error.getInstanceNode();
		if (TOLERATED.contains(error.getKeyword()) || value == null || value.isNull()) {
			return !isRoot(error) || value == null || value.isObject();
		}
		return !strict && error.getInstanceLocation().toString().startsWith("/config/");
	}

	private static boolean isRoot(Error error) {
		return error.getInstanceLocation().toString().isEmpty();
	}

	/**
	 * What the check says.
	 *
	 * @param violation why it can't be accepted, or null
	 * @param differs whether it differs from the schema where that is odd
	 */
	record Verdict(@Nullable String violation, boolean differs) {

		private static final Verdict FINE = new Verdict(null, false);

		private static final Verdict DIFFERS = new Verdict(null, true);

	}

}
