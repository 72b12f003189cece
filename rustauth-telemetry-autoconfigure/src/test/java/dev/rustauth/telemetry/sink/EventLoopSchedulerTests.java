package dev.rustauth.telemetry.sink;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EventLoopScheduler}.
 */
@Timeout(300)
class EventLoopSchedulerTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/** Others may still be ending. */
	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	private final EventLoopScheduler scheduler = new EventLoopScheduler();

	private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

	@AfterEach
	void dispose() {
		this.scheduler.dispose();
	}

	@Test
	void withoutATaskThereShouldBeNoThread() {
		assertThat(threads()).isEmpty();
		assertThatIllegalStateException().isThrownBy(this.scheduler::eventLoop);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(this.scheduler::createWorker);
		assertThat(this.scheduler.isDisposed()).isFalse();
	}

	@Test
	void tasksShouldRunInOrderOnTheEventLoopHoweverEarlyTheyCome() throws InterruptedException {
		for (int i = 0; i < 1000; i++) {
			String name = String.valueOf(i);
			this.scheduler.schedule(() -> this.ran.add(name + " " + this.scheduler.eventLoop().inEventLoop()));
		}
		for (int i = 0; i < 1000; i++) {
			assertThat(this.ran.poll(1, TimeUnit.MINUTES)).isEqualTo(i + " true");
		}
	}

	@Test
	void earlyTaskThatIsCancelledShouldNotRun() throws InterruptedException {
		Disposable cancelled = this.scheduler.schedule(() -> this.ran.add("cancelled"), 1, TimeUnit.HOURS);
		cancelled.dispose();
		this.scheduler.schedule(() -> this.ran.add("last"));
		assertThat(this.ran.poll(1, TimeUnit.MINUTES)).isEqualTo("last");
		assertThat(cancelled.isDisposed()).isTrue();
	}

	@Test
	void delayShouldCountFromTheMomentThatTheTaskWasHandedIn() throws InterruptedException {
		long begin = this.scheduler.now(TimeUnit.NANOSECONDS);
		this.scheduler.schedule(() -> this.ran.add("late"), 200, TimeUnit.MILLISECONDS);
		this.scheduler.schedule(() -> this.ran.add("soon"));
		assertThat(this.ran.poll(1, TimeUnit.MINUTES)).isEqualTo("soon");
		assertThat(this.ran.poll(1, TimeUnit.MINUTES)).isEqualTo("late");
		assertThat(Duration.ofNanos(this.scheduler.now(TimeUnit.NANOSECONDS) - begin))
			.isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void disposeShouldEndTheThreadAndRefuseTasks() throws InterruptedException {
		this.scheduler.schedule(() -> this.ran.add("ran"));
		assertThat(this.ran.poll(1, TimeUnit.MINUTES)).isEqualTo("ran");
		assertThat(threads()).isNotEmpty();
		this.scheduler.dispose();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.scheduler.schedule(() -> {
		}));
	}

	private List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.before.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("rustauth-telemetry"))
			.toList();
	}

}
