package dev.rustauth.telemetry.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Reads settings by their literal variable name as well as by their property name. Spring
 * maps {@code RUSTAUTH_TELEMETRY_ENDPOINT} onto {@code rustauth.telemetry.endpoint} in
 * the process environment only; here it counts in every property source. Of several
 * sources the one with the highest precedence wins, whichever spelling it uses.
 */
public final class PropertyReader {

	/** The source that Spring Boot attaches to look like all the others together. */
	public static final String ATTACHED = "configurationProperties";

	/** What Spring takes for a boolean. */
	private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");

	private static final Set<String> FALSE = Set.of("false", "0", "off", "no");

	private static final Pattern URL_USER_INFO = Pattern.compile("(\\w://)[^/\\s\\]]*@");

	private static final Pattern URL_QUERY = Pattern.compile("(\\w://[^?\\s\\]]*)\\?[^\\s\\]]*");

	private PropertyReader() {
	}

	/**
	 * Every value that a property source has under exactly this name.
	 */
	public static List<Setting> all(ConfigurableEnvironment environment, String variable) {
		List<Setting> values = new ArrayList<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			Setting value = literal(environment, source, variable);
			if (value != null) {
				values.add(value);
			}
		}
		return values;
	}

	/**
	 * Every value that a property source has under this property name.
	 */
	public static List<Setting> allProperties(ConfigurableEnvironment environment, String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		List<Setting> values = new ArrayList<>();
		for (ConfigurationPropertySource source : adapted(environment)) {
			Setting value = canonical(environment, source, name);
			if (value != null) {
				values.add(value);
			}
		}
		return values;
	}

	/**
	 * The value with the highest precedence, under either name.
	 */
	public static @Nullable Setting first(ConfigurableEnvironment environment, @Nullable String variable,
			String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		for (ConfigurationPropertySource source : adapted(environment)) {
			Setting value = canonical(environment, source, name);
			if (value == null && variable != null && source.getUnderlyingSource() instanceof PropertySource<?> plain) {
				value = literal(environment, plain, variable);
			}
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	/**
	 * Whether a property is set to what Spring takes for {@code true}.
	 */
	public static boolean isTrue(ConfigurableEnvironment environment, String property) {
		Setting setting = first(environment, null, property);
		return setting != null && Boolean.TRUE.equals(setting.asBoolean());
	}

	/**
	 * The adapters that Spring Boot keeps, with what they remember, as long as it has
	 * attached them.
	 */
	public static Iterable<ConfigurationPropertySource> adapted(ConfigurableEnvironment environment) {
		return (environment.getPropertySources().contains(ATTACHED)) ? ConfigurationPropertySources.get(environment)
				: ConfigurationPropertySources.from(environment.getPropertySources());
	}

	private static @Nullable Setting literal(ConfigurableEnvironment environment, PropertySource<?> source,
			String variable) {
		if (ATTACHED.equals(source.getName())) {
			return null;
		}
		Object value = source.getProperty(variable);
		return (value != null) ? new Setting(variable, text(environment, value), describe(source, variable)) : null;
	}

	private static @Nullable Setting canonical(ConfigurableEnvironment environment, ConfigurationPropertySource source,
			ConfigurationPropertyName name) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		if (property == null) {
			return null;
		}
		String origin = describe(property);
		return new Setting(name.toString(), text(environment, property.getValue()),
				(origin != null) ? origin : "unknown");
	}

	private static String text(ConfigurableEnvironment environment, Object value) {
		try {
			return environment.resolvePlaceholders(value.toString());
		}
		catch (IllegalArgumentException ex) {
			// Placeholders that go in a circle: as they are, they mean nothing.
			return value.toString();
		}
	}

	private static String describe(PropertySource<?> source, String variable) {
		Origin origin = OriginLookup.getOrigin(source, variable);
		return (origin != null) ? describe(origin) : source.getName();
	}

	/**
	 * Where a property was found.
	 * @return {@code null} when unknown
	 */
	public static @Nullable String describe(ConfigurationProperty property) {
		Origin origin = property.getOrigin();
		if (origin != null) {
			return describe(origin);
		}
		ConfigurationPropertySource source = property.getSource();
		return (source != null && source.getUnderlyingSource() instanceof PropertySource<?> underlying)
				? underlying.getName() : null;
	}

	/**
	 * Configuration may have been imported from a URL with a password or token in it.
	 */
	private static String describe(Origin origin) {
		return URL_QUERY.matcher(URL_USER_INFO.matcher(origin.toString()).replaceAll("$1")).replaceAll("$1");
	}

	/**
	 * A value with the name it was found under and where.
	 *
	 * @param name name it was found under
	 * @param value value, placeholders resolved; may hold a secret
	 * @param origin file and line, or the name of the property source
	 */
	public record Setting(String name, String value, String origin) {

		/**
		 * The value as Spring reads a boolean.
		 * @return {@code null} if it is blank or no boolean
		 */
		public @Nullable Boolean asBoolean() {
			String word = this.value.strip().toLowerCase(Locale.ROOT);
			return (TRUE.contains(word)) ? Boolean.TRUE : (FALSE.contains(word) ? Boolean.FALSE : null);
		}

		/**
		 * Where to look for it, without the value.
		 */
		@Override
		public String toString() {
			return this.name + " (" + this.origin + ")";
		}

	}

}
