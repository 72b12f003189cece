package dev.rustauth.telemetry.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * How the starter introduces itself: {@code rustauth-telemetry-java/<version>}. The
 * version comes from a resource that the build writes, which is there in a jar, in a
 * native image and in an IDE alike.
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
			// The version is nice to have, no more.
		}
		return properties.getProperty("version", "unknown");
	}

}
