package dev.rustauth.telemetry.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * The {@code User-Agent} header, {@code rustauth-telemetry-java/<version>}. The version
 * comes from a resource that the build writes, which works in a jar, a native image and
 * an IDE.
 */
final class UserAgent {

	static final String VALUE = "rustauth-telemetry-java/" + version();

	private UserAgent() {
	}

	private static String version() {
		Properties properties = new Properties();
		try (InputStream stream = UserAgent.class.getResourceAsStream("version.properties")) {
			if (stream != null) {
				properties.load(stream);
			}
		}
		catch (IOException ex) {
			// The version is optional.
		}
		return properties.getProperty("version", "unknown");
	}

}
