package dev.rustauth.telemetry.sample.quickstart;

import java.time.Instant;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * One event as it arrived.
 *
 * @param number its place in the order of arrival, from 1
 * @param receivedAt when it arrived
 * @param headers the request headers worth showing
 * @param body the request body, byte for byte
 * @param json the same, parsed: an object with a {@code type} and a {@code payload}
 */
record ReceivedEvent(long number, Instant receivedAt, Map<String, String> headers, byte[] body, JsonNode json) {

	String type() {
		return this.json.path("type").asString();
	}

	int size() {
		return this.body.length;
	}

}
