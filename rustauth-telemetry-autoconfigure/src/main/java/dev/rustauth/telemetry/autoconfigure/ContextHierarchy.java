package dev.rustauth.telemetry.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.BeanCandidates;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.TelemetryDecision;
import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;

/**
 * The application context that owns the telemetry, with the contexts below it. Those are
 * created after it and may differ: by an opt-out, another sink, or customizers of
 * {@code init}.
 */
final class ContextHierarchy {

	private final ConfigurableApplicationContext owner;

	private final BooleanSupplier calledFromTest;

	private final List<ConfigurableApplicationContext> below = new CopyOnWriteArrayList<>();

	ContextHierarchy(ConfigurableApplicationContext owner, BooleanSupplier calledFromTest) {
		this.owner = owner;
		this.calledFromTest = calledFromTest;
	}

	void add(ConfigurableApplicationContext context) {
		this.below.removeIf((known) -> !known.isActive());
		this.below.add(context);
	}

	/**
	 * The context whose beans {@code init} is created with: the last application below
	 * the owner, which sees the beans of all contexts above it.
	 */
	ConfigurableApplicationContext lowest() {
		ConfigurableApplicationContext lowest = this.owner;
		for (ConfigurableApplicationContext context : this.below) {
			lowest = (DeliveryControl.isSpringApplication(context)) ? context : lowest;
		}
		return lowest;
	}

	/**
	 * Beans of all contexts, in order, each once.
	 */
	<T> List<T> all(Class<T> type) {
		return Stream
			.concat(this.below.stream().filter(ConfigurableApplicationContext::isActive), Stream.of(this.owner))
			.flatMap((context) -> context.getBeanProvider(type).orderedStream(ObjectProvider.UNFILTERED))
			.distinct()
			.toList();
	}

	/**
	 * The first objection of a context below to the telemetry of the owner.
	 * @param decided what the owner decided
	 * @return the first objection, {@code null} if there is none
	 */
	@Nullable TelemetryDecision objection(TelemetryDecision decided) {
		return this.below.stream()
			.flatMap((context) -> Stream.ofNullable(objection(context, decided)))
			.findFirst()
			.orElse(null);
	}

	/**
	 * The same of one context.
	 */
	@Nullable TelemetryDecision objection(ConfigurableApplicationContext context, TelemetryDecision decided) {
		TelemetryDecision theirs = TelemetryDecision.of(context, this.calledFromTest);
		if (!theirs.code().isOn()) {
			return theirs;
		}
		List<String> sinks = BeanCandidates.of(context.getBeanFactory(), TelemetrySink.class);
		boolean same = theirs.code() == decided.code()
				&& String.valueOf(theirs.endpoint()).equals(String.valueOf(decided.endpoint()))
				&& sinks.equals(BeanCandidates.of(this.owner.getBeanFactory(), TelemetrySink.class))
				&& sinks.stream().noneMatch(context.getBeanFactory()::containsLocalBean);
		return (same) ? null : misconfigured(context, "has another destination than the context above it",
				"define the sink or endpoint there");
	}

	/**
	 * The objection of a context that was created after {@code init} was sent.
	 */
	@Nullable TelemetryDecision belatedObjection(ConfigurableApplicationContext context, TelemetryDecision decided) {
		boolean customizes = Stream.of(InitPayloadCustomizer.class, RustAuthOptionsCustomizer.class)
			.anyMatch((type) -> context.getBeanFactory().getBeanNamesForType(type, true, false).length > 0);
		return (customizes)
				? misconfigured(context,
						"has an InitPayloadCustomizer or RustAuthOptionsCustomizer, "
								+ "and started after the event 'init' was made",
						"define it in the context above")
				: objection(context, decided);
	}

	private static TelemetryDecision misconfigured(ConfigurableApplicationContext context, String problem,
			String remedy) {
		return TelemetryDecision.off(DecisionCode.OFF_MISCONFIGURED, List
			.of(new ConfigurationProblem("The context '" + context.getDisplayName() + "'", null, problem, remedy)));
	}

}
