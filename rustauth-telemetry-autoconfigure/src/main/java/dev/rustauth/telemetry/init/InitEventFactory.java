package dev.rustauth.telemetry.init;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;
import dev.rustauth.telemetry.detect.AdapterDetector;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.detect.DatabaseDetector;
import dev.rustauth.telemetry.detect.EnvironmentDetector;
import dev.rustauth.telemetry.detect.FrameworkDetector;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.detect.PackageManagerDetector;
import dev.rustauth.telemetry.detect.RuntimeDetector;
import dev.rustauth.telemetry.detect.SystemInfo;
import dev.rustauth.telemetry.detect.SystemInfoDetector;
import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Puts the {@code init} event together from the options and the detectors.
 * <p>
 * The parts are called one after the other on a daemon thread that ends with the event. A
 * part that throws or exceeds its time limit is {@code null}; one that never returns is
 * interrupted and abandoned. The limit is a second for a detector, and ten for options,
 * anonymous id, config and customizers, without which the event would be wrong. Nothing
 * is called before {@link #create} is subscribed.
 *
 * @since 0.1.0
 */
@Internal
public final class InitEventFactory implements InitEvent.Source {

	private final Parts parts;

	private final BooleanSupplier open;

	/**
	 * Make a factory.
	 * @param parts where the parts come from
	 * @param open whether the application is still open: what fails afterwards is not
	 * worth a warning
	 */
	public InitEventFactory(Parts parts, BooleanSupplier open) {
		this.parts = parts;
		this.open = open;
	}

	@Override
	public Mono<InitEvent> create(Scheduler timer) {
		return Mono.using(InitEventFactory::newExecutor,
				(executor) -> create(new TimeLimitedSteps(executor, timer, this.open)), ExecutorService::shutdownNow);
	}

	private static ExecutorService newExecutor() {
		return Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "rustauth-telemetry-init");
			thread.setDaemon(true);
			return thread;
		});
	}

	private Mono<InitEvent> create(TimeLimitedSteps steps) {
		Found found = new Found();
		return steps.runEssential(TimeLimitedSteps.OPTIONS, () -> found.options = this.parts.options().get())
			.then(steps.runEssential("anonymousId", () -> found.anonymousId = anonymousId(found)))
			.then(steps.run("runtime", () -> found.runtime = this.parts.runtime().get().detect()))
			.then(steps.run("database", () -> found.database = this.parts.database().get().detect()))
			.then(steps.run("framework", () -> found.framework = this.parts.framework().get().detect()))
			.then(steps.run("environment", () -> found.environment = this.parts.environment().get().detect()))
			.then(steps.run("systemInfo", () -> found.systemInfo = this.parts.systemInfo().get().detect()))
			.then(steps.run("packageManager", () -> found.packageManager = this.parts.packageManager().get().detect()))
			.then(steps.run("adapter", () -> found.adapter = adapter()))
			.then(steps.runEssential("config", () -> found.config = config(found)))
			.then(steps.runEssential(TimeLimitedSteps.CUSTOMIZERS, () -> found.payload = customized(found)))
			.then(Mono.fromSupplier(found::toEvent));
	}

	/**
	 * Without options the base URL is unknown, and an id without it would look like
	 * another deployment's.
	 */
	private String anonymousId(Found found) {
		RustAuthOptions options = found.options;
		return (options != null) ? this.parts.anonymousId().get().generate(options.baseUrl())
				: AnonymousIdGenerator.randomId();
	}

	private @Nullable String adapter() {
		String stated = this.parts.context().adapter();
		return (stated != null) ? stated : this.parts.adapter().get().detect();
	}

	private @Nullable Map<String, @Nullable Object> config(Found found) {
		RustAuthOptions options = found.options;
		if (options == null) {
			return null;
		}
		NamedVersion detected = found.database;
		Parts.Context context = this.parts.context();
		String database = (context.database() == null && detected != null) ? detected.name() : context.database();
		return ConfigSnapshot.of(options, database, found.adapter, context.oauth());
	}

	private Map<String, @Nullable Object> customized(Found found) {
		Map<String, @Nullable Object> payload = found.sections();
		if (this.parts.redaction() == Redaction.STRICT) {
			payload = StrictRedaction.of(payload);
		}
		for (InitPayloadCustomizer customizer : this.parts.customizers().get()) {
			customizer.customize(payload);
		}
		return payload;
	}

	/**
	 * The results so far: each step writes its own field. An abandoned step may still
	 * write later, hence the volatile fields; what it writes then is still a complete
	 * result.
	 */
	private static final class Found {

		private volatile @Nullable RustAuthOptions options;

		private volatile @Nullable String anonymousId;

		private volatile @Nullable NamedVersion runtime;

		private volatile @Nullable NamedVersion database;

		private volatile @Nullable NamedVersion framework;

		private volatile @Nullable String environment;

		private volatile @Nullable SystemInfo systemInfo;

		private volatile @Nullable NamedVersion packageManager;

		private volatile @Nullable String adapter;

		private volatile @Nullable Map<String, @Nullable Object> config;

		private volatile @Nullable Map<String, @Nullable Object> payload;

		JsonObject sections() {
			return new JsonObject().with("config", this.config)
				.with("runtime", json(this.runtime))
				.with("database", json(this.database))
				.with("framework", json(this.framework))
				.with("environment", this.environment)
				.with("systemInfo", json(this.systemInfo))
				.with("packageManager", json(this.packageManager));
		}

		InitEvent toEvent() {
			String anonymousId = this.anonymousId;
			return new InitEvent((anonymousId != null) ? anonymousId : AnonymousIdGenerator.randomId(), this.payload);
		}

		private static @Nullable JsonObject json(@Nullable NamedVersion detected) {
			return (detected != null)
					? new JsonObject().with("name", detected.name()).with("version", detected.version()) : null;
		}

		private static @Nullable JsonObject json(@Nullable SystemInfo info) {
			return (info != null) ? new JsonObject().with("deploymentVendor", info.deploymentVendor())
				.with("systemPlatform", info.systemPlatform())
				.with("systemRelease", info.systemRelease())
				.with("systemArchitecture", info.systemArchitecture())
				.with("cpuCount", info.cpuCount())
				.with("cpuModel", info.cpuModel())
				.with("cpuSpeed", info.cpuSpeed())
				.with("memory", info.memory())
				.with("isWSL", info.isWsl())
				.with("isDocker", info.isDocker())
				.with("isTTY", info.isTty())
				.with("isCI", info.isCi()) : null;
		}

	}

	/**
	 * Where the parts of the {@code init} event come from. Suppliers, because none of
	 * them may exist before the event is made.
	 *
	 * @param options the auth options, customizers applied
	 * @param anonymousId makes the pseudonym
	 * @param runtime detects the runtime
	 * @param database detects the database
	 * @param framework detects the framework
	 * @param environment detects the stage
	 * @param systemInfo detects the machine
	 * @param packageManager detects the build tool
	 * @param adapter detects the data access library; asked only when none is stated
	 * @param customizers have the last word on the payload
	 * @param context what the config snapshot says that the options don't hold
	 * @param redaction what becomes of free words before customizers see the payload
	 */
	public record Parts(Supplier<RustAuthOptions> options, Supplier<AnonymousIdGenerator> anonymousId,
			Supplier<RuntimeDetector> runtime, Supplier<DatabaseDetector> database,
			Supplier<FrameworkDetector> framework, Supplier<EnvironmentDetector> environment,
			Supplier<SystemInfoDetector> systemInfo, Supplier<PackageManagerDetector> packageManager,
			Supplier<AdapterDetector> adapter, Supplier<List<InitPayloadCustomizer>> customizers, Context context,
			Redaction redaction) {

		/**
		 * What the config snapshot says that the options don't hold.
		 *
		 * @param database name of the database, {@code null} to report the detected one
		 * @param adapter name of the data access library, {@code null} to report the
		 * detected one
		 * @param oauth whether social providers are reported
		 */
		public record Context(@Nullable String database, @Nullable String adapter, boolean oauth) {

		}

	}

}
