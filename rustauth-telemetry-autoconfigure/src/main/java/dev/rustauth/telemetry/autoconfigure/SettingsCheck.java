package dev.rustauth.telemetry.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Bindable.BindRestriction;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * Finds the settings under {@code rustauth.telemetry} that can't be used: those that
 * don't convert to their type, and those outside their range. Asked only when telemetry
 * would otherwise be on.
 */
final class SettingsCheck {

	private final ConfigurableEnvironment environment;

	SettingsCheck(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	List<Problem> problems(RustAuthTelemetryProperties properties) {
		List<Problem> problems = new ArrayList<>(unreadable());
		checkRange(problems, properties);
		checkHeaders(problems, properties.http().headers());
		return problems;
	}

	private List<Problem> unreadable() {
		UnreadableValues unreadable = new UnreadableValues();
		// The restriction keeps the variable RUSTAUTH_TELEMETRY, which Spring maps onto
		// the prefix, from being converted.
		Bindable<RustAuthTelemetryProperties> target = Bindable.of(RustAuthTelemetryProperties.class)
			.withBindRestrictions(BindRestriction.NO_DIRECT_PROPERTY);
		Binder.get(this.environment).bind(RustAuthTelemetryProperties.PREFIX, target, unreadable);
		return unreadable.problems;
	}

	private void checkRange(List<Problem> problems, RustAuthTelemetryProperties properties) {
		RustAuthTelemetryProperties.Http http = properties.http();
		RustAuthTelemetryProperties.Delivery delivery = properties.delivery();
		RustAuthTelemetryProperties.Retry retry = delivery.retry();
		positive(problems, "http.connect-timeout", http.connectTimeout());
		positive(problems, "http.request-timeout", http.requestTimeout());
		positive(problems, "delivery.retry.initial-backoff", retry.initialBackoff());
		positive(problems, "delivery.retry.max-backoff", retry.maxBackoff());
		positive(problems, "delivery.retry.deadline", retry.deadline());
		if (delivery.shutdownTimeout().isNegative()) {
			problems.add(problem("delivery.shutdown-timeout", "is negative", "write a duration such as 2s"));
		}
		between(problems, "delivery.queue-capacity", delivery.queueCapacity(), 1, 1 << 20);
		between(problems, "delivery.concurrency", delivery.concurrency(), 1, 64);
		between(problems, "delivery.retry.max-attempts", retry.maxAttempts(), 1, 1000);
		DataSize size = delivery.maxEventSize();
		if (size.toBytes() < 1 || size.toBytes() > DataSize.ofMegabytes(64).toBytes()) {
			problems.add(problem("delivery.max-event-size", "is out of range", "write a size from 1B to 64MB"));
		}
	}

	private void positive(List<Problem> problems, String key, Duration value) {
		if (value.isZero() || value.isNegative()) {
			problems.add(problem(key, "is not positive", "write a duration such as 2s or 500ms"));
		}
	}

	private void between(List<Problem> problems, String key, int value, int low, int high) {
		if (value < low || value > high) {
			problems.add(problem(key, "is out of range", "write a number from " + low + " to " + high));
		}
	}

	private void checkHeaders(List<Problem> problems, Map<String, String> headers) {
		headers.forEach((name, value) -> {
			boolean token = !name.isEmpty() && name.chars().allMatch(SettingsCheck::isTokenCharacter);
			boolean text = value.chars().noneMatch((character) -> character < ' ' && character != '\t');
			if (!token || !text) {
				problems.add(problem("http.headers", "has an entry that is no HTTP header",
						"use letters, digits and hyphens in names, and no line break in values"));
			}
		});
	}

	/**
	 * Characters of a header name: {@code token} of RFC 9110, section 5.6.2.
	 */
	private static boolean isTokenCharacter(int character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || "!#$%&'*+-.^_`|~".indexOf(character) >= 0;
	}

	private Problem problem(String key, String problem, String remedy) {
		String name = RustAuthTelemetryProperties.PREFIX + "." + key;
		TelemetryVariable.Setting setting = TelemetryVariable.first(this.environment, null, name);
		return new Problem((setting != null) ? setting.toString() : name, problem, remedy);
	}

	/**
	 * Keeps going where binding stops, and remembers where that was.
	 */
	private static final class UnreadableValues extends AbstractBindHandler {

		private final List<Problem> problems = new ArrayList<>();

		@Override
		public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Exception error) {
			ConfigurationProperty property = context.getConfigurationProperty();
			if (property != null && property.getName().equals(name)) {
				Origin origin = property.getOrigin();
				this.problems.add(new Problem(name + ((origin != null) ? " (" + origin + ")" : ""), "can't be read",
						"write " + expected(target)));
			}
			return null;
		}

		private static String expected(Bindable<?> target) {
			Class<?> type = target.getType().resolve(Object.class);
			if (type == Boolean.class) {
				return "true or false";
			}
			if (type == Duration.class) {
				return "a duration such as 10s or 500ms";
			}
			if (type == DataSize.class) {
				return "a size such as 64KB";
			}
			if (type == Integer.class) {
				return "a whole number";
			}
			if (type.isEnum()) {
				List<String> words = new ArrayList<>();
				for (Object constant : type.getEnumConstants()) {
					words.add(constant.toString().toLowerCase(Locale.ROOT));
				}
				return String.join(" or ", words);
			}
			return "a value of type " + type.getSimpleName();
		}

	}

}
