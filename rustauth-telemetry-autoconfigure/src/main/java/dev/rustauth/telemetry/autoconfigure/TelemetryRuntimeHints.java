package dev.rustauth.telemetry.autoconfigure;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.config.BeanCandidates;
import dev.rustauth.telemetry.config.ClientLibraries;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.detect.Detectors;
import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * What a native image must keep for telemetry: resources, including class files, which
 * are looked up without loading them; and the types that the starter binds itself, to
 * name values that can't be read.
 */
final class TelemetryRuntimeHints implements RuntimeHintsRegistrar {

	private static final String USER_AGENT = "dev/rustauth/telemetry/http/version.properties";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		resources().forEach((resource) -> hints.resources().registerPattern(resource));
		BindableRuntimeHintsRegistrar.forTypes(RustAuthTelemetryProperties.class, RustAuthOptions.class)
			.registerHints(hints, classLoader);
		BeanCandidates.registerHints(hints);
	}

	private static Set<String> resources() {
		Set<String> resources = new TreeSet<>(Detectors.resources());
		Stream.concat(ClientLibraries.NEEDED.stream(), Stream.of(ClientLibraries.PREFERRED, ClientLibraries.DATABIND))
			.forEach((type) -> resources
				.add(ClassUtils.convertClassNameToResourcePath(type) + ClassUtils.CLASS_FILE_SUFFIX));
		resources.add(USER_AGENT);
		return resources;
	}

}
