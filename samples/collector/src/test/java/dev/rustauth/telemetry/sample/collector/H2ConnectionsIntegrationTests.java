package dev.rustauth.telemetry.sample.collector;

import java.sql.PreparedStatement;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file that takes longer to open than anybody waits for a connection, and then one
 * connection for everybody.
 */
@Timeout(120)
class H2ConnectionsIntegrationTests {

	@Test
	void slowFileShouldNotFailTheStartAndAPagesTimeLimitShouldNotBeTheWriters() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CollectorApplication.class).run(
				"--server.port=0", "--spring.datasource.url=" + SlowFile.url(),
				"--spring.datasource.hikari.connection-timeout=" + SlowFile.PATIENCE_MILLIS)) {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			pool.setMinimumIdle(1);
			pool.setMaximumPoolSize(1);
			pool.getHikariPoolMXBean().softEvictConnections();
			pool.setConnectionTimeout(10_000);
			Sender sender = new Sender(((WebServerApplicationContext) context).getWebServer().getPort());
			assertThat(sender.get("/").statusCode()).isEqualTo(200);
			assertThat(context.getBean(JdbcTemplate.class)
				.execute("select 1", (PreparedStatementCallback<Integer>) PreparedStatement::getQueryTimeout)).isZero();
		}
	}

}
