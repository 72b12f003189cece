package dev.rustauth.telemetry.sample.collector.store;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/**
 * Lets people wait for the database no longer than two seconds, whatever it hangs in: a
 * lock, a connection, a network. No driver promises that for all of them. The threads are
 * few, so that hanging ones leave connections for the one that writes. Any thread; blocks
 * for two seconds at most.
 */
@Component
public class BoundedReads implements DisposableBean {

	/** In seconds; for the statements of those who are waited for. */
	public static final int TIME_LIMIT = 2;

	private static final int THREADS = 6;

	private static final int WAITING = 100;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES,
			new ArrayBlockingQueue<>(WAITING), threadFactory());

	BoundedReads() {
		this.threads.allowCoreThreadTimeOut(true);
	}

	private static ThreadFactory threadFactory() {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, "read-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Read.
	 * @param <T> type of the result
	 * @param query what to read
	 * @return what was read
	 * @throws QueryTimeoutException if it takes too long or can't be read now
	 */
	public <T> T call(Callable<T> query) {
		try {
			return await(this.threads.submit(query));
		}
		catch (RejectedExecutionException ex) {
			throw new QueryTimeoutException("Too many wait for the database", ex);
		}
	}

	private static <T> T await(Future<T> result) {
		try {
			return result.get(TIME_LIMIT, TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			// Not interrupted: H2 would close its file.
			result.cancel(false);
			throw new QueryTimeoutException("The database takes too long", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new QueryTimeoutException("Interrupted", ex);
		}
		catch (ExecutionException ex) {
			throw translated(ex.getCause());
		}
	}

	private static RuntimeException translated(Throwable cause) {
		if (cause instanceof DataAccessException) {
			return new QueryTimeoutException("The database can't be read", cause);
		}
		return (cause instanceof RuntimeException failure) ? failure : new IllegalStateException(cause);
	}

	@Override
	public void destroy() {
		this.threads.shutdown();
	}

}
