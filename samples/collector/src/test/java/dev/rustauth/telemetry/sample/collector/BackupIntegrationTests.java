package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way that deploy/README.md describes: a copy of the file of a stopped collector.
 */
@Timeout(120)
class BackupIntegrationTests {

	private static final String FILE = "collector.mv.db";

	@Test
	void collectorOnACopyOfTheFileShouldKnowWhatWasThereAndTakeMore() throws IOException {
		Path original = OnH2.newDirectory();
		Path restored = OnH2.newDirectory();
		String event = Samples.wire("java-init");
		try (ConfigurableApplicationContext context = start(original)) {
			assertThat(sender(context).post(event, "Idempotency-Key", "a").statusCode()).isEqualTo(202);
		}
		Files.copy(original.resolve(FILE), restored.resolve(FILE));
		try (ConfigurableApplicationContext context = start(restored)) {
			assertThat(sender(context).post(event, "Idempotency-Key", "a").statusCode()).isEqualTo(202);
			assertThat(sender(context).post(event, "Idempotency-Key", "b").statusCode()).isEqualTo(202);
			String id = "?id=Sau7s1j5xJQlfqcxQ7%2BRN%2FilItiUY1uv2SvECf7oZhk%3D";
			assertThat(sender(context).get("/deployments/export" + id).body().lines()).hasSize(2);
			assertThat(sender(context).get("/deployment" + id).body()).contains(">2 starts<");
		}
	}

	private static ConfigurableApplicationContext start(Path directory) {
		return new SpringApplicationBuilder(CollectorApplication.class).run("--server.port=0",
				"--COLLECTOR_DATA=" + directory);
	}

	private static Sender sender(ConfigurableApplicationContext context) {
		return new Sender(((WebServerApplicationContext) context).getWebServer().getPort());
	}

}
