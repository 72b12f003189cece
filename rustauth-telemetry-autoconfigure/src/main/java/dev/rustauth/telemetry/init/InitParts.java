package dev.rustauth.telemetry.init;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.Redaction;
import dev.rustauth.telemetry.detect.AdapterDetector;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.detect.DatabaseDetector;
import dev.rustauth.telemetry.detect.EnvironmentDetector;
import dev.rustauth.telemetry.detect.FrameworkDetector;
import dev.rustauth.telemetry.detect.PackageManagerDetector;
import dev.rustauth.telemetry.detect.RuntimeDetector;
import dev.rustauth.telemetry.detect.SystemInfoDetector;
import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Where the parts of the {@code init} event come from. Suppliers, because none of them
 * may exist before the event is made.
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
 * @since 0.1.0
 */
@Internal
public record InitParts(Supplier<RustAuthOptions> options, Supplier<AnonymousIdGenerator> anonymousId,
		Supplier<RuntimeDetector> runtime, Supplier<DatabaseDetector> database, Supplier<FrameworkDetector> framework,
		Supplier<EnvironmentDetector> environment, Supplier<SystemInfoDetector> systemInfo,
		Supplier<PackageManagerDetector> packageManager, Supplier<AdapterDetector> adapter,
		Supplier<List<InitPayloadCustomizer>> customizers, Context context, Redaction redaction) {

	/**
	 * What the config snapshot says that the options don't hold.
	 *
	 * @param database name of the database, {@code null} to report the detected one
	 * @param adapter name of the data access library, {@code null} to report the detected
	 * one
	 * @param oauth whether social providers are reported
	 */
	public record Context(@Nullable String database, @Nullable String adapter, boolean oauth) {

	}

}
