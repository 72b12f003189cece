package dev.rustauth.telemetry.config;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.PropertySource;

import dev.rustauth.telemetry.Internal;

/**
 * Says where a setting was found. The only place that makes such texts: configuration may
 * have been imported from a URL with a password or token in it, which then is in the
 * origin as well as in the name of the property source.
 */
@Internal
public final class Origins {

	private static final String UNKNOWN = "unknown";

	/** A password may hold anything, brackets and blanks too. */
	private static final Pattern URL_USER_INFO = Pattern.compile("(\\w://)[^/?#]*@");

	/**
	 * An at sign behind the host may be part of the path, or end a password with a slash
	 * in it: then nothing of the URL is shown.
	 */
	private static final Pattern DOUBTFUL_URL = Pattern.compile("(\\w://)(?:(?!\\w://).)*@[^\\s\\]\"']*");

	private static final Pattern QUERY = Pattern.compile("(\\w://[^\\s\\]\"'?#;]*)[?#;][^\\s\\]\"']*");

	/** The forms without slashes, such as {@code git:user:password@host}. */
	private static final Pattern USER_INFO = Pattern
		.compile("[^\\s\\[\\]\"'()/:]*:[^\\s\\[\\]\"'()/]*@|(?<=:)[^\\s/:]+/[^\\s@]+@");

	private static final Pattern VALUES = Pattern.compile("=.*");

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
	 * Where a bean is defined.
	 * @param beanFactory the bean factory
	 * @param beanName the name of the bean
	 * @return such as a file or class, {@code "unknown"} if it isn't known
	 */
	public static String of(ConfigurableListableBeanFactory beanFactory, String beanName) {
		String origin = beanFactory.containsBeanDefinition(beanName)
				? beanFactory.getMergedBeanDefinition(beanName).getResourceDescription() : null;
		return (origin != null) ? scrub(origin) : UNKNOWN;
	}

	/**
	 * Take credentials, queries of URLs and values of parameters out of a text.
	 * @param origin where something was found
	 * @return a text that may be shown
	 */
	public static String scrub(String origin) {
		String text = URL_USER_INFO.matcher(origin).replaceAll("$1");
		text = DOUBTFUL_URL.matcher(text).replaceAll("$1…");
		text = QUERY.matcher(text).replaceAll("$1");
		text = USER_INFO.matcher(text).replaceAll("");
		return VALUES.matcher(text).replaceFirst("=…");
	}

}
