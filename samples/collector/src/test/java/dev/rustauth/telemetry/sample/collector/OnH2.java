package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An H2 file of its own below the build directory, as it is by default. One class, so
 * that tests share an application.
 */
class OnH2 implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		TestPropertyValues.of("COLLECTOR_DATA=" + newDirectory()).applyTo(context);
	}

	static Path newDirectory() {
		try {
			return Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "h2-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
