package dev.rustauth.telemetry.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Facts about the init event of the Rust crate, confirmed by running it.
 */
final class Contract {

	private Contract() {
	}

	static JsonNode initEvent() {
		try (InputStream in = Contract.class.getResourceAsStream("/contract/init-event.json")) {
			return JsonMapper.builder().build().readTree(in);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<String> strings(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

}
