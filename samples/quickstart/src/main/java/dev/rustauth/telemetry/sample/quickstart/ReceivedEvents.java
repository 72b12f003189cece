package dev.rustauth.telemetry.sample.quickstart;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The last events received, in memory. Safe to call from any thread.
 */
@Component
class ReceivedEvents {

	static final int CAPACITY = 100;

	private final Deque<ReceivedEvent> events = new ArrayDeque<>();

	private long received;

	/**
	 * Keep an event, and forget the oldest one when there are too many.
	 */
	synchronized ReceivedEvent add(Map<String, String> headers, byte[] body, JsonNode json) {
		ReceivedEvent event = new ReceivedEvent(++this.received, Instant.now(), headers, body, json);
		this.events.addFirst(event);
		if (this.events.size() > CAPACITY) {
			this.events.removeLast();
		}
		return event;
	}

	synchronized List<ReceivedEvent> newestFirst() {
		return new ArrayList<>(this.events);
	}

	synchronized Optional<ReceivedEvent> find(long number) {
		return this.events.stream().filter((event) -> event.number() == number).findFirst();
	}

	synchronized void clear() {
		this.events.clear();
	}

}
