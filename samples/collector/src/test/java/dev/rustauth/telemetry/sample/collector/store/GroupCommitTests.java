package dev.rustauth.telemetry.sample.collector.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.util.unit.DataSize;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The writer with a database that does what the test says.
 */
@Timeout(30)
class GroupCommitTests {

	private final ScriptedStore store = new ScriptedStore();

	private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

	private final GroupCommit commit = new GroupCommit(new GroupWriter(this.store, new SimpleMeterRegistry()),
			properties(4, 100));

	@AfterEach
	void stop() {
		this.store.commits.release(100);
		this.commit.stop();
	}

	@Test
	void offerWhenCommittedShouldTellTheOutcome() throws Exception {
		this.store.commits.release();
		this.commit.start();
		assertThat(offer("a")).isTrue();
		assertThat(outcome()).isEqualTo(Outcome.STORED);
	}

	@Test
	void offerWhileTheDatabaseIsBusyShouldWaitForTheNextCommitTogether() throws Exception {
		this.commit.start();
		offer("a");
		this.store.entered.await();
		offer("b");
		offer("c");
		assertThat(this.outcomes).isEmpty();
		this.store.commits.release(2);
		assertThat(List.of(outcome(), outcome(), outcome())).containsOnly(Outcome.STORED);
		assertThat(this.store.groups).containsExactly(List.of("a"), List.of("b", "c"));
	}

	@Test
	void offerWhenFullShouldBeRefusedAndLoseNothingThatWasTaken() throws Exception {
		this.commit.start();
		offer("a");
		this.store.entered.await();
		for (String key : List.of("b", "c", "d", "e")) {
			assertThat(offer(key)).isTrue();
		}
		assertThat(this.commit.waiting()).isEqualTo(4);
		assertThat(offer("f")).isFalse();
		this.store.commits.release(100);
		this.commit.stop();
		assertThat(this.outcomes).hasSize(5).containsOnly(Outcome.STORED);
		assertThat(offer("g")).isFalse();
	}

	@Test
	void offerWhenTooManyBytesWaitShouldBeRefusedUntilTheyAreWritten() throws Exception {
		this.commit.start();
		String large = "x".repeat(600_000);
		assertThat(this.commit.offer(arrival("a", large), this.outcomes::add)).isTrue();
		assertThat(this.commit.offer(arrival("b", large), this.outcomes::add)).isFalse();
		this.store.commits.release(2);
		assertThat(outcome()).isEqualTo(Outcome.STORED);
		assertThat(this.commit.offer(arrival("b", large), this.outcomes::add)).isTrue();
		assertThat(outcome()).isEqualTo(Outcome.STORED);
	}

	@Test
	void offerWhenTheDatabaseIsAwayShouldFailAndWorkAgainLater() throws Exception {
		this.store.commits.release(100);
		this.store.down = true;
		this.commit.start();
		offer("a");
		assertThat(outcome()).isEqualTo(Outcome.FAILED);
		this.store.down = false;
		offer("a");
		assertThat(outcome()).isEqualTo(Outcome.STORED);
	}

	@Test
	void problemShouldEndWithoutAnEventWhenTheDatabaseIsBack() throws Exception {
		this.store.commits.release(100);
		this.store.down = true;
		this.commit.start();
		assertThat(this.commit.problem()).isNull();
		offer("a");
		assertThat(outcome()).isEqualTo(Outcome.FAILED);
		assertThat(this.commit.problem()).isEqualTo("the database can't be used");
		assertThat(this.store.reconnects).hasPositiveValue();
		this.store.down = false;
		while (this.commit.problem() != null) {
			Thread.onSpinWait();
		}
	}

	@Test
	void problemShouldTellOfATransactionThatHangs() {
		this.commit.start();
		offer("a");
		String problem = null;
		while (problem == null) {
			problem = this.commit.problem();
		}
		assertThat(problem).isEqualTo("the database takes too long");
	}

	@Test
	void offerWhenAnotherTransactionIsInTheWayOnceShouldBeStored() throws Exception {
		this.store.commits.release(100);
		this.store.conflicts.set(1);
		this.commit.start();
		offer("a");
		assertThat(outcome()).isEqualTo(Outcome.STORED);
		this.store.conflicts.set(2);
		offer("b");
		assertThat(outcome()).isEqualTo(Outcome.FAILED);
	}

	@Test
	void offerOfWhatTheDatabaseRefusesShouldCostNobodyElse() throws Exception {
		this.commit.start();
		offer("a");
		this.store.entered.await();
		offer("b");
		offer("bad");
		offer("c");
		this.store.commits.release(100);
		assertThat(List.of(outcome(), outcome(), outcome(), outcome())).containsExactly(Outcome.STORED, Outcome.STORED,
				Outcome.REFUSED, Outcome.STORED);
		assertThat(this.store.deadLetters).containsExactly("bad");
	}

	@Test
	void offerWhoseSenderIsGoneShouldNotStopTheWriter() throws Exception {
		this.store.commits.release(100);
		this.commit.start();
		this.commit.offer(arrival("a", ""), (outcome) -> {
			throw new IllegalStateException("gone");
		});
		offer("b");
		assertThat(outcome()).isEqualTo(Outcome.STORED);
		assertThat(this.commit.isAlive()).isTrue();
	}

	@Test
	void stopWhenTheDatabaseNeverAnswersShouldGiveUp() throws Exception {
		GroupCommit impatient = new GroupCommit(new GroupWriter(this.store, new SimpleMeterRegistry()),
				properties(4, 100), Duration.ofMillis(1));
		impatient.start();
		impatient.offer(arrival("a", "{}"), this.outcomes::add);
		this.store.entered.await();
		impatient.stop();
		assertThat(impatient.isAlive()).isTrue();
		assertThat(this.outcomes).isEmpty();
	}

	@Test
	void hangWatchWhenOneCallLastsShouldEndTheProcessOnce() throws Exception {
		AtomicInteger ends = new AtomicInteger();
		HangWatch watch = new HangWatch(this.commit, ends::incrementAndGet);
		this.commit.start();
		offer("a");
		this.store.entered.await();
		for (int i = 0; i < 12; i++) {
			watch.look();
		}
		assertThat(ends).hasValue(0);
		for (int i = 0; i < 12; i++) {
			watch.look();
		}
		assertThat(ends).hasValue(1);
	}

	@Test
	void hangWatchWhenCallsEndShouldLetTheProcessBe() throws Exception {
		AtomicInteger ends = new AtomicInteger();
		HangWatch watch = new HangWatch(this.commit, ends::incrementAndGet);
		this.commit.start();
		for (int i = 0; i < 30; i++) {
			offer("a" + i);
			watch.look();
			this.store.commits.release();
			assertThat(outcome()).isEqualTo(Outcome.STORED);
		}
		assertThat(ends).hasValue(0);
	}

	private boolean offer(String key) {
		return this.commit.offer(arrival(key, "{}"), this.outcomes::add);
	}

	private static Arrival arrival(String key, String body) {
		return new Arrival.Event(key, key, Instant.EPOCH, "t", null, null, null, body, null);
	}

	private Outcome outcome() throws InterruptedException {
		Outcome outcome = this.outcomes.poll(10, TimeUnit.SECONDS);
		assertThat(outcome).isNotNull();
		return outcome;
	}

	private static CollectorProperties properties(int capacity, int batch) {
		return new CollectorProperties("", "", List.of(),
				new CollectorProperties.Limits(DataSize.ofKilobytes(256), DataSize.ofMegabytes(1), 1000, 64,
						Duration.ofSeconds(10), 200, DataSize.ofMegabytes(64), 500),
				new CollectorProperties.Rate(0, 1),
				new CollectorProperties.Writer(capacity, DataSize.ofBytes(1_000_000), batch),
				new CollectorProperties.Retention(Duration.ZERO, 10));
	}

	/**
	 * Commits when it may, and has its moods.
	 */
	private static final class ScriptedStore implements ArrivalStore {

		private final Semaphore commits = new Semaphore(0);

		private final CountDownLatch entered = new CountDownLatch(1);

		private final List<List<String>> groups = new ArrayList<>();

		private final List<String> deadLetters = new ArrayList<>();

		private final AtomicInteger conflicts = new AtomicInteger();

		private final AtomicInteger reconnects = new AtomicInteger();

		private volatile boolean down;

		@Override
		public List<Outcome> save(List<? extends Arrival> arrivals) {
			this.entered.countDown();
			this.commits.acquireUninterruptibly();
			if (this.conflicts.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
				throw new PessimisticLockingFailureException("in the way");
			}
			if (this.down) {
				throw new DataAccessResourceFailureException("away");
			}
			for (Arrival arrival : arrivals) {
				if (arrival instanceof Arrival.DeadLetter) {
					this.deadLetters.add(arrival.key());
				}
				else if (arrival.key().equals("bad")) {
					throw new DataIntegrityViolationException("bad");
				}
			}
			this.groups.add(arrivals.stream().map(Arrival::key).toList());
			return arrivals.stream().map((arrival) -> Outcome.STORED).toList();
		}

		@Override
		public void probe(boolean write) {
			if (this.down) {
				throw new DataAccessResourceFailureException("away");
			}
		}

		@Override
		public void reconnect() {
			this.reconnects.incrementAndGet();
		}

	}

}
