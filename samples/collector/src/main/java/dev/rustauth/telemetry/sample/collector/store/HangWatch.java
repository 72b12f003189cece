package dev.rustauth.telemetry.sample.collector.store;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends the process when the thread that writes hangs in one call of the database for two
 * minutes. PostgreSQL's driver has limits of its own, and is out of it sooner. H2 has
 * none, runs in this process, and has been seen to spin for ever after its disk was full:
 * only a new process helps, and whoever runs this one starts it. What was acknowledged is
 * committed.
 */
@Component
class HangWatch {

	private static final Log logger = LogFactory.getLog(HangWatch.class);

	/** Counted rather than timed: a machine that slept is no database that hangs. */
	private static final int LOOKS = 12;

	private final GroupCommit commit;

	private final Runnable end;

	private long call;

	private int looks;

	@Autowired
	HangWatch(GroupCommit commit) {
		// Not an orderly exit: it would wait for the thread that hangs.
		this(commit, () -> Runtime.getRuntime().halt(1));
	}

	HangWatch(GroupCommit commit, Runnable end) {
		this.commit = commit;
		this.end = end;
	}

	@Scheduled(fixedDelayString = "PT10S")
	void look() {
		long now = this.commit.call();
		this.looks = (now != 0 && now == this.call) ? this.looks + 1 : 0;
		this.call = now;
		if (this.looks == LOOKS) {
			logger.fatal("The database has not answered for two minutes: this process ends, to be started again");
			this.end.run();
		}
	}

}
