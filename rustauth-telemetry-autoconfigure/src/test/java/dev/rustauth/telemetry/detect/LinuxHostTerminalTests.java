package dev.rustauth.telemetry.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinuxHost}.
 */
class LinuxHostTerminalTests {

	@TempDir
	Path root;

	// JUnit warns of a link that leaves the temporary directory.
	@AfterEach
	void removeLink() throws IOException {
		Files.deleteIfExists(this.root.resolve("proc/self/fd/1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dev/pts/0", "/dev/pts/17", "/dev/tty1", "/dev/ttyS0", "/dev/console", "/dev/hvc0" })
	void whenOutputIsATerminalDeviceShouldBeTrue(String device) {
		new FakeRoot(this.root).withLink("proc/self/fd/1", device);
		assertThat(new LinuxHost(this.root).isTerminal(() -> false)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dev/null", "pipe:[9272]", "socket:[1]", "/tmp/out.log", "/tmp/dev/pts/0" })
	void whenOutputIsAnythingElseShouldBeFalseWhateverTheConsoleSays(String target) {
		new FakeRoot(this.root).withLink("proc/self/fd/1", target);
		assertThat(new LinuxHost(this.root).isTerminal(() -> true)).isFalse();
	}

	@Test
	void whenNoFileTellsShouldAskTheConsole() {
		assertThat(new LinuxHost(this.root).isTerminal(() -> true)).isTrue();
	}

	// A console needs a terminal at the input, too: without one, the output may be one.
	@Test
	void whenNeitherFileNorConsoleTellsShouldNotKnow() {
		assertThat(new LinuxHost(this.root).isTerminal(() -> false)).isNull();
	}

	// From JDK 22 on System.console() may be there without any terminal, as in this test.
	@Test
	void whenOutputIsRedirectedThereShouldBeNoConsole() {
		assertThat(LinuxHost.hasConsole()).isFalse();
	}

}
