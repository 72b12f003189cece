package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A change of the configuration of a deployment.
 *
 * @param number its number
 * @param id the anonymous id
 * @param title what the deployment is called
 * @param environment as reported, or null
 * @param first when it came about
 * @param last when it last came about
 * @param times how often
 * @param beginning whether it is the deployment's first configuration
 * @param differences how many values differ; 0 if what it said before is no longer kept
 * @param sentences what changed, the beginning of it
 * @param more how many values that leaves out
 */
record FleetChange(long number, String id, String title, @Nullable String environment, Instant first, Instant last,
		long times, boolean beginning, int differences, List<Sentence> sentences, long more) {

	/**
	 * Where the page after this one begins.
	 * @return moment and number
	 */
	public String key() {
		return this.last + "_" + this.number;
	}

}
