package dev.rustauth.telemetry.sample.collector;

import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What operators can do, whatever the database.
 */
abstract class OperationsContract extends RunningCollector {

	private static final String ID = "Sau7s1j5xJQlfqcxQ7%2BRN%2FilItiUY1uv2SvECf7oZhk%3D";

	@Autowired
	private ScheduledTaskHolder tasks;

	@Test
	void exportShouldHoldEverythingADeploymentSentAndNothingElse() {
		for (int i = 0; i < 250; i++) {
			accept("{\"type\":\"t\",\"anonymousId\":\"a/+ =\",\"payload\":{\"n\":%d}}".formatted(i), "Idempotency-Key",
					"k" + i);
		}
		accept("{\"type\":\"t\",\"anonymousId\":\"b\",\"payload\":{}}");
		HttpResponse<String> answer = sender().get("/deployments/export?id=a%2F%2B%20%3D");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Disposition"))
			.hasValueSatisfying((value) -> assertThat(value).startsWith("attachment"));
		List<JsonNode> lines = answer.body().lines().map(Samples.JSON::readTree).toList();
		assertThat(lines).hasSize(250);
		assertThat(lines.get(249).at("/event/payload/n").asInt()).isEqualTo(249);
		assertThat(lines.get(249).at("/idempotencyKey").asString()).isEqualTo("k249");
	}

	@Test
	void exportShouldBeOneLineForEachEventWhateverItSays() {
		String number = "1." + "0".repeat(400) + "1";
		accept("{\n\"type\":\"t\",\"anonymousId\":\"a\",\"payload\":{\"n\":%s}\r\n,\n\"x\":{\"number\":1,\"event\":{}}\n}"
			.formatted(number));
		accept("{\"type\":\"t\",\"anonymousId\":\"a\",\"payload\":{\"s\":\"\\n\\r\\u2028\"}}");
		String export = sender().get("/deployments/export?id=a").body();
		assertThat(export.split("\r?\n")).hasSize(2)
			.allSatisfy((line) -> assertThat(Samples.JSON.readTree(line).at("/event/type").asString()).isEqualTo("t"));
		assertThat(export).contains("\"n\":" + number);
	}

	@Test
	void exportOfTheFleetShouldHoldEachDeploymentOfTheFilterInALine() {
		for (int i = 0; i < 1100; i++) {
			jdbc().sql("""
					insert into deployment (anonymous_id, first_seen, last_seen, events, starts, environment)
					values (?, current_timestamp, current_timestamp, 1, 1, ?)""")
				.params("%04d".formatted(i), "e" + i % 2)
				.update();
		}
		List<JsonNode> lines = sender().get("/fleet.ndjson").body().lines().map(Samples.JSON::readTree).toList();
		assertThat(lines).extracting((line) -> line.path("id").asString())
			.hasSize(1100)
			.doesNotHaveDuplicates()
			.isSorted();
		assertThat(sender().get("/fleet.ndjson?environment=e1").body().lines()).hasSize(550);
		assertThat(sender().get("/fleet.csv?environment=e1&sort=starts").body().split("\r\n")).hasSize(551);
	}

	@Test
	void exportOfTheFleetShouldHoldNoFormula() {
		accept(Samples.wire("java-init"));
		ObjectNode event = Samples.tree("java-init");
		String formula = "=HYPERLINK(\"http://evil.example\",\"x\")\n@a";
		accept(Samples.mapTexts(event, (text) -> formula).toString());
		accept(event.put("anonymousId", "+1,2").toString());
		HttpResponse<String> csv = sender().get("/fleet.csv");
		assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv").contains("UTF-8");
		assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
		assertThat(csv.body().split("\r\n")).hasSize(4).anySatisfy((line) -> assertThat(line).startsWith("\"'+1,2\","));
		assertThat(csv.body()).startsWith("id,alias,name,environment,framework,")
			.contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\") @a\"")
			.doesNotContain(",=", ",\"=", "\n=", "\n\"=", "\n@");
		assertThat(sender().get("/fleet.ndjson").body().lines().map(Samples.JSON::readTree))
			.anySatisfy((line) -> assertThat(line.path("environment").asString()).isEqualTo(formula))
			.anySatisfy((line) -> assertThat(line.path("framework").asString()).isEqualTo("spring-boot"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "a+b", "" })
	void exportOfAnUnknownDeploymentShouldBeNotFound(String id) {
		accept("{\"type\":\"t\",\"anonymousId\":\"a+b\",\"payload\":{}}");
		assertThat(sender().get("/deployments/export?id=" + id).statusCode()).isEqualTo(404);
		assertThat(sender().get("/deployments/export?id=a%2Bb").statusCode()).isEqualTo(200);
	}

	@Test
	void deletionShouldForgetADeploymentAndNothingElse() {
		accept(Samples.wire("java-init"));
		accept("{\"type\":\"t\",\"anonymousId\":\"a\",\"payload\":{}}");
		accept("{\"type\":\"t\",\"anonymousId\":\"a\",\"payload\":{}}");
		assertThat(sender().post("{\"type\":\"\",\"anonymousId\":\"a\",\"payload\":{}}").statusCode()).isEqualTo(422);
		HttpResponse<String> answer = sender().delete("/deployments?id=a");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(Samples.JSON.readTree(answer.body()))
			.isEqualTo(Samples.JSON.readTree("{\"deployments\":1,\"events\":2,\"deadLetters\":1}"));
		assertThat(events()).hasSize(1);
		assertThat(rows("deployment")).hasSize(1);
		assertThat(rows("snapshot")).hasSize(2);
		assertThat(rows("dead_letter")).isEmpty();
		assertThat(sender().delete("/deployments?id=" + ID).statusCode()).isEqualTo(200);
		assertThat(rows("snapshot")).isEmpty();
		assertThat(rows("configuration_change")).isEmpty();
		assertThat(rows("version_use")).isEmpty();
		assertThat(sender().delete("/deployments?id=a").statusCode()).isEqualTo(404);
		assertThat(sender().get("/deployments?id=a").statusCode()).isEqualTo(405);
	}

	@Test
	void retentionShouldForgetWhatIsOlderThanNinetyDays() {
		accept("{\"type\":\"t\",\"anonymousId\":\"young\",\"payload\":{}}");
		for (int i = 0; i < 3; i++) {
			accept("{\"type\":\"t\",\"anonymousId\":\"old\",\"payload\":{}}", "Idempotency-Key", "old-" + i);
		}
		assertThat(sender().post("7", "Idempotency-Key", "old-dead").statusCode()).isEqualTo(422);
		assertThat(sender().post("7").statusCode()).isEqualTo(422);
		age("event", "received_at", "idempotency_key like 'old-%'");
		age("dead_letter", "received_at", "idempotency_key like 'old-%'");
		age("deployment", "last_seen", "anonymous_id = 'old'");
		runScheduledTasks();
		assertThat(events()).singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("anonymous_id", "young"));
		assertThat(rows("deployment")).hasSize(1);
		assertThat(rows("dead_letter")).hasSize(1);
		assertThat(rows("event_count")).hasSize(1);
		age("event_count", "at_hour", "1 = 1");
		runScheduledTasks();
		assertThat(rows("event_count")).isEmpty();
	}

	@Test
	void retentionShouldKeepTheLatestConfigurationOfADeploymentThatSendsOtherEvents() {
		for (int i = 0; i < 3; i++) {
			accept("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{\"x\":%d}}".formatted(i));
			accept("{\"type\":\"init\",\"anonymousId\":\"b\",\"payload\":{\"x\":%d}}".formatted(i));
		}
		age("snapshot", "last_seen", "said not like '%2%'");
		jdbc().sql("update snapshot set last_seen = ? where said like '%2%'")
			.param(OffsetDateTime.now().minusDays(90).minusHours(1))
			.update();
		age("deployment", "last_seen", "anonymous_id = 'b'");
		runScheduledTasks();
		assertThat(rows("snapshot")).singleElement()
			.satisfies((snapshot) -> assertThat(snapshot).containsEntry("anonymous_id", "a")
				.hasEntrySatisfying("said", (said) -> assertThat(said.toString()).contains("2")));
	}

	private void age(String table, String column, String condition) {
		jdbc().sql("update %s set %s = ? where %s".formatted(table, column, condition))
			.param(OffsetDateTime.now().minusDays(91))
			.update();
	}

	private void runScheduledTasks() {
		assertThat(this.tasks.getScheduledTasks()).isNotEmpty();
		this.tasks.getScheduledTasks().stream().map(ScheduledTask::getTask).forEach((task) -> task.getRunnable().run());
	}

	@Test
	void healthShouldBeUpAndMetricsCountTheAnswers() {
		accept(Samples.wire("java-init"));
		assertThat(sender().get("/actuator/health").body()).contains("\"UP\"");
		assertThat(sender().get("/actuator/metrics/collector.answers?tag=status:202").body())
			.contains("collector.answers");
		assertThat(sender().get("/actuator/metrics/collector.commit").body()).contains("COUNT");
		assertThat(sender().get("/actuator/metrics/collector.waiting").body()).contains("VALUE");
		assertThat(sender().get("/actuator/env").statusCode()).isEqualTo(404);
	}

}
