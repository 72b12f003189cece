package dev.rustauth.telemetry.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory that stands for the root of a file system.
 */
record FakeRoot(Path path) {

	FakeRoot with(String file, String content) {
		try {
			Path target = this.path.resolve(file);
			Files.createDirectories(target.getParent());
			Files.writeString(target, content);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	FakeRoot withLink(String file, String target) {
		try {
			Path link = this.path.resolve(file);
			Files.createDirectories(link.getParent());
			Files.deleteIfExists(link);
			Files.createSymbolicLink(link, Path.of(target));
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
