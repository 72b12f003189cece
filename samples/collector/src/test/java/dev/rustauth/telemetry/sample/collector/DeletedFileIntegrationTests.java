package dev.rustauth.telemetry.sample.collector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An H2 file that is deleted or replaced under a collector. It goes on in the file that
 * has no name any more, and all of that is gone with the process.
 */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "An open file can't be deleted there")
@ExtendWith(OutputCaptureExtension.class)
class DeletedFileIntegrationTests {

	@Test
	void eventShouldNotBeAcknowledgedIntoAFileThatIsGone(CapturedOutput output) throws Exception {
		Path directory = OnH2.newDirectory();
		Path file = directory.resolve("collector.mv.db");
		Path aside = directory.resolve("aside.mv.db");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CollectorApplication.class)
			.run("--server.port=0", "--COLLECTOR_DATA=" + directory)) {
			Sender sender = new Sender(((WebServerApplicationContext) context).getWebServer().getPort());
			assertThat(post(sender)).isEqualTo(202);
			Files.move(file, aside);
			assertThat(post(sender)).isEqualTo(503);
			awaitReadiness(sender, 503);
			assertThat(sender.get("/deployments/export?id=a").body().lines()).hasSize(1);
			assertThat(output).containsOnlyOnce("was deleted or replaced");
			Files.move(aside, file);
			awaitReadiness(sender, 200);
			assertThat(post(sender)).isEqualTo(202);
			Files.copy(file, aside);
			Files.delete(file);
			Files.move(aside, file);
			awaitReadiness(sender, 503);
			assertThat(post(sender)).isEqualTo(503);
			assertThat(sender.get("/").statusCode()).isEqualTo(200);
			assertThat(sender.get("/deployments/export?id=a").body().lines()).hasSize(2);
		}
	}

	private static int post(Sender sender) {
		return sender.post("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{}}").statusCode();
	}

	private static void awaitReadiness(Sender sender, int expected) {
		long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
		while (sender.get("/actuator/health/readiness").statusCode() != expected) {
			assertThat(System.nanoTime()).as("readiness " + expected).isLessThan(end);
		}
	}

}
