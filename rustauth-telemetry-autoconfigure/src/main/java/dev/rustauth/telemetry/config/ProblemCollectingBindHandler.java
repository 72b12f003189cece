package dev.rustauth.telemetry.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Bindable.BindRestriction;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * Binds what can be read, and remembers what can't: keeps going where binding stops.
 */
public final class ProblemCollectingBindHandler extends AbstractBindHandler {

	private final List<ConfigurationProblem> found = new ArrayList<>();

	private final boolean refuseNegative;

	/** A record's name at which a value has a meaning of its own. */
	private final ConfigurationPropertyName root;

	private ProblemCollectingBindHandler(boolean refuseNegative, ConfigurationPropertyName root) {
		super(BindHandler.DEFAULT);
		this.refuseNegative = refuseNegative;
		this.root = root;
	}

	/**
	 * Bind, and keep the default of each value that can't be read.
	 * @param refuseNegative whether a negative number or duration counts as unreadable
	 */
	public static <T> Bound<T> bind(ConfigurableEnvironment environment, String prefix, Class<T> type,
			boolean refuseNegative) {
		ProblemCollectingBindHandler handler = new ProblemCollectingBindHandler(refuseNegative,
				ConfigurationPropertyName.of(prefix));
		// The restriction keeps the variable RUSTAUTH_TELEMETRY, which Spring maps onto
		// the prefix, from being converted.
		Bindable<T> target = Bindable.of(type).withBindRestrictions(BindRestriction.NO_DIRECT_PROPERTY);
		T value = Binder.get(environment).bindOrCreate(prefix, target, handler);
		return new Bound<>(value, List.copyOf(handler.found));
	}

	/**
	 * Bind one value, or the record below a name.
	 * @param problems where to put what can't be read
	 * @return {@code null} if nothing could be bound
	 */
	public static <T> @Nullable T bind(ConfigurableEnvironment environment, ConfigurationPropertyName name,
			Class<T> type, List<ConfigurationProblem> problems) {
		ProblemCollectingBindHandler handler = new ProblemCollectingBindHandler(false, ConfigurationPropertyName.EMPTY);
		BindResult<T> result = Binder.get(environment).bind(name, Bindable.of(type), handler);
		problems.addAll(handler.found);
		return (result.isBound()) ? result.get() : null;
	}

	/**
	 * Spring Boot says nothing of a value where a record is expected, such as
	 * {@code session: 7d} in place of {@code session.expires-in: 7d}.
	 */
	@Override
	public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		if (target.getType().resolve(Object.class).isRecord() && !name.equals(this.root)) {
			for (ConfigurationPropertySource source : context.getSources()) {
				ConfigurationProperty property = source.getConfigurationProperty(name);
				if (property != null && !property.getValue().toString().isBlank()) {
					add(property, "can't be read", target);
					return target;
				}
			}
		}
		return target;
	}

	@Override
	public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
		if (this.refuseNegative && isNegative(result)) {
			add(name, context, "is negative", target);
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
		add(name, context, "can't be read", target);
		return null;
	}

	private void add(ConfigurationPropertyName name, BindContext context, String problem, Bindable<?> target) {
		ConfigurationProperty property = context.getConfigurationProperty();
		// A record that refuses a value fails under its own name, too; the value is named
		// already.
		if (property != null && property.getName().equals(name)
				&& this.found.stream().noneMatch((known) -> known.setting().equals(name.toString()))) {
			add(property, problem, target);
		}
	}

	private void add(ConfigurationProperty property, String problem, Bindable<?> target) {
		this.found.add(new ConfigurationProblem(property.getName().toString(), PropertyReader.describe(property),
				problem, "write " + expected(property.getName(), target)));
	}

	private static String expected(ConfigurationPropertyName name, Bindable<?> target) {
		Class<?> type = target.getType().resolve(Object.class);
		if (type == Boolean.class || type == boolean.class) {
			return "true or false";
		}
		if (type == Duration.class) {
			return "a duration such as 10s or 500ms";
		}
		if (type == DataSize.class) {
			return "a size such as 64KB";
		}
		if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
			return "a whole number";
		}
		if (type.isEnum()) {
			List<String> words = new ArrayList<>();
			for (Object constant : type.getEnumConstants()) {
				words.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
			}
			return String.join(" or ", words);
		}
		if (type.isRecord() || Map.class.isAssignableFrom(type)) {
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
