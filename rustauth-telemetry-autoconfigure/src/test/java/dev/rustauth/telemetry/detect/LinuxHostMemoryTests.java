package dev.rustauth.telemetry.detect;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinuxHost}.
 */
class LinuxHostMemoryTests {

	private static final long TOTAL = 16_000_000L * 1024;

	@TempDir
	Path directory;

	private FakeRoot root;

	@BeforeEach
	void setUp() {
		this.root = new FakeRoot(this.directory).with("proc/meminfo",
				"MemTotal:       16000000 kB\nMemFree:        1 kB\n");
	}

	@Test
	void whenThereIsNoLimitShouldBeTheTotalInBytes() {
		assertThat(detect()).isEqualTo(TOTAL);
	}

	@ParameterizedTest
	@CsvSource({ "sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes" })
	void whenContainerHasALowerLimitShouldBeTheLimit(String file) {
		this.root.with(file, "536870912\n");
		assertThat(detect()).isEqualTo(536870912L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "max\n", "9223372036854771712\n", "17000000000\n", "", "-1", "99999999999999999999" })
	void whenLimitIsNoneShouldBeTheTotal(String limit) {
		this.root.with("sys/fs/cgroup/memory.max", limit).with("sys/fs/cgroup/memory/memory.limit_in_bytes", limit);
		assertThat(detect()).isEqualTo(TOTAL);
	}

	@Test
	void whenServiceHasALimitInItsOwnGroupShouldBeTheLimit() {
		this.root.with("proc/self/cgroup", "0::/system.slice/app.service\n")
			.with("sys/fs/cgroup/system.slice/app.service/memory.max", "1073741824\n");
		assertThat(detect()).isEqualTo(1073741824L);
	}

	@Test
	void whenGroupAboveHasALowerLimitShouldBeThatLimit() {
		this.root.with("proc/self/cgroup", "0::/a/b\n")
			.with("sys/fs/cgroup/a/b/memory.max", "3000\n")
			.with("sys/fs/cgroup/a/memory.max", "2000\n");
		assertThat(detect()).isEqualTo(2000L);
	}

	@Test
	void whenVersion1GroupHasALimitShouldBeTheLimit() {
		this.root.with("proc/self/cgroup", "5:cpu:/x\n4:blkio,memory:/y\n0::/\n")
			.with("sys/fs/cgroup/memory/x/memory.limit_in_bytes", "1000\n")
			.with("sys/fs/cgroup/memory/y/memory.limit_in_bytes", "2000\n");
		assertThat(detect()).isEqualTo(2000L);
	}

	// In a namespace of its own a process may see its group as a path out of the mount.
	@Test
	void whenGroupPointsOutOfTheMountShouldIgnoreIt() {
		this.root.with("proc/self/cgroup", "0::/../../..\n").with("memory.max", "1").with("sys/memory.max", "1");
		assertThat(detect()).isEqualTo(TOTAL);
	}

	@Test
	void whenNoFileTellsShouldAskTheJvm(@TempDir Path empty) {
		assertThat(new LinuxHost(empty).memory(() -> 42L)).isEqualTo(42L);
		assertThat(new LinuxHost(empty).memory(() -> null)).isNull();
	}

	@Test
	void whenTheJvmIsAskedShouldTellSomething() {
		assertThat(LinuxHost.Management.memory()).isGreaterThan(1024L * 1024);
	}

	private Long detect() {
		return new LinuxHost(this.directory).memory(() -> -1L);
	}

}
