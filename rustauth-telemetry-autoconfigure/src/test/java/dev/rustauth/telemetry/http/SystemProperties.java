package dev.rustauth.telemetry.http;

import java.util.Map;

/**
 * System properties as long as something runs.
 */
final class SystemProperties {

	private SystemProperties() {
	}

	static void with(Map<String, String> properties, Runnable task) {
		try {
			properties.forEach(System::setProperty);
			task.run();
		}
		finally {
			properties.keySet().forEach(System::clearProperty);
		}
	}

}
