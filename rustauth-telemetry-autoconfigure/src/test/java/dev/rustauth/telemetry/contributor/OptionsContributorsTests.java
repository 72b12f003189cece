package dev.rustauth.telemetry.contributor;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OptionsContributors}.
 */
class OptionsContributorsTests {

	@Test
	void contributorThatFailsShouldCostNothingElse() {
		OptionsContributors.Contributor failing = (builder, stated) -> {
			throw new IllegalStateException("canary");
		};
		RustAuthOptions.Builder builder = RustAuthOptions.builder();
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			new OptionsContributors(context,
					RustAuthTelemetryProperties.bind(context.getEnvironment()).value().getSources())
				.fill(builder, List.of(failing, (other, stated) -> other.plugin("passkey")));
		}
		assertThat(builder.build().plugins()).containsExactly("passkey");
	}

	@ParameterizedTest
	@ValueSource(classes = { SessionContributor.Settings.class, SessionContributor.Cookie.class })
	void whatIsBoundOfSessionsShouldBeConstructibleInANativeImage(Class<?> type) {
		RuntimeHints hints = new RuntimeHints();
		Stream<RuntimeHintsRegistrar> registrars = SpringFactoriesLoader
			.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream();
		registrars.filter((registrar) -> registrar.getClass().getName().startsWith("dev.rustauth."))
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
			.accepts(hints);
	}

}
