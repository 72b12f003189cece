package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * An event of the stream.
 *
 * @param number its number
 * @param when when it came in
 * @param type what kind
 * @param anonymousId the deployment, or null
 * @param alias the deployment's name, or null
 * @param flags what is unusual about it
 * @param body the JSON as received
 */
record StoredEvent(long number, Instant when, String type, @Nullable String anonymousId, @Nullable String alias,
		List<String> flags, String body) {

	/**
	 * Say how large it is. Public, because templates call it.
	 * @return the size with its unit
	 */
	public String size() {
		return (this.body.length() < 1000) ? this.body.length() + " B"
				: String.format(Locale.ROOT, "%.1f kB", this.body.length() / 1000.0);
	}

}
