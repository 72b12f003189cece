package dev.rustauth.telemetry.sink;

import org.jspecify.annotations.Nullable;

/**
 * How the starter introduces itself: {@code rustauth-telemetry-java/<version>}, with the
 * version from the manifest of its jar.
 */
final class UserAgent {

	static final String VALUE = "rustauth-telemetry-java/" + version(UserAgent.class.getPackage());

	private UserAgent() {
	}

	private static String version(@Nullable Package ownPackage) {
		String version = (ownPackage != null) ? ownPackage.getImplementationVersion() : null;
		return (version != null) ? version : "development";
	}

}
