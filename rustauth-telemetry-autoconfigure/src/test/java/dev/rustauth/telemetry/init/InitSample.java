package dev.rustauth.telemetry.init;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;
import dev.rustauth.telemetry.detect.Detectors;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.detect.SystemInfo;
import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * An {@code init} event in the making: what goes in can be changed, what comes out is
 * made by the real factory.
 */
final class InitSample {

	private static final Map<String, BiConsumer<InitSample, String>> PLANTS = new LinkedHashMap<>();

	static {
		String config = "payload.config.";
		PLANTS.put(config + "database", (sample, text) -> sample.contextDatabase = text);
		PLANTS.put(config + "adapter", (sample, text) -> sample.contextAdapter = text);
		PLANTS.put(config + "socialProviders[].id", (sample, text) -> sample.options.socialProvider(text));
		PLANTS.put(config + "socialProviders[].prompt",
				(sample, text) -> sample.options.socialProvider("github", (provider) -> provider.prompt(text)));
		PLANTS.put(config + "socialProviders[].scope",
				(sample, text) -> sample.options.socialProvider("github", (provider) -> provider.scope("email", text)));
		PLANTS.put(config + "plugins", (sample, text) -> sample.options.plugins("passkey", text));
		PLANTS.put(config + "user.fields", (sample, text) -> sample.options.user((user) -> user.field(text, "column")));
		PLANTS.put(config + "user.additionalFields",
				(sample, text) -> sample.options.user((user) -> user.additionalField(text, (field) -> {
				})));
		PLANTS.put(config + "verification.fields",
				(sample, text) -> sample.options.verification((table) -> table.field(text, "column")));
		PLANTS.put(config + "session.fields",
				(sample, text) -> sample.options.session((session) -> session.field(text, "column")));
		PLANTS.put(config + "session.additionalFields",
				(sample, text) -> sample.options.session((session) -> session.additionalField(text, (field) -> {
				})));
		PLANTS.put(config + "account.fields",
				(sample, text) -> sample.options.account((account) -> account.field(text, "column")));
		PLANTS.put(config + "account.accountLinking.trustedProviders", (sample, text) -> sample.options
			.account((account) -> account.accountLinking((linking) -> linking.trustedProviders("google", text))));
		PLANTS.put(config + "advanced.ipAddress.ipAddressHeaders", (sample, text) -> sample.options
			.advanced((advanced) -> advanced.ipAddress((address) -> address.ipAddressHeaders("forwarded", text))));
		PLANTS.put(config + "advanced.cookieAttributes.sameSite", (sample, text) -> sample.options
			.advanced((advanced) -> advanced.cookieAttributes((cookie) -> cookie.sameSite(text))));
		PLANTS.put(config + "advanced.cookieAttributes.path", (sample, text) -> sample.options
			.advanced((advanced) -> advanced.cookieAttributes((cookie) -> cookie.path(text))));
		for (String section : List.of("runtime", "database", "framework", "packageManager")) {
			PLANTS.put("payload." + section + ".name", (sample, text) -> sample.named.compute(section,
					(key, named) -> new NamedVersion(text, named.version())));
			PLANTS.put("payload." + section + ".version", (sample, text) -> sample.named.compute(section,
					(key, named) -> new NamedVersion(named.name(), text)));
		}
		PLANTS.put("payload.environment", (sample, text) -> sample.stage = text);
		for (String key : List.of("deploymentVendor", "systemPlatform", "systemRelease", "systemArchitecture",
				"cpuModel")) {
			PLANTS.put("payload.systemInfo." + key, (sample, text) -> sample.system.put(key, text));
		}
	}

	final RustAuthOptions.Builder options;

	private final Map<String, NamedVersion> named = new LinkedHashMap<>();

	private final Map<String, String> system = new LinkedHashMap<>();

	private @Nullable String contextDatabase = "postgresql";

	private @Nullable String contextAdapter = "jdbc";

	private String stage = "production";

	private InitSample(RustAuthOptions options) {
		this.options = options.toBuilder();
		this.named.put("runtime", new NamedVersion("java", "21.0.2"));
		this.named.put("database", new NamedVersion("postgresql", "42.7.4"));
		this.named.put("framework", new NamedVersion("spring-boot", "4.1.0"));
		this.named.put("packageManager", new NamedVersion("maven", "3.9.9"));
		this.system.putAll(Map.of("deploymentVendor", "fly-io", "systemPlatform", "linux", "systemRelease",
				"6.8.0-1018-aws", "systemArchitecture", "x86_64", "cpuModel", "AMD EPYC 7R13"));
	}

	/**
	 * Everything that can be there is there.
	 */
	static InitSample maximal() {
		return new InitSample(ConfigSamples.everyOption());
	}

	/**
	 * Put a text where the registry says that any text may be.
	 */
	InitSample plant(String path, String text) {
		PLANTS.get(path).accept(this, text);
		return this;
	}

	/**
	 * The paths that {@link #plant} knows.
	 */
	static Iterable<String> places() {
		return PLANTS.keySet();
	}

	Map<String, @Nullable Object> event(Redaction redaction, InitPayloadCustomizer... customizers) {
		RustAuthOptions options = this.options.baseUrl("https://app.example.com").build();
		SystemInfo info = new SystemInfo(this.system.get("deploymentVendor"), this.system.get("systemPlatform"),
				this.system.get("systemRelease"), this.system.get("systemArchitecture"), 8, this.system.get("cpuModel"),
				2650, 17_179_869_184L, false, true, false, false);
		return event(new InitEventFactory.Parts(() -> options,
				() -> Detectors.anonymousId(new StandardEnvironment(), getClass().getClassLoader(), "my-app", null),
				() -> () -> this.named.get("runtime"), () -> () -> this.named.get("database"),
				() -> () -> this.named.get("framework"), () -> () -> this.stage, () -> () -> info,
				() -> () -> this.named.get("packageManager"), () -> () -> null, () -> List.of(customizers),
				new InitEventFactory.Parts.Context(this.contextDatabase, this.contextAdapter, true), redaction));
	}

	/**
	 * Nothing configured, everything detected where this test runs.
	 */
	static Map<String, @Nullable Object> detected(Redaction redaction) {
		Environment environment = new StandardEnvironment();
		ClassLoader classLoader = InitSample.class.getClassLoader();
		return event(new InitEventFactory.Parts(() -> RustAuthOptions.builder().build(),
				() -> Detectors.anonymousId(environment, classLoader, "my-app", null),
				() -> Detectors.runtime(environment),
				() -> Detectors.database(new DefaultListableBeanFactory(), environment), Detectors::framework,
				() -> Detectors.environment(environment), () -> Detectors.systemInfo(environment, Path.of("/")),
				() -> Detectors.packageManager(environment), () -> () -> null, List::of,
				new InitEventFactory.Parts.Context(null, null, true), redaction));
	}

	private static Map<String, @Nullable Object> event(InitEventFactory.Parts parts) {
		InitEvent init = new InitEventFactory(parts, () -> true).create(Schedulers.parallel())
			.block(Duration.ofSeconds(30));
		Map<String, @Nullable Object> event = new LinkedHashMap<>();
		event.put("type", InitEvent.TYPE);
		event.put("anonymousId", init.anonymousId());
		event.put("payload", init.payload());
		return event;
	}

}
