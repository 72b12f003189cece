package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A row of the fleet.
 *
 * @param id the anonymous id
 * @param alias see {@link Alias}
 * @param name the name that operators gave it, or null
 * @param environment as reported, or null
 * @param runtime name and version, or null
 * @param framework name and version, or null
 * @param database as reported, or null
 * @param features what is switched on
 * @param firstSeen when its first event came in
 * @param lastSeen when its latest event came in
 * @param starts how many instances have started
 * @param events how many events came in, those included
 */
record Deployment(String id, String alias, @Nullable String name, @Nullable String environment,
		@Nullable String runtime, @Nullable String framework, @Nullable String database, List<String> features,
		Instant firstSeen, Instant lastSeen, long starts, long events) {

	/**
	 * What it is called.
	 * @return the name, or else the alias
	 */
	public String title() {
		return (this.name != null) ? this.name : this.alias;
	}

}
