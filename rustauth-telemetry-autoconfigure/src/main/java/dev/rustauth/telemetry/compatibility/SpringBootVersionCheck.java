package dev.rustauth.telemetry.compatibility;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;

/**
 * The lines of Spring Boot that the starter is verified with: 3.5 and 4. A later one gets
 * the benefit of the doubt.
 */
@Internal
public final class SpringBootVersionCheck {

	private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\D.*");

	private static final int OLDEST_MAJOR = 3;

	private static final int OLDEST_MINOR = 5;

	private SpringBootVersionCheck() {
	}

	/**
	 * What to say of a version.
	 * @param version version of Spring Boot, {@code null} when unknown
	 * @return {@code null} if there is nothing to say
	 */
	public static @Nullable String doubt(@Nullable String version) {
		Matcher matcher = VERSION.matcher((version != null) ? version : "");
		if (!matcher.matches()) {
			return null;
		}
		int major = Integer.parseInt(matcher.group(1));
		int minor = Integer.parseInt(matcher.group(2));
		if (major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR)) {
			return null;
		}
		return "RustAuth telemetry supports Spring Boot 3.5 and 4, and may not work on " + version
				+ ". Upgrade Spring Boot, or remove the starter";
	}

}
