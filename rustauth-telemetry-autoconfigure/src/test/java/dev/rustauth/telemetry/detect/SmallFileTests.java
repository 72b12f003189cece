package dev.rustauth.telemetry.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SmallFile}.
 */
class SmallFileTests {

	@TempDir
	Path directory;

	@Test
	void whenFileIsMissingOrNoFileShouldBeNull() throws IOException {
		assertThat(SmallFile.read(this.directory.resolve("missing"))).isNull();
		assertThat(SmallFile.read(this.directory)).isNull();
		assertThat(SmallFile.readBytes(this.directory.resolve("missing").toUri().toURL())).isNull();
	}

	@Test
	void whenFileIsADeviceThatNeverEndsShouldNotTouchIt() {
		assertThat(SmallFile.read(Path.of("/dev/zero"))).isNull();
	}

	@Test
	void whenFileIsLargeShouldReadOnlyItsBeginning() throws IOException {
		Path file = Files.write(this.directory.resolve("large"), new byte[1024 * 1024]);
		assertThat(SmallFile.readBytes(file)).hasSize(64 * 1024);
		assertThat(SmallFile.readBytes(file.toUri().toURL())).hasSize(64 * 1024);
	}

	@Test
	void whenPropertiesAreBrokenShouldBeEmpty() {
		assertThat(SmallFile.properties("a=1\nb=\\uXYZ".getBytes())).isEmpty();
		assertThat(SmallFile.properties(null)).isEmpty();
	}

}
