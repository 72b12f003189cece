package dev.rustauth.telemetry.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import dev.rustauth.telemetry.config.ClientLibraries;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told to keep, as Spring would register it.
 */
class TelemetryRuntimeHintsTests {

	/** Spring Boot's own reading of client registrations, bound where it is there. */
	private static final String REGISTRATIONS = "org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties";

	private final RuntimeHints hints = new RuntimeHints();

	@BeforeEach
	void register() {
		List<RuntimeHintsRegistrar> registrars = SpringFactoriesLoader
			.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> registrar.getClass().getName().startsWith("dev.rustauth."))
			.toList();
		assertThat(registrars).isNotEmpty();
		registrars.forEach((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev/rustauth/telemetry/http/version.properties", "META-INF/build-info.properties",
			"org/postgresql/Driver.class", "com/mysql/cj/jdbc/Driver.class",
			"tools/jackson/core/json/JsonFactory.class", "tools/jackson/databind/json/JsonMapper.class" })
	void whatIsReadByNameShouldBeKept(String resource) {
		assertThat(RuntimeHintsPredicates.resource().forResource(resource)).accepts(this.hints);
	}

	@Test
	void whatTheClientNeedsShouldBeFound() {
		assertThat(ClientLibraries.NEEDED).allSatisfy(
				(type) -> assertThat(RuntimeHintsPredicates.resource().forResource(type.replace('.', '/') + ".class"))
					.accepts(this.hints));
	}

	@Test
	void classesOfTheClientShouldNotBeReflectedOn() {
		assertThat(this.hints.reflection().typeHints()).extracting((hint) -> hint.getType().getName())
			.allMatch((name) -> name.startsWith("dev.rustauth.") || name.startsWith("java.")
					|| name.equals("liquibase.Liquibase") || name.startsWith(REGISTRATIONS));
	}

	@Test
	void everythingThatIsBoundShouldBeConstructible() {
		List<Class<?>> records = new ArrayList<>();
		collect(RustAuthOptions.class, records);
		collect(RustAuthTelemetryProperties.class, records);
		records.addAll(List.of(RustAuthTelemetryProperties.class.getDeclaredClasses()));
		records.removeIf(Class::isEnum);
		assertThat(records).contains(RustAuthTelemetryProperties.Http.class)
			.hasSizeGreaterThan(15)
			.allSatisfy((type) -> assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)
				.or(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0])))
				.accepts(this.hints));
	}

	@Test
	void everySetterOfTheSettingsShouldBeCallable() {
		List<Class<?>> types = new ArrayList<>(List.of(RustAuthTelemetryProperties.class.getDeclaredClasses()));
		types.add(RustAuthTelemetryProperties.class);
		List<Method> setters = types.stream()
			.flatMap((type) -> Stream.of(type.getDeclaredMethods()))
			.filter((method) -> method.getName().startsWith("set"))
			.toList();
		assertThat(setters).hasSizeGreaterThan(25)
			.allSatisfy((setter) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(setter))
				.accepts(this.hints));
	}

	private static void collect(Class<?> type, List<Class<?>> records) {
		if (records.contains(type)) {
			return;
		}
		if (type == RustAuthTelemetryProperties.class) {
			records.add(type);
		}
		if (!type.isRecord()) {
			return;
		}
		records.add(type);
		Stream.of(type.getRecordComponents())
			.map(RecordComponent::getType)
			.forEach((component) -> collect(component, records));
	}

}
