package dev.rustauth.telemetry.detect;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostSystemInfoDetector}.
 */
class HostSystemInfoDetectorTests {

	private static final SystemInfo EVERYTHING = new SystemInfo("fly-io", "linux", "6.8.0-45-generic", "x86_64", 3,
			"Some CPU", 2200, 1024L * 1024, false, true, true, true);

	@TempDir
	Path directory;

	private FakeRoot root;

	@BeforeEach
	void setUp() {
		this.root = new FakeRoot(this.directory).with("proc/sys/kernel/osrelease", "6.8.0-45-generic\n")
			.with("proc/cpuinfo", "model name\t: Some CPU\ncpu MHz\t\t: 2200.0\n")
			.with("proc/meminfo", "MemTotal: 1024 kB\n")
			.with(".dockerenv", "")
			.withLink("proc/self/fd/1", "/dev/pts/0");
	}

	// JUnit warns of a link that leaves the temporary directory.
	@AfterEach
	void removeLink() throws IOException {
		Files.deleteIfExists(this.directory.resolve("proc/self/fd/1"));
	}

	@Test
	void whenEverythingIsKnownShouldTellTwelveValues() {
		assertThat(detect(environment(null, null))).isEqualTo(EVERYTHING);
	}

	@Test
	void whenNothingIsKnownShouldSayNull(@TempDir Path empty) {
		assertThat(new HostSystemInfoDetector(new MockEnvironment(), empty, () -> 1, () -> false, () -> null).detect())
			.isEqualTo(new SystemInfo(null, null, null, null, 1, null, null, null, false, false, null, false));
	}

	@ParameterizedTest
	@CsvSource({ "CF_PAGES,deploymentVendor", "os.name,systemPlatform", "os.arch,systemArchitecture", "BUILD_ID,isCi",
			"CI,isCi" })
	void whenAVariableThrowsOnlyWhatNeedsItShouldBeNull(String variable, String key) {
		for (Throwable thrown : List.of(new IllegalStateException("no"), new NoClassDefFoundError("no"))) {
			assertThat(nulls(detect(environment(variable, thrown)))).containsExactly(key);
		}
	}

	@Test
	void whenAProbeThrowsOnlyItsKeyShouldBeNull(@TempDir Path empty) {
		MockEnvironment environment = environment(null, null);
		SystemInfo info = new HostSystemInfoDetector(environment, empty, () -> {
			throw new IllegalStateException("no");
		}, () -> {
			throw new UnsatisfiedLinkError("no");
		}, () -> {
			throw new NoClassDefFoundError("com/sun/management/OperatingSystemMXBean");
		}).detect();
		assertThat(info).isEqualTo(
				new SystemInfo("fly-io", "linux", null, "x86_64", null, null, null, null, false, false, null, true));
	}

	@Test
	void whenAFileIsBrokenOnlyItsKeyShouldBeNull() {
		this.root.with("proc/cpuinfo", "model name\t: Some CPU\ncpu MHz\t\t: unknown\n");
		assertThat(nulls(detect(environment(null, null)))).containsExactly("cpuSpeed");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenHostIsRealLinuxShouldFillWhatEveryLinuxHas() {
		SystemInfo info = Detectors.systemInfo(new StandardEnvironment(), Path.of("/")).detect();
		assertThat(info.systemPlatform()).isEqualTo("linux");
		assertThat(nulls(info)).isSubsetOf("deploymentVendor", "cpuModel", "cpuSpeed");
		assertThat(info.cpuCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
	}

	private SystemInfo detect(MockEnvironment environment) {
		return new HostSystemInfoDetector(environment, this.directory, () -> 3, () -> false, () -> null).detect();
	}

	private MockEnvironment environment(String broken, Throwable thrown) {
		MockEnvironment environment = new MockEnvironment() {

			@Override
			public boolean containsProperty(String key) {
				check(key);
				return super.containsProperty(key);
			}

			@Override
			public String getProperty(String key) {
				check(key);
				return super.getProperty(key);
			}

			private void check(String key) {
				if (key.equals(broken)) {
					throwUnchecked(thrown);
				}
			}

		};
		return environment.withProperty("os.name", "Linux")
			.withProperty("os.arch", "amd64")
			.withProperty("FLY_REGION", "fra")
			.withProperty("BUILD_ID", "1");
	}

	private static void throwUnchecked(Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		throw (RuntimeException) thrown;
	}

	private static List<String> nulls(SystemInfo info) {
		List<String> nulls = new ArrayList<>();
		for (RecordComponent component : SystemInfo.class.getRecordComponents()) {
			if (ReflectionTestUtils.invokeMethod(info, component.getName()) == null) {
				nulls.add(component.getName());
			}
		}
		return nulls;
	}

}
