package dev.rustauth.telemetry.sample.collector;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An H2 file that takes its time to open, as a large one does on a busy machine. H2 calls
 * it for each connection.
 */
public final class SlowFile {

	/** The least that the pool waits for a connection. */
	static final int PATIENCE_MILLIS = 250;

	private static final AtomicBoolean open = new AtomicBoolean();

	private SlowFile() {
	}

	static String url() {
		open.set(false);
		return "jdbc:h2:file:%s/collector;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;INIT=create alias if not exists opened for '%s.opened'\\;call opened()"
			.formatted(OnH2.newDirectory(), SlowFile.class.getName());
	}

	/**
	 * Take longer than anybody waits, the first time.
	 */
	public static void opened() throws InterruptedException {
		if (open.compareAndSet(false, true)) {
			Thread.sleep(3 * PATIENCE_MILLIS);
		}
	}

}
