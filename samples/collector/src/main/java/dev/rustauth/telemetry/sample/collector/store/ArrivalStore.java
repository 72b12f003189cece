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

	/**
	 * See whether the tables can be used. Blocks.
	 * @param write whether to write as well as to read
	 * @throws org.springframework.dao.DataAccessException if they can't
	 */
	void probe(boolean write);

	/**
	 * Forget connections that may have broken.
	 */
	void reconnect();

}
