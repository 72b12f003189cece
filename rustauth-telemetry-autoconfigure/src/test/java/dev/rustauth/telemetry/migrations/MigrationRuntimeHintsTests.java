package dev.rustauth.telemetry.migrations;

import java.util.stream.Stream;

import liquibase.Liquibase;
import org.flywaydb.core.api.callback.Callback;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MigrationConfiguration.Hints}, as Spring would find it.
 */
class MigrationRuntimeHintsTests {

	@Test
	void callbackOfFlywayShouldBeMakeable() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Callback.class))
			.accepts(hints(getClass().getClassLoader()));
	}

	@Test
	void listenerOfLiquibaseShouldBeAccessible() {
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(Liquibase.class, "changeExecListener"))
			.accepts(hints(getClass().getClassLoader()));
	}

	@Test
	void registerWithoutLibrariesShouldNameNothingOfThem() {
		RuntimeHints hints = hints(new FilteredClassLoader("org.flywaydb", "liquibase"));
		assertThat(hints.proxies().jdkProxyHints()).isEmpty();
		assertThat(hints.reflection().typeHints()).extracting((hint) -> hint.getType().getName())
			.noneMatch((name) -> name.startsWith("liquibase"));
	}

	private static RuntimeHints hints(ClassLoader classLoader) {
		RuntimeHints hints = new RuntimeHints();
		Stream<RuntimeHintsRegistrar> registrars = SpringFactoriesLoader
			.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream();
		registrars.filter((registrar) -> registrar.getClass().getName().startsWith("dev.rustauth."))
			.forEach((registrar) -> registrar.registerHints(hints, classLoader));
		return hints;
	}

}
