package dev.rustauth.telemetry.sample.collector;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An H2 file on a disk that is full for a while.
 */
@Timeout(180)
class FullDiskIntegrationTests {

	private final Set<String> acknowledged = new HashSet<>();

	private int number;

	@AfterEach
	void restore() {
		FullDisk.setFull(false);
	}

	@Test
	void collectorShouldGoOnWhenThereIsSpaceAgainAndKeepWhatItAcknowledged() {
		FullDisk.register();
		String url = "jdbc:h2:full:%s/collector;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
			.formatted(OnH2.newDirectory());
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CollectorApplication.class)
			.run("--server.port=0", "--spring.datasource.url=" + url)) {
			Sender sender = new Sender(((WebServerApplicationContext) context).getWebServer().getPort());
			for (int round = 0; round < 3; round++) {
				assertThat(post(sender)).isEqualTo(202);
				assertThat(post(sender)).isEqualTo(202);
				assertThat(readiness(sender)).isEqualTo(200);
				FullDisk.setFull(true);
				assertThat(post(sender)).isEqualTo(503);
				assertThat(post(sender)).isEqualTo(503);
				assertThat(readiness(sender)).isEqualTo(503);
				assertThat(sender.get("/actuator/health").statusCode()).isEqualTo(503);
				assertThat(sender.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
				FullDisk.setFull(false);
				awaitReadiness(sender);
			}
			assertThat(post(sender)).isEqualTo(202);
			String export = sender.get("/deployments/export?id=a").body();
			assertThat(this.acknowledged).hasSize(7).allSatisfy((key) -> assertThat(export).contains(key));
			assertThat(sender.get("/").statusCode()).isEqualTo(200);
		}
	}

	private int post(Sender sender) {
		String key = "key-" + this.number++ + "-";
		int status = sender.post("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{}}", "Idempotency-Key", key)
			.statusCode();
		if (status == 202) {
			this.acknowledged.add(key);
		}
		return status;
	}

	private static int readiness(Sender sender) {
		return sender.get("/actuator/health/readiness").statusCode();
	}

	/** Nobody sends anything to a collector that isn't ready. */
	private static void awaitReadiness(Sender sender) {
		long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
		while (readiness(sender) != 200) {
			assertThat(System.nanoTime()).as("recovers").isLessThan(end);
		}
	}

}
