package dev.rustauth.telemetry.sample.collector.intake;

import java.io.IOException;
import java.util.function.Supplier;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A request that waits for its answer without a thread. It is answered once: by whoever
 * comes first of the writer, the timeout and a connection that breaks. Safe to call from
 * any thread; never blocks for long, never throws.
 */
final class Pending implements AsyncListener {

	private static final Log logger = LogFactory.getLog(Pending.class);

	private final AsyncContext context;

	private final Supplier<Answer> whenTooLate;

	private boolean answered;

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
		AsyncContext context = request.startAsync();
		context.setTimeout(timeoutMillis);
		Pending pending = new Pending(context, whenTooLate);
		context.addListener(pending);
		return pending;
	}

	/**
	 * Answer it, unless that was done.
	 */
	synchronized void answer(Supplier<Answer> answer) {
		if (this.answered) {
			return;
		}
		this.answered = true;
		try {
			answer.get().writeTo((HttpServletResponse) this.context.getResponse());
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("A request could not be answered", ex);
		}
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
	 * The sender is gone. What it sent may be kept all the same.
	 */
	@Override
	public synchronized void onError(AsyncEvent event) {
		this.answered = true;
	}

	@Override
	public synchronized void onComplete(AsyncEvent event) {
		this.answered = true;
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// Nobody starts it again.
	}

}
