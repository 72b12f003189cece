package dev.rustauth.telemetry.sample.collector;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A running collector that is empty before each test.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "collector.rate.per-second=0")
@Timeout(60)
abstract class RunningCollector {

	@Autowired
	private JdbcClient jdbc;

	@LocalServerPort
	private int port;

	private Sender sender;

	@BeforeEach
	void startEmpty() {
		this.sender = new Sender(this.port);
		// However many there were: deleted one by one, they would take longer than H2
		// waits.
		this.jdbc.sql("truncate table event").update();
		List.of("deployment", "snapshot", "configuration_change", "version_use", "event_count", "dead_letter")
			.forEach((table) -> this.jdbc.sql("delete from " + table).update());
	}

	int port() {
		return this.port;
	}

	Sender sender() {
		return this.sender;
	}

	JdbcClient jdbc() {
		return this.jdbc;
	}

	void accept(String body, String... headers) {
		assertThat(this.sender.post(body, headers).statusCode()).isEqualTo(202);
	}

	List<Map<String, Object>> events() {
		return rows("event");
	}

	List<Map<String, Object>> rows(String table) {
		return this.jdbc.sql("select * from " + table).query().listOfRows();
	}

}
