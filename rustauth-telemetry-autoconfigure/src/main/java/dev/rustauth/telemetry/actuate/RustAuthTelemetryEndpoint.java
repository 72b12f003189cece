package dev.rustauth.telemetry.actuate;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.DecisionReport;
import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DeliveryStatistics;
import dev.rustauth.telemetry.init.InitEvent;
import dev.rustauth.telemetry.secrets.SecretTripwire;

/**
 * Actuator endpoint that shows what was decided and why, what would be sent, and what
 * was. Changes nothing and sends nothing. Values of settings are not shown, except for
 * words that mean on or off and scheme, host and port of the endpoint.
 *
 * @since 0.1.0
 */
@Internal
@Endpoint(id = RustAuthTelemetryEndpoint.ID)
public class RustAuthTelemetryEndpoint {

	/** Id of the endpoint. */
	public static final String ID = "rustauthtelemetry";

	/** How many of the last events are kept. */
	static final int RECENT = 20;

	private final DeliveryControl control;

	private final ConfigurableApplicationContext context;

	private final Function<RustAuthTelemetryProperties, InitEvent.Source> init;

	private final Supplier<RustAuthTelemetryProperties> properties;

	private final Supplier<SecretTripwire> tripwire;

	/**
	 * Make an endpoint, which has the engine keep its last events from here on.
	 * @param control the telemetry to show
	 * @param context its application context
	 * @param init makes an {@code init} event that is not sent, with the settings that
	 * hold when it is asked for
	 */
	public RustAuthTelemetryEndpoint(DeliveryControl control, ConfigurableApplicationContext context,
			Function<RustAuthTelemetryProperties, InitEvent.Source> init) {
		this.control = control;
		this.context = context;
		this.init = init;
		// Nothing is read before it is asked for.
		this.properties = SingletonSupplier
			.of(() -> RustAuthTelemetryProperties.bind(context.getEnvironment()).value());
		this.tripwire = SingletonSupplier.of(() -> SecretTripwire.of(context.getEnvironment(), this.properties.get()));
		DeliveryStatistics statistics = statistics();
		if (statistics != null) {
			statistics.history().keep(RECENT);
		}
	}

	/**
	 * The decision with every rule, and what became of the events so far.
	 * @param whatIf variables and properties to decide with in place of the real ones,
	 * {@code null} for none
	 * @return the description
	 */
	@ReadOperation
	public Description describe(@Nullable WhatIf whatIf) {
		Map<String, String> values = (whatIf != null) ? whatIf.values() : Map.of();
		DeliveryStatistics statistics = statistics();
		return new Description(this.control.startedAs(), values.keySet().stream().sorted().toList(),
				DecisionReport.of(this.context, this.control::startedByTest, values),
				(statistics != null) ? DeliveryReport.of(statistics, this.tripwire.get()) : null);
	}

	private @Nullable DeliveryStatistics statistics() {
		return (this.control.engine() instanceof DeliveryEngine engine) ? engine.statistics() : null;
	}

	/**
	 * The bytes of events.
	 * @param part {@code init}: the body that would be posted now; {@code recent}: the
	 * last events that a sink got, oldest first, with what became of them
	 * @return the events as JSON
	 * @throws InvalidEndpointRequestException for any other part
	 */
	@ReadOperation(produces = "application/json")
	public Mono<byte[]> events(@Selector String part) {
		return switch (part) {
			case "init" -> init();
			case "recent" -> Mono.just(recent());
			default -> throw new InvalidEndpointRequestException("There is no such part",
					"There is no such part. Ask for init or recent");
		};
	}

	/**
	 * Detectors run on threads of their own, with time limits. Nothing waits for them
	 * here.
	 */
	private Mono<byte[]> init() {
		return Mono.using(() -> Schedulers.newSingle("rustauth-telemetry-preview", true), this::init,
				Scheduler::dispose);
	}

	private Mono<byte[]> init(Scheduler timer) {
		return this.init.apply(this.properties.get())
			.create(timer)
			.map((init) -> text().of(init))
			.onErrorResume(
					(failure) -> Mono.just(EventText.problem("It can't be made: " + failure.getClass().getName())));
	}

	private byte[] recent() {
		DeliveryStatistics statistics = statistics();
		return text().of((statistics != null) ? statistics.history().recent() : List.of());
	}

	private EventText text() {
		return new EventText(this.tripwire.get(),
				(int) this.properties.get().getDelivery().getMaxEventSize().toBytes());
	}

	/**
	 * What the endpoint shows.
	 *
	 * @param startedAs what was decided at the start, which holds until the application
	 * ends; {@code null} if the start of telemetry failed
	 * @param whatIf names of the variables and properties that were asked about
	 * @param decision the decision with every rule, with these values if there are any
	 * @param delivery the outcome of the events so far, {@code null} while telemetry is
	 * off
	 */
	public record Description(@Nullable DecisionCode startedAs, List<String> whatIf, DecisionReport decision,
			@Nullable DeliveryReport delivery) implements OperationResponseBody {

	}

}
