package dev.rustauth.telemetry.sample.collector.store;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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

	/**
	 * Store events in one transaction.
	 * @param beans of a running collector
	 * @param arrivals in the order in which they came in
	 * @return what became of each
	 */
	public static List<Outcome> saveTogether(ListableBeanFactory beans, List<? extends Arrival> arrivals) {
		return beans.getBean(ArrivalStore.class).save(arrivals);
	}

	/**
	 * Store an event without a collector.
	 * @param target where its tables are
	 * @param event the event
	 */
	public static void save(DataSource target, Arrival.Event event) {
		new EventStore(new JdbcTemplate(target), new TransactionTemplate(new JdbcTransactionManager(target)))
			.save(List.of(event));
	}

}
