package dev.rustauth.telemetry.detect;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinuxHost}.
 */
class LinuxHostContainerTests {

	@TempDir
	Path directory;

	private FakeRoot root;

	@BeforeEach
	void setUp() {
		this.root = new FakeRoot(this.directory);
	}

	@Test
	void whenNoFileTellsShouldBeNeither() {
		assertThat(new LinuxHost(this.directory).isDocker()).isFalse();
		assertThat(new LinuxHost(this.directory).isWsl("linux")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { ".dockerenv", "run/.containerenv" })
	void whenMarkerFileExistsShouldBeDocker(String file) {
		this.root.with(file, "");
		assertThat(new LinuxHost(this.directory).isDocker()).isTrue();
	}

	@Test
	void whenControlGroupNamesDockerShouldBeDocker() {
		this.root.with("proc/self/cgroup", "1:cpu:/\n0::/docker/0123\n");
		assertThat(new LinuxHost(this.directory).isDocker()).isTrue();
	}

	@Test
	void whenControlGroupNamesDockerInAnotherCaseShouldNotBeDocker() {
		this.root.with("proc/self/cgroup", "0::/Docker/0123\n");
		assertThat(new LinuxHost(this.directory).isDocker()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "proc/sys/kernel/osrelease", "proc/version" })
	void whenKernelIsOfMicrosoftShouldBeWsl(String file) {
		this.root.with(file, "5.15.153.1-MicroSoft-standard-WSL2\n");
		assertThat(new LinuxHost(this.directory).isWsl("linux")).isTrue();
	}

	@Test
	void whenInsideAContainerShouldNotBeWsl() {
		this.root.with("proc/version", "microsoft").with(".dockerenv", "");
		assertThat(new LinuxHost(this.directory).isWsl("linux")).isFalse();
	}

	@Test
	void whenPlatformIsNotLinuxShouldNotBeWsl() {
		this.root.with("proc/version", "microsoft");
		assertThat(new LinuxHost(this.directory).isWsl("freebsd")).isFalse();
		assertThat(new LinuxHost(this.directory).isWsl(null)).isFalse();
	}

}
