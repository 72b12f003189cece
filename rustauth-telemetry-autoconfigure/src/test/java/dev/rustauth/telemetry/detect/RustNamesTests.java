package dev.rustauth.telemetry.detect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RustNames}.
 */
class RustNamesTests {

	@ParameterizedTest
	@CsvSource({ "Linux,linux", "Mac OS X,macos", "Windows 11,windows", "Windows Server 2022,windows",
			"FreeBSD,freebsd", "OpenBSD,openbsd", "NetBSD,netbsd", "DragonFlyBSD,dragonfly", "SunOS,solaris", "AIX,aix",
			"Some Thing,some thing" })
	void whenSystemIsNamedByJavaShouldSpeakRust(String java, String rust) {
		assertThat(RustNames.platform(java)).isEqualTo(rust);
	}

	@ParameterizedTest
	@CsvSource({ "amd64,x86_64", "x86_64,x86_64", "aarch64,aarch64", "arm64,aarch64", "x86,x86", "i386,x86", "i686,x86",
			"arm,arm", "armv7l,arm", "riscv64,riscv64", "ppc64le,powerpc64", "ppc64,powerpc64", "s390x,s390x",
			"loongarch64,loongarch64", "sparcv9,sparc64", "NEW1,new1" })
	void whenArchitectureIsNamedByJavaShouldSpeakRust(String java, String rust) {
		assertThat(RustNames.architecture(java)).isEqualTo(rust);
	}

	@Test
	void whenRustAlreadyHasTheWordShouldKeepIt() {
		for (String name : Contract.strings(Contract.initEvent().at("/systemPlatform/examples"))) {
			assertThat(RustNames.platform(name)).isEqualTo(name);
		}
		for (String name : Contract.strings(Contract.initEvent().at("/systemArchitecture/examples"))) {
			assertThat(RustNames.architecture(name)).isEqualTo(name);
		}
	}

	@Test
	void whenNameIsMissingShouldBeNull() {
		assertThat(RustNames.platform(null)).isNull();
		assertThat(RustNames.platform(" ")).isNull();
		assertThat(RustNames.architecture(null)).isNull();
	}

}
