package dev.rustauth.telemetry.sample.collector;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files in deploy, checked by the tools that read them where these are found, and
 * against the metrics of a running collector.
 */
@ContextConfiguration(initializers = OnH2.class)
@WithRules
class DeployIntegrationTests extends RunningCollector {

	private static final Path DEPLOY = Path.of("deploy").toAbsolutePath();

	private static final Pattern METRIC = Pattern.compile("[a-z]+(_[a-z]+)+(?=[{\\[ ]|$)");

	@TempDir
	private Path directory;

	@Test
	void everyMetricOfTheDashboardAndTheAlertsShouldBeThere() throws Exception {
		accept(Samples.wire("java-init"));
		assertThat(sender().post("7").statusCode()).isEqualTo(422);
		Set<String> used = new TreeSet<>(metrics(Files.readString(DEPLOY.resolve("prometheus/alerts.yml"))
			.lines()
			.map(String::strip)
			.filter((line) -> line.startsWith("expr: "))
			.map((line) -> line.substring("expr: ".length()))));
		JsonNode dashboard = Samples.JSON.readTree(Files.readString(DEPLOY.resolve("grafana/collector.json")));
		used.addAll(metrics(dashboard.findValuesAsString("expr").stream()));
		assertThat(used).hasSizeGreaterThan(8);
		Set<String> present = sender().get("/actuator/prometheus")
			.body()
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]")[0])
			.collect(Collectors.toSet());
		assertThat(present).containsAll(used);
	}

	private static Set<String> metrics(Stream<String> expressions) {
		return expressions.map((expression) -> expression.replaceAll("label_values\\(|by \\(.*?\\)", ""))
			.flatMap((expression) -> METRIC.matcher(expression).results())
			.map((result) -> result.group())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void alertsShouldPassTheirTests() throws Exception {
		run(DEPLOY.resolve("prometheus"), "promtool", "check", "config", "--syntax-only", "prometheus.yml");
		run(DEPLOY.resolve("prometheus"), "promtool", "check", "rules", "alerts.yml");
		run(DEPLOY.resolve("prometheus"), "promtool", "test", "rules", "alerts.test.yml");
	}

	@Test
	void unitShouldBeOneThatSystemdTakes() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Path unit = this.directory.resolve("collector.service");
		Files.writeString(unit, Files.readString(DEPLOY.resolve("collector.service"))
			.replace("/usr/bin/java", Matcher.quoteReplacement(java)));
		assertThat(run(this.directory, "systemd-analyze", "verify", "./collector.service")).isEmpty();
	}

	@Test
	void proxyShouldBeOneThatNginxTakes() throws Exception {
		requireTool("nginx");
		run(this.directory, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
				"-keyout", "privkey.pem", "-out", "fullchain.pem");
		String configuration = Files.readString(DEPLOY.resolve("nginx.conf"))
			.replace("/etc/nginx/collector", this.directory.toString())
			.replace("/var/log/nginx", this.directory.toString())
			.replace("/run/", this.directory + "/");
		Path file = Files.writeString(this.directory.resolve("nginx.conf"), configuration);
		assertThat(run(this.directory, "nginx", "-t", "-e", "stderr", "-c", file.toString()))
			.contains("test is successful");
	}

	@Test
	void scriptsShouldBeReadable() throws Exception {
		for (String script : List.of("image.sh", "try-image.sh")) {
			run(DEPLOY, "sh", "-n", script);
		}
	}

	/**
	 * Run a tool.
	 * @return what it prints
	 */
	private static String run(Path directory, String... command) throws IOException, InterruptedException {
		requireTool(command[0]);
		Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

	private static void requireTool(String name) {
		boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, name)));
		Assumptions.assumeTrue(found, () -> name + " is not on the path");
	}

}
