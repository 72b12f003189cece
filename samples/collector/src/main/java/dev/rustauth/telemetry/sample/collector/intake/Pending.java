package dev.rustauth.telemetry.sample.collector.intake;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;

/**
 * A request that waits for its answer without a thread. It is answered once: by whoever
 * comes first of the writer, the timeout and a connection that breaks. Safe to call from
 * any thread; never blocks for long, never throws.
 */
final class Pending implements AsyncListener {

	private static final Log logger = LogFactory.getLog(Pending.class);

	private final AsyncContext context;

	private final Supplier<Answer> whenTooLate;

	private final Queue<Runnable> whenDone = new ConcurrentLinkedQueue<>();

	private boolean answered;

	private boolean completed;

	private Pending(AsyncContext context, Supplier<Answer> whenTooLate) {
		this.context = context;
		this.whenTooLate = whenTooLate;
	}

	/**
	 * Let a request wait.
	 * @param request the request
	 * @param timeoutMillis how long, in milliseconds
	 * @param whenTooLate the answer after that
	 */
	static Pending start(HttpServletRequest request, long timeoutMillis, Supplier<Answer> whenTooLate) {
		AsyncContext context = (request.isAsyncStarted()) ? request.getAsyncContext() : request.startAsync();
		context.setTimeout(timeoutMillis);
		Pending pending = new Pending(context, whenTooLate);
		context.addListener(pending);
		return pending;
	}

	/**
	 * Have something done when the request has ended, however that came.
	 * @param task what to do; must not block
	 */
	void whenDone(Runnable task) {
		this.whenDone.add(task);
	}

	/**
	 * Answer it, unless that was done, and end it.
	 */
	synchronized void answer(Supplier<Answer> answer) {
		write(answer, false);
		complete();
	}

	/**
	 * Answer it, unless that was done, and read on. The connection is closed in the end.
	 */
	synchronized void answerEarly(Supplier<Answer> answer) {
		write(answer, true);
	}

	/**
	 * Answer it, unless that was done, and close the connection.
	 */
	synchronized void answerAndClose(Supplier<Answer> answer) {
		write(answer, true);
		complete();
	}

	/**
	 * The sender is gone. What it sent may be kept all the same.
	 */
	synchronized void abandon() {
		this.answered = true;
		complete();
	}

	private void write(Supplier<Answer> answer, boolean close) {
		if (this.answered) {
			return;
		}
		this.answered = true;
		try {
			HttpServletResponse response = (HttpServletResponse) this.context.getResponse();
			if (close) {
				response.setHeader(HttpHeaders.CONNECTION, "close");
			}
			answer.get().writeTo(response);
			if (close) {
				response.flushBuffer();
			}
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("A request could not be answered", ex);
		}
	}

	private void complete() {
		if (this.completed) {
			return;
		}
		this.completed = true;
		try {
			this.context.complete();
		}
		catch (IllegalStateException ex) {
			logger.debug("A request had ended before it was answered", ex);
		}
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		answer(this.whenTooLate);
	}

	/**
	 * Ends it here: otherwise the container would write an error page, and a stack trace
	 * into the log for each sender that hangs up.
	 */
	@Override
	public void onError(AsyncEvent event) {
		abandon();
		done();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		synchronized (this) {
			this.answered = true;
			this.completed = true;
		}
		done();
	}

	/** Without a lock: a task may take one of its own. */
	private void done() {
		for (Runnable task = this.whenDone.poll(); task != null; task = this.whenDone.poll()) {
			task.run();
		}
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// Nobody starts it again.
	}

}
