package dev.rustauth.telemetry.sources;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.detect.RunningBeans;

/**
 * What a native image has to keep for the sources: what is bound of Spring Security's and
 * the server's settings, and how Flyway and Liquibase, where they are, tell how a
 * migration went.
 */
final class SourcesRuntimeHints implements RuntimeHintsRegistrar {

	private static final String FLYWAY = "org.flywaydb.core.api.callback.Callback";

	private static final String LIQUIBASE = "liquibase.integration.spring.SpringLiquibase";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		BindableRuntimeHintsRegistrar.forTypes(SessionSource.Settings.class).registerHints(hints, classLoader);
		for (String name : OAuth2Client.PROPERTIES) {
			Class<?> properties = RunningBeans.type(classLoader, name);
			if (properties != null) {
				BindableRuntimeHintsRegistrar.forTypes(properties).registerHints(hints, classLoader);
			}
		}
		if (ClassUtils.isPresent(FLYWAY, classLoader)) {
			hints.proxies().registerJdkProxy(TypeReference.of(FLYWAY));
		}
		if (ClassUtils.isPresent(LIQUIBASE, classLoader)) {
			LiquibaseRuns.registerHints(hints);
		}
	}

}
