package dev.rustauth.telemetry.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.PropertySource;

/**
 * Says where a setting was found. The only place that makes such texts: configuration may
 * have been imported from a URL with a password or token in it, which then is in the
 * origin as well as in the name of the property source.
 */
public final class Origins {

	private static final String UNKNOWN = "unknown";

	private static final Pattern URL = Pattern.compile("(\\w://)([^\\s\\]\"']+)");

	/** The form without slashes, such as {@code git:user:password@host}. */
	private static final Pattern USER_INFO = Pattern.compile("[^\\s\\[\\]\"'()/:]*:[^\\s\\[\\]\"'()/]*@");

	private static final Pattern END_OF_HOST = Pattern.compile("[/?#;].*");

	private static final Pattern QUERY = Pattern.compile("[?#;].*");

	private Origins() {
	}

	/**
	 * Where a property was found.
	 * @param property the property
	 * @return file and line, or the name of the property source
	 */
	public static String of(ConfigurationProperty property) {
		Origin origin = property.getOrigin();
		return (origin != null) ? scrub(origin.toString()) : of(property.getSource());
	}

	static String of(@Nullable ConfigurationPropertySource source) {
		return (source != null && source.getUnderlyingSource() instanceof PropertySource<?> underlying)
				? scrub(underlying.getName()) : UNKNOWN;
	}

	static String of(PropertySource<?> source, String name) {
		Origin origin = OriginLookup.getOrigin(source, name);
		return scrub((origin != null) ? origin.toString() : source.getName());
	}

	/**
	 * Take credentials and queries of URLs out of a text.
	 * @param origin where something was found
	 * @return a text that may be shown
	 */
	public static String scrub(String origin) {
		String text = URL.matcher(origin)
			.replaceAll((url) -> Matcher.quoteReplacement(url.group(1) + withoutCredentials(url.group(2))));
		return USER_INFO.matcher(text).replaceAll("");
	}

	/**
	 * An at sign behind the host may be part of the path, or end a password with a slash
	 * in it: then nothing of the URL is shown.
	 */
	private static String withoutCredentials(String url) {
		int at = url.lastIndexOf('@');
		int end = END_OF_HOST.matcher(url).replaceFirst("").length();
		return (at > end) ? "…" : QUERY.matcher(url.substring(at + 1)).replaceFirst("");
	}

}
