package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;
import java.util.Map;

/**
 * What one or more starts of a deployment said alike.
 *
 * @param number its number
 * @param first when the first of them came in
 * @param last when the last of them came in
 * @param starts how many
 * @param current whether none said anything else since
 * @param values paths and values, in the order of the paths
 */
record StoredSnapshot(long number, Instant first, Instant last, long starts, boolean current,
		Map<String, String> values) {

	/**
	 * Say what a path holds, for people. Public, because templates call it.
	 * @param path which
	 * @return the value without the quotation marks of JSON, or a dash
	 */
	public String value(String path) {
		String value = this.values.getOrDefault(path, "null");
		if (value.equals("null")) {
			return "–";
		}
		return (value.length() > 1 && value.startsWith("\"")) ? value.substring(1, value.length() - 1) : value;
	}

}
