package dev.rustauth.telemetry.sample.collector.store;

import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Stores events as the intake does, without HTTP and its one thread.
 */
public final class Import {

	private static final int GROUP = 500;

	private Import() {
	}

	/**
	 * Store events.
	 * @param beans of a running collector
	 * @param arrivals in the order in which they came in
	 */
	public static void save(ListableBeanFactory beans, List<? extends Arrival> arrivals) {
		ArrivalStore store = beans.getBean(ArrivalStore.class);
		for (int i = 0; i < arrivals.size(); i += GROUP) {
			store.save(arrivals.subList(i, Math.min(arrivals.size(), i + GROUP)));
		}
	}

}
