package dev.rustauth.telemetry.sink;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * The texts of an event that can't be written as JSON: names, and values as their
 * {@code toString()} gives them, one after the other. A value whose {@code toString()}
 * fails is left out.
 */
final class Leaves {

	/** As many characters are looked at; a larger event than that is no event. */
	private static final int MAX_LENGTH = 16 * 1024 * 1024;

	private final StringBuilder text = new StringBuilder();

	private Leaves() {
	}

	static byte[] of(TelemetryEvent event) {
		Leaves leaves = new Leaves();
		leaves.add(event.type());
		leaves.add(event.anonymousId());
		leaves.add(event.payload());
		return leaves.text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private void add(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, member) -> {
				add(key);
				add(member);
			});
		}
		else if (value instanceof Iterable<?> list) {
			list.forEach(this::add);
		}
		else if (value != null && this.text.length() < MAX_LENGTH) {
			try {
				this.text.append(value).append('\n');
			}
			catch (RuntimeException | StackOverflowError ex) {
				this.text.append('\n');
			}
		}
	}

}
