package dev.rustauth.telemetry.config;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.Setting.Failure;

/**
 * Reads settings by their literal variable name as well as by their property name. Spring
 * maps {@code RUSTAUTH_TELEMETRY_ENDPOINT} onto {@code rustauth.telemetry.endpoint} in
 * the process environment only; here it counts in every property source. Of several
 * sources the one with the highest precedence wins, whichever spelling it uses.
 * <p>
 * Nothing is thrown: a value that can't be obtained is returned as such, which isn't the
 * same as unset.
 *
 * @since 0.1.0
 */
@Internal
public final class PropertyReader {

	/** The source that Spring Boot attaches to look like all the others together. */
	public static final String ATTACHED = "configurationProperties";

	private PropertyReader() {
	}

	/**
	 * Every value that a property source has under exactly this name, those included that
	 * another part of the same source hides.
	 * @param environment where to read
	 * @param variable the literal name
	 * @return one value for each source that has it
	 */
	public static List<Setting> all(ConfigurableEnvironment environment, String variable) {
		return environment.getPropertySources()
			.stream()
			.flatMap(PropertyReader::parts)
			.flatMap((source) -> Stream.ofNullable(literal(environment, source, variable)))
			.toList();
	}

	/**
	 * Every value that a property source has under this property name, however it is
	 * spelled there, those included that another part of the same source hides.
	 * @param environment where to read
	 * @param property the name of the property
	 * @return one value for each source that has it
	 */
	public static List<Setting> allProperties(ConfigurableEnvironment environment, String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		return StreamSupport.stream(adapted(environment).spliterator(), false)
			.flatMap(PropertyReader::parts)
			.flatMap((source) -> Stream.ofNullable(canonical(environment, source, name)))
			.toList();
	}

	/**
	 * Spring puts files that share a name into one source, of which the first file that
	 * has a property answers for all.
	 */
	private static Stream<PropertySource<?>> parts(PropertySource<?> source) {
		return (source instanceof CompositePropertySource composite)
				? composite.getPropertySources().stream().flatMap(PropertyReader::parts) : Stream.of(source);
	}

	private static Stream<ConfigurationPropertySource> parts(ConfigurationPropertySource source) {
		return (source.getUnderlyingSource() instanceof CompositePropertySource composite)
				? parts(composite).flatMap((part) -> Stream.ofNullable(ConfigurationPropertySource.from(part)))
				: Stream.of(source);
	}

	/**
	 * The value with the highest precedence, under either name.
	 * @param environment where to read
	 * @param variable the literal name, {@code null} if there is none
	 * @param property the name of the property
	 * @return {@code null} if it is set nowhere
	 */
	public static @Nullable Setting first(ConfigurableEnvironment environment, @Nullable String variable,
			String property) {
		return first(environment, variable, ConfigurationPropertyName.of(property));
	}

	static @Nullable Setting first(ConfigurableEnvironment environment, @Nullable String variable,
			ConfigurationPropertyName name) {
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
	 * The names below a name that property sources list.
	 * @param environment where to read
	 * @param name the name above
	 * @return each name once, in the order of precedence
	 */
	static Stream<ConfigurationPropertyName> below(ConfigurableEnvironment environment,
			ConfigurationPropertyName name) {
		return StreamSupport.stream(adapted(environment).spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.filter(name::isAncestorOf)
			.distinct();
	}

	/**
	 * Whether a property is set to what Spring takes for {@code true}.
	 * @param environment where to read
	 * @param property the name of the property
	 * @return {@code false} also if it can't be obtained
	 */
	public static boolean isTrue(ConfigurableEnvironment environment, String property) {
		return Setting.isTrue(first(environment, null, property));
	}

	/**
	 * A setting that isn't ours, so its owner reports problems: a value that can't be
	 * read counts as unset.
	 * @param environment where to read
	 * @param name the name of the property or variable
	 * @return the value, {@code null} when it isn't set or can't be obtained
	 */
	public static @Nullable String value(Environment environment, String name) {
		try {
			return environment.getProperty(name);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/**
	 * The adapters that Spring Boot keeps, with what they remember, as long as it has
	 * attached them.
	 * @param environment where to read
	 * @return one for each property source
	 */
	static Iterable<ConfigurationPropertySource> adapted(ConfigurableEnvironment environment) {
		return (environment.getPropertySources().contains(ATTACHED)) ? ConfigurationPropertySources.get(environment)
				: ConfigurationPropertySources.from(environment.getPropertySources());
	}

	private static @Nullable Setting literal(ConfigurableEnvironment environment, PropertySource<?> source,
			String variable) {
		if (ATTACHED.equals(source.getName())) {
			return null;
		}
		try {
			Object value = source.getProperty(variable);
			return (value != null) ? setting(environment, variable, value, Origins.of(source, variable)) : null;
		}
		catch (RuntimeException ex) {
			return unobtainable(variable, Origins.scrub(source.getName()));
		}
	}

	private static @Nullable Setting canonical(ConfigurableEnvironment environment, ConfigurationPropertySource source,
			ConfigurationPropertyName name) {
		try {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return setting(environment, name.toString(), property.getValue(), Origins.of(property));
			}
			// Of a source that doesn't list its names, Spring Boot ignores failures.
			if (source.getUnderlyingSource() instanceof PropertySource<?> plain && !listsItsNames(plain)) {
				plain.getProperty(name.toString());
			}
			return null;
		}
		catch (RuntimeException ex) {
			return unobtainable(name.toString(), Origins.of(source));
		}
	}

	/**
	 * Whether there is a property source of which Spring Boot ignores failures.
	 * @param environment where to read
	 * @return whether one of the sources doesn't list its names
	 */
	static boolean mayFailInSilence(ConfigurableEnvironment environment) {
		return environment.getPropertySources().stream().anyMatch((source) -> !listsItsNames(source));
	}

	private static boolean listsItsNames(PropertySource<?> source) {
		return source instanceof EnumerablePropertySource || ATTACHED.equals(source.getName())
				|| source instanceof PropertySource.StubPropertySource || source instanceof RandomValuePropertySource;
	}

	/**
	 * Placeholders that can't be resolved, or go in a circle, mean nothing as they are.
	 */
	private static Setting setting(ConfigurableEnvironment environment, String name, Object value, String origin) {
		String text = value.toString();
		try {
			return new Setting(name, environment.resolveRequiredPlaceholders(text), origin, null);
		}
		catch (IllegalArgumentException ex) {
			return new Setting(name, text, origin, Failure.UNRESOLVED);
		}
		catch (RuntimeException ex) {
			return new Setting(name, text, origin, Failure.UNOBTAINABLE);
		}
	}

	private static Setting unobtainable(String name, String origin) {
		return new Setting(name, "", origin, Failure.UNOBTAINABLE);
	}

}
