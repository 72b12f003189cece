package dev.rustauth.telemetry.sample.collector;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The intake on an H2 file, as it is by default.
 */
class H2IntakeIntegrationTests extends IntakeContract {

	@TempDir
	static Path directory;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("COLLECTOR_DATA", directory::toString);
	}

}
