package dev.rustauth.telemetry.sample.collector.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an {@code init} says about its deployment.
 *
 * @param profile what the fleet's table shows
 * @param configuration everything but the host
 * @param host the machine, which may be another one at each start, or null if nothing is
 * said about it
 */
public record Start(Profile profile, Snapshot configuration, @Nullable Snapshot host) {

	/** Differs from one machine to the next, whatever the configuration. */
	private static final String HOST = "systemInfo";

	/**
	 * Read a payload.
	 * @param profile what the fleet's table shows
	 * @param payload the payload of an {@code init}
	 * @return what it says
	 * @throws OversizedSnapshotException if it says more than is kept
	 */
	public static Start of(Profile profile, JsonNode payload) {
		PathsAndValues values = new PathsAndValues();
		Snapshot configuration = Snapshot.of(values.of(payload, HOST));
		JsonNode host = payload.path(HOST);
		return new Start(profile, configuration, (host.isObject()) ? Snapshot.of(values.of(host, null)) : null);
	}

}
