package dev.rustauth.telemetry.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * The texts of an event as a sink of the application may see them, one after the other:
 * names, and values as their {@code toString()} gives them. A value whose
 * {@code toString()} fails is left out.
 */
final class EventTexts {

	private final StringBuilder text = new StringBuilder();

	private final int maxLength;

	private EventTexts(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Collect the texts.
	 * @param maxLength how many characters there may be
	 * @throws DeliveryFailure if there are more
	 */
	static byte[] of(TelemetryEvent event, int maxLength) {
		EventTexts texts = new EventTexts(maxLength);
		texts.add(event.type());
		texts.add(event.anonymousId());
		texts.add(event.payload());
		return texts.text.toString().getBytes(StandardCharsets.UTF_8);
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
		else if (value != null) {
			append(value);
		}
	}

	private void append(Object value) {
		try {
			this.text.append(value).append('\n');
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			this.text.append('\n');
		}
		if (this.text.length() > this.maxLength) {
			throw DeliveryFailure.permanent(DropReason.TOO_LARGE,
					"it is too large to be searched for secrets (" + this.maxLength + " bytes): put less into it");
		}
	}

}
