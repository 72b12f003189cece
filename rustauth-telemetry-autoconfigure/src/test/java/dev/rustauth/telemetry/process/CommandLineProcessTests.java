package dev.rustauth.telemetry.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ReceivedRequest;
import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What arrives of what a process published before it ended, and how long the end takes. A
 * living test JVM would hide a lost flush.
 */
@Timeout(600)
class CommandLineProcessTests {

	/** Of the flush, as by default. */
	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

	/** For a busy machine: JVMs take a while to end. */
	private static final Duration MARGIN = Duration.ofSeconds(5);

	/** Attempts at once, as by default. */
	private static final long CONCURRENCY = 4;

	private static final long MILLION = 1_000_000;

	private static final int SIGTERM_STATUS = 128 + 15;

	private static final Pattern TOTALS = Pattern.compile("Telemetry closed with losses: (\\d+) events accepted, "
			+ "(\\d+) delivered, (\\d+) sent without an answer, dropped (none|\\{.*\\})");

	@Test
	void thousandEventsAndThenTheEndShouldAllArrive(TestReporter reporter) {
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = start(collector.url(), "--events=1000",
						"--rustauth.telemetry.delivery.shutdown-timeout=30s")) {
			assertThat(exit(jvm, reporter)).isZero();
			assertThat(collector.requests()).hasSize(1001).allMatch(ReceivedRequest::isAccepted);
			assertThat(collector.requests().get(0).text()).startsWith("{\"type\":\"init\"");
			assertThat(numbers(collector)).hasSize(1000);
			assertThat(jvm.output()).doesNotContain("closed with losses").doesNotContain("WARN");
		}
	}

	@Test
	void exitInRunnerShouldSendInitAndItsEvent(TestReporter reporter) {
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = start(collector.url(), "--ending=exit",
						"--rustauth.telemetry.delivery.shutdown-timeout=30s")) {
			assertThat(exit(jvm, reporter)).isEqualTo(CommandLineApplication.EXIT_STATUS);
			assertThat(collector.requests()).hasSize(2);
			assertThat(collector.requests().get(0).text()).startsWith("{\"type\":\"init\"");
			assertThat(collector.requests().get(1).text()).startsWith("{\"type\":\"cli_step\"");
		}
	}

	@Test
	void hungCollectorShouldNotHoldTheEndUp(TestReporter reporter) {
		try (ScriptedCollector collector = ScriptedCollector.start().otherwise(Answer.never());
				ForkedJvm jvm = start(collector.url(), "--events=100", CommandLineApplication.WAIT)) {
			collector.awaitRequests(1);
			jvm.proceed();
			Duration took = exitTook(jvm, reporter);
			assertThat(jvm.awaitExit()).isZero();
			assertThat(took).isLessThan(SHUTDOWN_TIMEOUT.plus(MARGIN));
			Totals totals = Totals.in(jvm.output());
			assertThat(totals.accepted).isEqualTo(101).isEqualTo(totals.unknown + totals.dropped);
			assertThat(totals.unknown).isBetween(1L, (long) collector.requests().size());
		}
	}

	@Test
	void aMillionEventsWithoutAnAnswerShouldFitIntoASmallHeapAndBeCounted(TestReporter reporter) {
		try (ScriptedCollector collector = ScriptedCollector.start().otherwise(Answer.never());
				ForkedJvm jvm = builder(collector.url(), "--flood=" + MILLION).option("-Xmx64m")
					.option("-XX:+ExitOnOutOfMemoryError")
					.start()) {
			jvm.awaitOutput(CommandLineApplication.WAITED + "0");
			exitTook(jvm, reporter);
			assertThat(jvm.awaitExit()).isZero();
			Totals totals = Totals.in(jvm.output());
			// And init, and the one of the runner.
			assertThat(totals.accepted).isEqualTo(MILLION + 2).isEqualTo(totals.unknown + totals.dropped);
			assertThat(jvm.output()).contains("QUEUE_FULL=").doesNotContain("OutOfMemory");
		}
	}

	@Test
	void collectorThatIsDownShouldNotHoldTheEndUp(TestReporter reporter) {
		try (ForkedJvm jvm = start(ScriptedCollector.refusingUrl(), "--events=100", CommandLineApplication.WAIT)) {
			jvm.awaitOutput("the connection was refused");
			jvm.proceed();
			Duration took = exitTook(jvm, reporter);
			assertThat(jvm.awaitExit()).isZero();
			assertThat(took).isLessThan(SHUTDOWN_TIMEOUT.plus(MARGIN));
			Totals totals = Totals.in(jvm.output());
			assertThat(totals.accepted).isEqualTo(101).isEqualTo(totals.unknown + totals.dropped);
			// An attempt cut off by the end isn't known to have come to nothing.
			assertThat(totals.unknown).isLessThanOrEqualTo(CONCURRENCY);
			assertThat(jvm.output().lines().filter((line) -> line.contains("WARN") && line.contains("rustauth")))
				.singleElement()
				.asString()
				.contains("the connection was refused");
		}
	}

	/**
	 * The collector takes 5 ms for each request, so there is always something on its way.
	 */
	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void terminationUnderLoadShouldCloseTheBooks(TestReporter reporter) {
		try (ScriptedCollector collector = ScriptedCollector.start()
			.otherwise(Answer.status(204).after(Duration.ofMillis(5)));
				ForkedJvm jvm = start(collector.url(), "--ending=load",
						"--rustauth.telemetry.delivery.queue-capacity=4096")) {
			collector.awaitRequests(200);
			long asked = System.nanoTime();
			jvm.terminate();
			assertThat(jvm.awaitExit()).isEqualTo(SIGTERM_STATUS);
			Duration took = Duration.ofNanos(System.nanoTime() - asked);
			assertThat(took).isLessThan(SHUTDOWN_TIMEOUT.plus(MARGIN));
			Totals totals = Totals.in(jvm.output());
			reporter.publishEntry("exit", took.toMillis() + " ms, " + totals);
			assertThat(totals.accepted).isEqualTo(totals.delivered + totals.unknown + totals.dropped);
			long taken = collector.requests().stream().filter(ReceivedRequest::isAccepted).count();
			assertThat(totals.delivered).isLessThanOrEqualTo(taken);
			assertThat(totals.delivered + totals.unknown).isGreaterThanOrEqualTo(taken);
			assertThat(keys(collector)).hasSameSizeAs(collector.requests());
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void applicationShouldListenNowhere() {
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = start(collector.url(), "--ending=load")) {
			collector.awaitRequests(2);
			assertThat(Footprint.of(jvm.pid()).sockets()).isNotEmpty();
			assertThat(Footprint.listeningPorts(jvm.pid())).isEmpty();
			assertThat(Footprint.listeningPorts(ProcessHandle.current().pid())).isNotEmpty();
		}
	}

	private static ForkedJvm start(String endpoint, String... arguments) {
		return builder(endpoint, arguments).start();
	}

	private static ForkedJvm.Builder builder(String endpoint, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--rustauth.telemetry.enabled=true",
				"--rustauth.telemetry.endpoint=" + endpoint, "--spring.main.banner-mode=off"));
		all.addAll(Arrays.asList(arguments));
		return ForkedJvm.of(CommandLineApplication.class).arguments(all);
	}

	private static int exit(ForkedJvm jvm, TestReporter reporter) {
		exitTook(jvm, reporter);
		return jvm.awaitExit();
	}

	/**
	 * From the moment the application was done to the end of the process. The clock is
	 * the machine's: both processes read the same.
	 */
	private static Duration exitTook(ForkedJvm jvm, TestReporter reporter) {
		jvm.awaitOutput(CommandLineApplication.DONE);
		long done = System.nanoTime();
		jvm.awaitExit();
		Duration took = Duration.ofNanos(System.nanoTime() - done);
		reporter.publishEntry("exit", took.toMillis() + " ms");
		return took;
	}

	private static Set<String> keys(ScriptedCollector collector) {
		Set<String> keys = new HashSet<>();
		collector.requests().forEach((request) -> keys.add(request.header("Idempotency-Key")));
		return keys;
	}

	private static Set<String> numbers(ScriptedCollector collector) {
		Pattern number = Pattern.compile("\"number\":(\\d+)");
		Set<String> numbers = new HashSet<>();
		for (ReceivedRequest request : collector.requests()) {
			Matcher matcher = number.matcher(request.text());
			if (matcher.find()) {
				numbers.add(matcher.group(1));
			}
		}
		return numbers;
	}

	/**
	 * The last line of the books, as logged.
	 */
	private record Totals(long accepted, long delivered, long unknown, long dropped) {

		static Totals in(String output) {
			Matcher line = TOTALS.matcher(output);
			assertThat(line.find()).as(output).isTrue();
			long dropped = 0;
			Matcher count = Pattern.compile("=(\\d+)").matcher(line.group(4));
			while (count.find()) {
				dropped += Long.parseLong(count.group(1));
			}
			return new Totals(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)),
					Long.parseLong(line.group(3)), dropped);
		}

	}

}
