package dev.rustauth.telemetry.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Bindable.BindRestriction;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.util.PropertyPlaceholderHelper;
import org.springframework.util.SystemPropertyUtils;
import org.springframework.util.unit.DataSize;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.Setting.Failure;

/**
 * Has Spring Boot bind what can be read, and remembers what can't: goes on where binding
 * would stop. Empty is unset, for sections and maps as for single values.
 *
 * @since 0.1.0
 */
@Internal
public final class ProblemCollectingBindHandler extends AbstractBindHandler {

	/** Spring Boot's own leaves a placeholder that nothing resolves as it is. */
	private static final PropertyPlaceholderHelper PLACEHOLDERS = new PropertyPlaceholderHelper(
			SystemPropertyUtils.PLACEHOLDER_PREFIX, SystemPropertyUtils.PLACEHOLDER_SUFFIX,
			SystemPropertyUtils.VALUE_SEPARATOR, SystemPropertyUtils.ESCAPE_CHARACTER, false);

	/** What to write, by type. */
	private static final Map<Class<?>, String> EXPECTED = Map.of(Boolean.class, "true or false", Integer.class,
			"a whole number", Long.class, "a whole number", Duration.class, "a duration such as 10s or 500ms",
			DataSize.class, "a size such as 64KB");

	private final List<ConfigurationProblem> found = new ArrayList<>();

	private final ConfigurableEnvironment environment;

	private final boolean refuseNegative;

	private final boolean mayFailInSilence;

	/** A name at which a value has a meaning of its own. */
	private final ConfigurationPropertyName root;

	private ProblemCollectingBindHandler(ConfigurableEnvironment environment, ConfigurationPropertyName root,
			boolean refuseNegative) {
		super(BindHandler.DEFAULT);
		this.environment = environment;
		this.root = root;
		this.refuseNegative = refuseNegative;
		this.mayFailInSilence = PropertyReader.mayFailInSilence(environment);
	}

	/**
	 * Bind, and keep the default of each value that can't be read.
	 * @param <T> type of the settings
	 * @param environment where the settings are
	 * @param prefix what their names begin with
	 * @param type a record or a JavaBean
	 * @param refuseNegative whether a negative number or duration counts as unreadable
	 * @return the settings, and what can't be read of them
	 */
	static <T> Bound<T> bind(ConfigurableEnvironment environment, String prefix, Class<T> type,
			boolean refuseNegative) {
		ConfigurationPropertyName root = ConfigurationPropertyName.of(prefix);
		ProblemCollectingBindHandler handler = new ProblemCollectingBindHandler(environment, root, refuseNegative);
		Binder binder = new Binder(PropertyReader.adapted(environment),
				new PropertySourcesPlaceholdersResolver(environment.getPropertySources(), PLACEHOLDERS));
		// The restriction keeps the variable RUSTAUTH_TELEMETRY, which Spring maps onto
		// the prefix, from being converted.
		T value = binder.bindOrCreate(root, Bindable.of(type).withBindRestrictions(BindRestriction.NO_DIRECT_PROPERTY),
				handler);
		return new Bound<>(value, List.copyOf(handler.found));
	}

	/**
	 * Spring Boot says nothing of a value where a section is expected, such as
	 * {@code session: 7d} in place of {@code session.expires-in: 7d}; and a section that
	 * is set to nothing in one place would hide what other places say below it.
	 */
	@Override
	public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		if (!isSection(target) || name.equals(this.root)) {
			addSilentFailure(name);
			return target;
		}
		Setting setting = PropertyReader.first(this.environment, null, name);
		if (setting != null && !setting.isBlank()) {
			add(setting.asProblem("can't be read", "write " + expected(name, target)));
		}
		return target.withBindRestrictions(BindRestriction.NO_DIRECT_PROPERTY);
	}

	private void addSilentFailure(ConfigurationPropertyName name) {
		Setting setting = (this.mayFailInSilence) ? PropertyReader.first(this.environment, null, name) : null;
		if (setting != null && setting.failure() == Failure.UNOBTAINABLE) {
			add(Failure.UNOBTAINABLE.of(name.toString(), setting.origin()));
		}
	}

	private static boolean isSection(Bindable<?> target) {
		Class<?> type = target.getType().resolve(Object.class);
		return type.isRecord() || (type.getEnclosingClass() == RustAuthTelemetryProperties.class && !type.isEnum());
	}

	private static boolean isBlank(ConfigurationProperty property) {
		return property.getValue().toString().isBlank();
	}

	@Override
	public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
		if (this.refuseNegative && isNegative(result)) {
			ConfigurationProperty property = context.getConfigurationProperty();
			if (property != null && property.getName().equals(name)) {
				add(property, "is negative", target);
			}
		}
		return result;
	}

	private static boolean isNegative(Object value) {
		return (value instanceof Duration duration && duration.isNegative())
				|| (value instanceof Number number && number.doubleValue() < 0);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) {
		ConfigurationProperty property = context.getConfigurationProperty();
		Setting setting = PropertyReader.first(this.environment, null, name);
		if (setting != null && setting.failure() != null) {
			add(setting.failure().of(name.toString(), setting.origin()));
		}
		else if (property == null || !property.getName().equals(name)) {
			addUnlessNamed(name);
		}
		else if (!isBlank(property)) {
			add(property, "can't be read", target);
		}
		return null;
	}

	/**
	 * A section that refuses a value fails under its own name, too; the value is named
	 * already. An entry of a map fails under the name of the map.
	 */
	private void addUnlessNamed(ConfigurationPropertyName name) {
		if (this.found.stream().noneMatch((known) -> known.setting().startsWith(name.toString()))) {
			add(PropertyReader.below(this.environment, name)
				.flatMap((entry) -> Stream.ofNullable(PropertyReader.first(this.environment, null, entry)))
				.flatMap((setting) -> Stream.ofNullable(setting.problem()))
				.findFirst()
				.orElseGet(() -> Failure.UNOBTAINABLE.of(name.toString(), null)));
		}
	}

	private void add(ConfigurationProperty property, String problem, Bindable<?> target) {
		add(new ConfigurationProblem(property.getName().toString(), Origins.of(property), problem,
				"write " + expected(property.getName(), target)));
	}

	private void add(ConfigurationProblem problem) {
		if (this.found.stream().noneMatch((known) -> known.setting().equals(problem.setting()))) {
			this.found.add(problem);
		}
	}

	private static String expected(ConfigurationPropertyName name, Bindable<?> target) {
		Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target.getType().resolve(Object.class));
		if (EXPECTED.containsKey(type)) {
			return EXPECTED.get(type);
		}
		if (type.isEnum()) {
			return Stream.of(type.getEnumConstants())
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
				.collect(Collectors.joining(" or "));
		}
		if (isSection(target) || Map.class.isAssignableFrom(type)) {
			return "the properties below it, " + name + ".…";
		}
		return "a value of type " + type.getSimpleName();
	}

	/**
	 * What was bound.
	 *
	 * @param value what could be read, with defaults for the rest
	 * @param problems what couldn't
	 * @param <T> type of the value
	 */
	public record Bound<T>(T value, List<ConfigurationProblem> problems) {

	}

}
