package dev.rustauth.telemetry.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import dev.rustauth.telemetry.init.FieldRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The words of the built-in detectors are known to the field registry; otherwise strict
 * redaction would not let through what this library itself detects.
 */
class DetectedWordsTests {

	@Test
	void registryShouldKnowEveryDatabase() {
		assertThat(words("databases")).containsAll(Arrays.stream(Database.values()).map(Database::wireName).toList());
	}

	@Test
	void registryShouldKnowEveryAdapter() {
		assertThat(words("adapters"))
			.containsAll(SpringAdapterDetector.MODULES.stream().map((module) -> "spring-data-" + module).toList());
		assertThat(SpringAdapterDetector.LIBRARIES)
			.allSatisfy((rank) -> assertThat(words("adapters")).containsAll(rank.keySet()));
	}

	@Test
	void registryShouldKnowEveryBuildTool() {
		assertThat(words("build-tools"))
			.containsAll(BuildToolDetector.BuildTool.ALL.stream().map(BuildToolDetector.BuildTool::wireName).toList());
	}

	@Test
	void registryShouldKnowEveryHostingPlatform() {
		assertThat(words("vendors")).containsExactlyInAnyOrderElementsOf(Arrays.stream(DeploymentVendor.values())
			.map((vendor) -> vendor.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList());
	}

	@Test
	void registryShouldKnowTheTranslatedNamesOfPlatformsAndArchitectures() {
		for (String name : List.of("Linux", "Windows 11", "Mac OS X", "SunOS", "DragonFlyBSD", "FreeBSD", "AIX")) {
			assertThat(words("platforms")).contains(RustNames.platform(name));
		}
		for (String name : List.of("amd64", "arm64", "i386", "armv7l", "ppc64le", "ppc", "mips64el", "mipsel",
				"sparcv9", "s390x", "riscv64", "loongarch64")) {
			assertThat(words("architectures")).contains(RustNames.architecture(name));
		}
	}

	@Test
	void registryShouldKnowRuntimeFrameworkAndStage() {
		MockEnvironment environment = new MockEnvironment();
		assertThat(words("runtimes")).contains(Detectors.runtime(environment).detect().name());
		assertThat(words("frameworks")).contains(Detectors.framework().detect().name());
		assertThat(words("stages")).contains(Detectors.environment(environment).detect());
	}

	private static List<String> words(String vocabulary) {
		return FieldRegistry.get().vocabularies().get(vocabulary);
	}

}
