package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * That a deployment used a version.
 *
 * @param id the anonymous id
 * @param version the version, empty if it isn't known
 * @param minor its first two numbers
 * @param from since when
 * @param until until when, or null if it still does
 */
record VersionUse(String id, String version, String minor, Instant from, @Nullable Instant until) {

	boolean isAt(Instant moment) {
		return !this.from.isAfter(moment) && (this.until == null || this.until.isAfter(moment));
	}

}
