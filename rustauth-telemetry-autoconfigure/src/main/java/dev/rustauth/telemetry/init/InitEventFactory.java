package dev.rustauth.telemetry.init;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.Redaction;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.detect.SystemInfo;
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
public final class InitEventFactory implements InitEventSource {

	private final InitParts parts;

	/**
	 * Make a factory.
	 * @param parts where the parts come from
	 */
	public InitEventFactory(InitParts parts) {
		this.parts = parts;
	}

	@Override
	public Mono<InitEvent> create(Scheduler timer) {
		return Mono.using(InitEventFactory::newExecutor, (executor) -> create(new TimeLimitedSteps(executor, timer)),
				ExecutorService::shutdownNow);
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
		InitParts.Context context = this.parts.context();
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

		Map<String, @Nullable Object> sections() {
			Map<String, @Nullable Object> sections = new LinkedHashMap<>();
			sections.put("config", this.config);
			sections.put("runtime", json(this.runtime));
			sections.put("database", json(this.database));
			sections.put("framework", json(this.framework));
			sections.put("environment", this.environment);
			sections.put("systemInfo", json(this.systemInfo));
			sections.put("packageManager", json(this.packageManager));
			return sections;
		}

		InitEvent toEvent() {
			String anonymousId = this.anonymousId;
			return new InitEvent((anonymousId != null) ? anonymousId : AnonymousIdGenerator.randomId(), this.payload);
		}

		private static @Nullable Map<String, @Nullable Object> json(@Nullable NamedVersion detected) {
			if (detected == null) {
				return null;
			}
			Map<String, @Nullable Object> json = new LinkedHashMap<>();
			json.put("name", detected.name());
			json.put("version", detected.version());
			return json;
		}

		private static @Nullable Map<String, @Nullable Object> json(@Nullable SystemInfo info) {
			if (info == null) {
				return null;
			}
			Map<String, @Nullable Object> json = new LinkedHashMap<>();
			json.put("deploymentVendor", info.deploymentVendor());
			json.put("systemPlatform", info.systemPlatform());
			json.put("systemRelease", info.systemRelease());
			json.put("systemArchitecture", info.systemArchitecture());
			json.put("cpuCount", info.cpuCount());
			json.put("cpuModel", info.cpuModel());
			json.put("cpuSpeed", info.cpuSpeed());
			json.put("memory", info.memory());
			json.put("isWSL", info.isWsl());
			json.put("isDocker", info.isDocker());
			json.put("isTTY", info.isTty());
			json.put("isCI", info.isCi());
			return json;
		}

	}

}
