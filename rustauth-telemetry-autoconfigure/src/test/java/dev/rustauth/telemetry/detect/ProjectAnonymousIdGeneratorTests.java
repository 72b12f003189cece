package dev.rustauth.telemetry.detect;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProjectAnonymousIdGenerator}.
 */
class ProjectAnonymousIdGeneratorTests {

	private static final String EMPTY_SHA256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

	private static final ClassLoader NO_CLASS_PATH = ClassLoader.getPlatformClassLoader();

	@ParameterizedTest
	@MethodSource("examples")
	void whenGivenAnExampleOfTheContractShouldGiveItsId(String baseUrl, String projectName, String expected) {
		assertThat(generator(projectName, null).generate(baseUrl)).isEqualTo(expected);
	}

	@Test
	void whenBaseUrlIsEmptyShouldCountItAsSet() {
		assertThat(generator(null, null).generate("")).isEqualTo(EMPTY_SHA256);
	}

	@Test
	void whenNameIsEmptyShouldCountItAsFound() {
		assertThat(generator("", null).generate(null)).isEqualTo(EMPTY_SHA256);
	}

	// All applications without a name would be one deployment.
	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void whenApplicationNameIsBlankShouldCountAsMissing(String name) {
		MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", name);
		assertThat(id(environment, NO_CLASS_PATH, null)).hasSize(32);
	}

	@Test
	void whenNeitherIsKnownShouldBeRandomFromTheCharactersOfTheContract() {
		JsonNode random = Contract.initEvent().at("/anonymousId/random");
		AnonymousIdGenerator generator = generator(null, null);
		String id = generator.generate(null);
		assertThat(id).hasSize(random.get("length").asInt());
		assertThat(random.get("charset").asString().chars()).containsAll(id.chars().boxed().toList());
		assertThat(generator.generate(null)).isEqualTo(id);
		assertThat(generator(null, null).generate(null)).isNotEqualTo(id);
	}

	@Test
	void whenRandomIdsAreManyShouldUseEveryCharacter() {
		StringBuilder ids = new StringBuilder();
		for (int i = 0; i < 200; i++) {
			ids.append(generator(null, null).generate(null));
		}
		assertThat(ids.chars().distinct().count()).isEqualTo(62);
	}

	@Test
	void whenKeyIsSetShouldBeTheHmac() {
		// RFC 4231, test case 2.
		String expected = hexToBase64("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
		assertThat(generator(" for nothing?", "Jefe").generate("what do ya want")).isEqualTo(expected);
	}

	@Test
	void whenKeyIsSetButNothingToHashShouldBeRandom() {
		assertThat(generator(null, "Jefe").generate(null)).hasSize(32);
	}

	@Test
	void whenKeyIsEmptyShouldBeRandomBecauseAPlainHashWasNotWanted() {
		AnonymousIdGenerator generator = generator("app", "");
		assertThat(generator.generate("https://app")).hasSize(32).isEqualTo(generator.generate("https://app"));
	}

	@Test
	void whenNamesCompeteShouldPreferTheGivenOneThenTheApplicationThenTheBuild(@TempDir Path directory)
			throws IOException {
		Path jar = new FakeJar()
			.with("META-INF/build-info.properties", "build.artifact=artifact\nbuild.name=build\nbuild.version=1\n")
			.writeTo(directory.resolve("app.jar"));
		Path unnamed = new FakeJar().with("META-INF/build-info.properties", "build.artifact=artifact\n")
			.writeTo(directory.resolve("unnamed.jar"));
		MockEnvironment environment = new MockEnvironment();
		try (URLClassLoader classLoader = FakeJar.classLoader(jar);
				URLClassLoader other = FakeJar.classLoader(unnamed)) {
			assertThat(id(environment, other, null)).isEqualTo(sha256("artifact"));
			assertThat(id(environment, classLoader, null)).isEqualTo(sha256("build"));
			environment.setProperty("spring.application.name", "application");
			assertThat(id(environment, classLoader, null)).isEqualTo(sha256("application"));
			assertThat(id(environment, classLoader, "given")).isEqualTo(sha256("given"));
		}
	}

	@Test
	void whenApplicationNameCanNotBeResolvedShouldCountAsMissing() {
		MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "${unknown}");
		assertThat(id(environment, NO_CLASS_PATH, null)).hasSize(32);
	}

	@Property
	void whenNameAndBaseUrlAreAnythingShouldHashThemOneAfterTheOther(@ForAll String baseUrl, @ForAll String name) {
		String id = generator(name, null).generate(baseUrl);
		assertThat(id).hasSize(44).isEqualTo(sha256(baseUrl + name));
		assertThat(generator(null, null).generate(baseUrl)).isEqualTo(sha256(baseUrl));
		assertThat(generator(name, null).generate(null)).isEqualTo(sha256(name));
	}

	@Property
	void whenKeyIsAnythingShouldDifferFromThePlainHash(@ForAll String baseUrl, @ForAll String name,
			@ForAll @NotEmpty String key) {
		assertThat(generator(name, key).generate(baseUrl)).hasSize(44).isNotEqualTo(sha256(baseUrl + name));
	}

	static Stream<Arguments> examples() {
		return Contract.initEvent()
			.at("/anonymousId/examples")
			.valueStream()
			.map((example) -> Arguments.of(text(example.get("baseUrl")), text(example.get("projectName")),
					text(example.get("anonymousId"))));
	}

	private static String text(JsonNode node) {
		return node.isNull() ? null : node.asString();
	}

	private static AnonymousIdGenerator generator(String projectName, String key) {
		return Detectors.anonymousId(new MockEnvironment(), NO_CLASS_PATH, projectName, key);
	}

	private static String id(MockEnvironment environment, ClassLoader classLoader, String projectName) {
		return Detectors.anonymousId(environment, classLoader, projectName, null).generate(null);
	}

	private static String sha256(String input) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(StandardCharsets.UTF_8.encode(input));
			return hexToBase64(String.format("%064x", new BigInteger(1, digest.digest())));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String hexToBase64(String hex) {
		byte[] bytes = new BigInteger("01" + hex, 16).toByteArray();
		return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, 1, bytes.length));
	}

}
