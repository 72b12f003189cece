package dev.rustauth.telemetry.sample.collector.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Writes a group so that one bad arrival costs no other. Used by one thread; blocks;
 * never throws.
 */
@Component
class GroupWriter {

	private static final Log logger = LogFactory.getLog(GroupWriter.class);

	private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final ArrivalStore store;

	private final Timer commits;

	private volatile boolean failing;

	private long lastContact = System.nanoTime();

	GroupWriter(ArrivalStore store, MeterRegistry meters) {
		this.store = store;
		this.commits = Timer.builder("collector.commit")
			.description("Transactions that store arrivals")
			.register(meters);
	}

	/**
	 * Write all of them.
	 * @param arrivals what to write
	 * @return what became of each, in the same order
	 */
	List<Outcome> write(List<Arrival> arrivals) {
		try {
			List<Outcome> outcomes = this.commits.record(() -> save(arrivals));
			this.lastContact = System.nanoTime();
			recovered();
			return (outcomes != null) ? outcomes : List.of();
		}
		catch (DataIntegrityViolationException ex) {
			return (arrivals.size() > 1) ? writeEach(arrivals) : List.of(refuse(arrivals.get(0)));
		}
		catch (RuntimeException ex) {
			failed(ex);
			return Collections.nCopies(arrivals.size(), Outcome.FAILED);
		}
	}

	/**
	 * See from time to time whether the database is there, while there is nothing to
	 * write: an operator should know before the first event is lost, and after a failure
	 * nobody may send any.
	 */
	void probe() {
		long age = System.nanoTime() - this.lastContact;
		if (age < ((this.failing) ? RETRY_NANOS : IDLE_NANOS)) {
			return;
		}
		boolean write = this.failing;
		try {
			this.store.probe(write);
			if (write) {
				recovered();
			}
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
		this.lastContact = System.nanoTime();
	}

	/**
	 * Tell whether the database could be used when it was last tried.
	 */
	boolean isFailing() {
		return this.failing;
	}

	/**
	 * Once more when another collector's transaction was in the way.
	 */
	private List<Outcome> save(List<Arrival> arrivals) {
		try {
			return this.store.save(arrivals);
		}
		catch (ConcurrencyFailureException ex) {
			logger.debug("Another collector's transaction was in the way", ex);
			return this.store.save(arrivals);
		}
	}

	private List<Outcome> writeEach(List<Arrival> arrivals) {
		List<Outcome> outcomes = new ArrayList<>(arrivals.size());
		for (Arrival arrival : arrivals) {
			outcomes.addAll(write(List.of(arrival)));
		}
		return outcomes;
	}

	/**
	 * No check of ours found it, but the database won't have it. Its body is not tried
	 * again: it may be what the database refuses.
	 */
	private Outcome refuse(Arrival arrival) {
		try {
			this.store.save(List.of(new Arrival.DeadLetter(arrival.key(), arrival.once(), arrival.receivedAt(), null,
					"the database refuses a value of it", "")));
			return Outcome.REFUSED;
		}
		catch (DataIntegrityViolationException ex) {
			return Outcome.REFUSED;
		}
		catch (RuntimeException ex) {
			failed(ex);
			return Outcome.FAILED;
		}
	}

	private void failed(RuntimeException ex) {
		if (!this.failing) {
			this.failing = true;
			logger.error("Can't use the database: senders get 503 until that works again", ex);
		}
		this.store.reconnect();
	}

	private void recovered() {
		if (this.failing) {
			this.failing = false;
			logger.info("The database takes events again");
		}
	}

}
