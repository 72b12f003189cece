package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways that deploy/README.md describes: a copy of the file of a stopped collector,
 * and a dump of the database of a running one.
 */
@Timeout(120)
class BackupIntegrationTests {

	private static final String FILE = "collector.mv.db";

	private static final String ID = "?id=Sau7s1j5xJQlfqcxQ7%2BRN%2FilItiUY1uv2SvECf7oZhk%3D";

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
			assertThat(sender(context).get("/deployments/export" + ID).body().lines()).hasSize(2);
			assertThat(sender(context).get("/deployment" + ID).body()).contains(">2 starts<");
		}
	}

	@Test
	@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.InstalledPostgres#isAvailable",
			disabledReason = InstalledPostgres.SKIPPED)
	void collectorOnARestoredDumpShouldKnowWhatWasThereAndTakeMore() {
		String event = Samples.wire("java-init");
		try (InstalledPostgres server = InstalledPostgres.start()) {
			server.run("createdb", "collector");
			try (ConfigurableApplicationContext context = start(server.url("collector"))) {
				assertThat(sender(context).post(event, "Idempotency-Key", "a").statusCode()).isEqualTo(202);
				assertThat(sender(context).post(event, "Idempotency-Key", "b").statusCode()).isEqualTo(202);
				server.run("pg_dump", "--format=custom", "--file=collector.dump", "collector");
				assertThat(sender(context).post(event, "Idempotency-Key", "late").statusCode()).isEqualTo(202);
			}
			server.run("createdb", "collector_restored");
			server.run("pg_restore", "--exit-on-error", "--no-owner", "--dbname=collector_restored", "collector.dump");
			try (ConfigurableApplicationContext context = start(server.url("collector_restored"))) {
				assertThat(sender(context).get("/deployments/export" + ID).body().lines()).hasSize(2);
				assertThat(sender(context).post(event, "Idempotency-Key", "b").statusCode()).isEqualTo(202);
				assertThat(sender(context).post(event, "Idempotency-Key", "late").statusCode()).isEqualTo(202);
				assertThat(sender(context).get("/deployments/export" + ID).body().lines()).hasSize(3);
				assertThat(sender(context).get("/deployment" + ID).body()).contains(">3 starts<");
				assertThat(sender(context).get("/changes?days=1").body()).contains("was heard of for the first time");
			}
		}
	}

	private static ConfigurableApplicationContext start(String url) {
		return new SpringApplicationBuilder(CollectorApplication.class).profiles("postgres")
			.run("--server.port=0", "--COLLECTOR_DATABASE_URL=" + url, "--COLLECTOR_DATABASE_USER=postgres");
	}

	private static ConfigurableApplicationContext start(Path directory) {
		return new SpringApplicationBuilder(CollectorApplication.class).run("--server.port=0",
				"--COLLECTOR_DATA=" + directory);
	}

	private static Sender sender(ConfigurableApplicationContext context) {
		return new Sender(((WebServerApplicationContext) context).getWebServer().getPort());
	}

}
