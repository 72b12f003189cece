package dev.rustauth.telemetry.sample.collector.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.springframework.beans.factory.ListableBeanFactory;

import dev.rustauth.telemetry.sample.collector.store.Arrival;

/**
 * Events as the intake reads them, but of another time.
 */
public final class Backdated {

	private final EventReader reader;

	private final Map<String, Reading.Event> known = new HashMap<>();

	private long number;

	public Backdated(ListableBeanFactory beans) {
		this.reader = beans.getBean(EventReader.class);
	}

	/**
	 * Read an event.
	 * @param body the JSON
	 * @param at when it came in
	 * @return what the intake hands over
	 */
	public Arrival.Event event(String body, Instant at) {
		Reading.Event event = this.known.computeIfAbsent(body, this::read);
		String key = "backdated-" + this.number++;
		return new Arrival.Event(key, key, at, event.type(), event.anonymousId(), null, event.flags(), body,
				event.start());
	}

	private Reading.Event read(String body) {
		try {
			return (Reading.Event) this.reader.read(body, null);
		}
		catch (Refusal ex) {
			throw new IllegalArgumentException(body, ex);
		}
	}

}
