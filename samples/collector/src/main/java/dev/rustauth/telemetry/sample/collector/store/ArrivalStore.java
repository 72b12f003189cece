package dev.rustauth.telemetry.sample.collector.store;

import java.util.List;

/**
 * Keeps arrivals.
 */
interface ArrivalStore {

	/**
	 * Keep all of them, in one transaction. Blocks until they are committed.
	 * @param arrivals what to keep
	 * @return what became of each, in the same order: {@link Outcome#STORED} or
	 * {@link Outcome#KNOWN}
	 * @throws org.springframework.dao.DataAccessException if none of them was kept
	 */
	List<Outcome> save(List<? extends Arrival> arrivals);

}
