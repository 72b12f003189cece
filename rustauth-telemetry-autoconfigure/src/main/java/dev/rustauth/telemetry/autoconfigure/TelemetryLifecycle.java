package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.util.function.SingletonSupplier;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.compatibility.SpringBootVersionCheck;
import dev.rustauth.telemetry.config.FailureKinds;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.config.TestEnvironment;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.TelemetryDecision;
import dev.rustauth.telemetry.decision.TelemetryMisconfiguredException;
import dev.rustauth.telemetry.delivery.DeliveryControl;

/**
 * Ties the engine to its application context: starts it when the application is ready,
 * flushes when the context closes.
 * <p>
 * The decision is made when this object is created. Listeners of a parent also receive
 * the events of other contexts, which are recognised by identity. The flush happens in a
 * lifecycle phase in which web servers have answered their last request and everything
 * that a sink may need still works. It doesn't block the thread that closes the context.
 * <p>
 * The marker interface keeps the application's aspects away from this class; all of
 * Spring's auto-proxying respects it. The class isn't final nevertheless, because other
 * things create proxies of beans.
 */
class TelemetryLifecycle implements ApplicationListener<ApplicationEvent>, SmartLifecycle, DisposableBean,
		DeliveryControl, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private final ConfigurableApplicationContext context;

	/**
	 * Only the thread of the start can tell, so the first answer is kept. A reference to
	 * the method would load its class before it is asked for.
	 */
	private final SingletonSupplier<Boolean> calledFromTest = SingletonSupplier
		.of(() -> TestEnvironment.calledFromTest());

	private volatile @Nullable TelemetryDecision decision;

	private volatile @Nullable RunningTelemetry running;

	private volatile boolean begun;

	private volatile boolean closing;

	private volatile boolean paused;

	TelemetryLifecycle(ConfigurableApplicationContext context) {
		this.context = context;
		prepare(context);
	}

	private void prepare(ConfigurableApplicationContext context) {
		try {
			TelemetryDecision decision = TelemetryDecision.of(context, this::startedByTest);
			this.decision = decision;
			decision.failIfMisconfigured(context);
			RustAuthTelemetryProperties properties = decision.properties();
			if (!decision.code().isOn() || properties == null) {
				decision.log(logger, "");
				return;
			}
			TelemetryEngineFactory factory = new TelemetryEngineFactory(context,
					new ContextHierarchy(context, this::startedByTest), properties);
			this.running = factory.telemetry(factory.destination(decision));
		}
		catch (TelemetryMisconfiguredException ex) {
			throw ex;
		}
		catch (RuntimeException | LinkageError ex) {
			failed(ex);
		}
	}

	private static void failed(Throwable failure) {
		logger.warn("RustAuth telemetry is off: it failed to start with " + failure.getClass().getName()
				+ ". The application is not affected");
		warnOfUnsupportedLine();
		logger.debug("Why RustAuth telemetry failed to start: " + FailureKinds.of(failure));
	}

	private static void warnOfUnsupportedLine() {
		String doubt = SpringBootVersionCheck.doubt(SpringBootVersion.getVersion());
		if (doubt != null) {
			logger.warn(doubt);
		}
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ContextClosedEvent closed && closed.getApplicationContext() == this.context) {
			this.closing = true;
		}
		RunningTelemetry running = this.running;
		if (running == null) {
			return;
		}
		if (event instanceof ContextRefreshedEvent && event.getSource() != this.context
				&& event.getSource() instanceof ConfigurableApplicationContext below) {
			joined(running, below);
		}
		else if (DeliveryControl.isComplete(event, this.context)) {
			begin(running);
		}
	}

	/**
	 * A context below was created. Before {@code init} is sent its objection counts;
	 * afterwards an objection stops all further sending.
	 */
	private void joined(RunningTelemetry running, ConfigurableApplicationContext below) {
		running.contexts().add(below);
		if (this.begun) {
			heed(running, () -> running.contexts().belatedObjection(below, decided()));
		}
	}

	private void begin(RunningTelemetry running) {
		if (!this.begun && heed(running, () -> running.contexts().objection(decided()))) {
			announce(running);
			running.start();
		}
	}

	private boolean heed(RunningTelemetry running, Supplier<@Nullable TelemetryDecision> objections) {
		TelemetryDecision objection;
		try {
			objection = objections.get();
		}
		catch (RuntimeException | LinkageError ex) {
			turnOff(running);
			failed(ex);
			return false;
		}
		if (objection != null) {
			this.decision = objection;
			turnOff(running);
			objection.log(logger, "");
		}
		return objection == null;
	}

	private void turnOff(RunningTelemetry running) {
		this.running = null;
		running.abort();
	}

	/**
	 * Logged when telemetry starts, so not for a context that fails earlier.
	 */
	private void announce(RunningTelemetry running) {
		this.begun = true;
		decided().log(logger, running.destination());
		warnOfUnsupportedLine();
		decided().warnOfOpenCredentials(logger);
	}

	private TelemetryDecision decided() {
		return Objects.requireNonNull(this.decision);
	}

	@Override
	public boolean isOn() {
		return this.running != null;
	}

	@Override
	public String explanation() {
		TelemetryDecision decision = this.decision;
		return (decision != null) ? decision.explain() : "it failed to start; the log has the reason";
	}

	@Override
	public @Nullable DecisionCode startedAs() {
		TelemetryDecision decision = this.decision;
		return (decision != null) ? decision.code() : null;
	}

	@Override
	public boolean startedByTest() {
		return this.calledFromTest.obtain();
	}

	@Override
	public @Nullable TelemetryPublisher engine() {
		RunningTelemetry running = this.running;
		return (running != null) ? running.engine() : null;
	}

	@Override
	public CompletableFuture<Map<String, @Nullable Object>> config() {
		RunningTelemetry running = this.running;
		return (running != null) ? running.config() : CompletableFuture.completedFuture(Map.of());
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public void start() {
		// The first time, the engine starts when the application is ready, which is
		// later.
		RunningTelemetry running = this.running;
		if (this.paused && running != null) {
			this.paused = false;
			running.resume();
		}
	}

	@Override
	public void stop() {
		// Called with a callback instead.
	}

	/**
	 * Flush. If the context isn't about to close, such as before a checkpoint, what
	 * couldn't be delivered is kept for the next {@link #start}.
	 */
	@Override
	public void stop(Runnable callback) {
		RunningTelemetry running = this.running;
		if (running == null) {
			callback.run();
			return;
		}
		if (this.closing && !this.begun && running.isWaiting()) {
			announce(running);
		}
		this.paused = true;
		running.stop(this.closing, callback);
	}

	/**
	 * After a pause, Spring has to start this bean again, and at the close it still has
	 * to stop it.
	 */
	@Override
	public boolean isRunning() {
		return this.running != null && (this.closing || !this.paused);
	}

	@Override
	public int getPhase() {
		return 0;
	}

	/**
	 * For a context that failed before its lifecycle started, or that doesn't wait for
	 * the stop.
	 */
	@Override
	public void destroy() {
		RunningTelemetry running = this.running;
		if (running != null) {
			running.abort();
		}
	}

}
