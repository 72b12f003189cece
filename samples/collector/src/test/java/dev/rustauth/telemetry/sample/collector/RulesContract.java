package dev.rustauth.telemetry.sample.collector;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Operators' rules, whatever the database.
 */
@WithRules
abstract class RulesContract extends RunningCollector {

	@Autowired
	private ScheduledTaskHolder tasks;

	@Test
	void thoseWhoBreakARuleShouldBeListedAndCountedUntilTheyCease() {
		start("good", "production", true, "4.0.10");
		start("bad", "production", false, "4.0.7");
		start("free", "development", false, "4.0.9");
		accept("{\"type\":\"checkout\",\"anonymousId\":\"silent\",\"payload\":{}}");
		judge();
		assertThat(rows("rule_breach")).extracting((row) -> row.get("rule") + " " + row.get("anonymous_id"))
			.containsExactlyInAnyOrder("verified-mail bad", "patched bad");
		assertThat(breaches("patched")).isEqualTo(1);
		String page = sender().get("/rules").body();
		assertThat(page)
			.containsSubsequence("verified-mail", "1 deployment breaks it",
					"production: emailAndPassword.verified is true", "/deployment?id=bad", ">production<", ">false<",
					"patched", "/deployment?id=bad", ">4.0.7<")
			.doesNotContain("id=good", "id=free", "id=silent");
		assertThat(sender().get("/").body()).contains("href=\"/rules\"");
		start("bad", "production", true, "4.0.8");
		judge();
		assertThat(rows("rule_breach")).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("rule", "patched").containsEntry("reported", "4.0.8"));
		start("bad", "production", true, "4.1.0");
		judge();
		assertThat(rows("rule_breach")).isEmpty();
		assertThat(breaches("patched")).isZero();
		assertThat(sender().get("/rules").body()).contains("Nobody breaks it").doesNotContain("id=bad");
	}

	@Test
	void aDeploymentThatIsForgottenShouldBreakNothing() {
		start("bad", "production", false, "4.0.7");
		judge();
		assertThat(rows("rule_breach")).hasSize(2);
		assertThat(sender().delete("/deployments?id=bad").statusCode()).isEqualTo(200);
		assertThat(rows("rule_breach")).isEmpty();
	}

	@Test
	void manyShouldBeOnSeveralPagesAndStrangersStayText() {
		IntStream.range(0, 120).forEach((i) -> start("d%03d".formatted(i), "production", true, "4.0.7<b>" + i));
		judge();
		assertThat(breaches("patched")).isEqualTo(120);
		String all = sender().get("/rules").body();
		assertThat(all).contains("120 deployments break it", "/rules?rule=patched").doesNotContain("<b>1");
		assertThat(all.split("/deployment\\?id=")).hasSize(11);
		assertThat(sender().get("/rules?rule=patched").body().split("/deployment\\?id=")).hasSize(51);
		assertThat(sender().get("/rules?rule=patched&page=2").body().split("/deployment\\?id=")).hasSize(21);
		assertThat(sender().get("/rules?rule=unknown").statusCode()).isEqualTo(404);
		assertThat(sender().get("/rules?rule=&page=-1").statusCode()).isEqualTo(404);
	}

	private void start(String id, String environment, boolean verified, String version) {
		accept("""
				{"type":"init","anonymousId":"%s","payload":{"environment":"%s",
				"framework":{"name":"spring-boot","version":"%s"},
				"config":{"emailAndPassword":{"verified":%s}}}}""".formatted(id, environment, version, verified));
	}

	private void judge() {
		this.tasks.getScheduledTasks()
			.stream()
			.map(ScheduledTask::getTask)
			.filter((task) -> task.toString().contains("RuleWatch"))
			.forEach((task) -> task.getRunnable().run());
	}

	private double breaches(String rule) {
		String metrics = sender().get("/actuator/prometheus").body();
		return metrics.lines()
			.filter((line) -> line.startsWith("collector_rule_breaches{rule=\"%s\"".formatted(rule)))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.findFirst()
			.orElseThrow();
	}

}
