package dev.rustauth.telemetry.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.quiet.QuietApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a process can run out of, what its name server may do, and that it ends whatever
 * holds the threads of the starter.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class NetworkProcessTests {

	private static final String HOST = "collector.test";

	@TempDir
	private Path directory;

	// The pool lost a place for each socket that couldn't be created.
	@Test
	void descriptorsThatRunOutShouldCostNothingOnceTheyAreBack() {
		try (ScriptedCollector collector = ScriptedCollector.start()
			.then(Answer.resetAfterBody())
			.otherwise(Answer.status(202).withHeader("Connection", "close").thenClose());
				ForkedJvm jvm = on(ForkedJvm.of(DescriptorsApplication.class), collector.url()).descriptors(200)
					.option("-XX:-MaxFDLimit")
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_RETRY_INITIALBACKOFF", "50ms")
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_RETRY_MAXBACKOFF", "200ms")
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_RETRY_MAXATTEMPTS", "1000")
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_RETRY_DEADLINE", "300s")
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_SHUTDOWNTIMEOUT", "60s")
					.start()) {
			jvm.awaitOutput(DescriptorsApplication.READY);
			collector.awaitRequests(2);
			jvm.proceed();
			int published = 1 + Integer.parseInt(jvm.awaitOutput(DescriptorsApplication.EXHAUSTED)) + 5;
			collector.awaitRequests(1 + published);
			jvm.proceed();
			assertThat(jvm.awaitOutput(DescriptorsApplication.BOOKS))
				.isEqualTo("Entry[delivered=" + published + ", dropped={}, unknown=0, pending=0]");
			assertThat(jvm.awaitExit()).isZero();
			assertThat(jvm.output()).doesNotContain("channel not registered");
		}
	}

	@Test
	void secondAddressShouldBeTriedIfTheFirstIsDead() throws IOException {
		Path hosts = Files.writeString(this.directory.resolve("hosts"), "127.0.0.2 " + HOST + "\n127.0.0.1 " + HOST);
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = on(ForkedJvm.of(QuietApplication.class), url(collector))
					.option("-Djdk.net.hosts.file=" + hosts)
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_RETRY_MAXATTEMPTS", "1")
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_SHUTDOWNTIMEOUT", "60s")
					.start()) {
			jvm.awaitOutput(QuietApplication.CLOSED);
			assertThat(jvm.awaitExit()).isZero();
			assertThat(collector.requests()).hasSize(1);
			assertThat(jvm.output()).doesNotContain("can't be delivered", "losses");
		}
	}

	// Asked for HTTP/1.1, which it speaks anyway, Reactor Netty read all trusted
	// certificates.
	@Test
	void plainHttpShouldLoadNothingOfTls() {
		Path classes = this.directory.resolve("classes.log");
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = on(ForkedJvm.of(QuietApplication.class), collector.url())
					.option(LoadedClasses.option(classes))
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_SHUTDOWNTIMEOUT", "60s")
					.start()) {
			jvm.awaitOutput(QuietApplication.CLOSED);
			assertThat(jvm.awaitExit()).isZero();
			assertThat(collector.requests()).hasSize(1);
		}
		assertThat(LoadedClasses.of(classes).all()).contains("reactor.netty.http.client.HttpClientConnect")
			.noneMatch((type) -> type.startsWith("io.netty.handler.ssl.") || type.startsWith("sun.security.x509."));
	}

	@Test
	void lookupThatBlocksShouldHoldUpNeitherTheCloseNorTheEndOfTheProcess() {
		try (ScriptedCollector collector = ScriptedCollector.start();
				NameLookups lookups = NameLookups.unanswered(this.directory);
				ForkedJvm jvm = on(ForkedJvm.of(QuietApplication.class), url(collector)).option(lookups.option())
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_SHUTDOWNTIMEOUT", "500ms")
					.start()) {
			assertThat(Long.parseLong(jvm.awaitOutput(QuietApplication.CLOSED))).isLessThan(20_000);
			assertThat(jvm.awaitExit()).isZero();
			assertThat(jvm.output()).contains("0 sent without an answer, dropped {SHUTDOWN=1}");
		}
	}

	// Such a thread waits for the shutdown hooks, and these for the flush.
	@ParameterizedTest
	@ValueSource(strings = { "init", "client", "sink" })
	void exitOnAThreadOfTheStarterShouldEndTheProcessInTime(String where) {
		try (ScriptedCollector collector = ScriptedCollector.start();
				ForkedJvm jvm = on(ForkedJvm.of(ExitingApplication.class), collector.url())
					.arguments(List.of("--exit-in=" + where))
					.start()) {
			jvm.awaitOutput(ExitingApplication.EXITING);
			long start = System.nanoTime();
			assertThat(jvm.awaitExit()).isEqualTo(ExitingApplication.EXIT_STATUS);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
			assertThat(jvm.output()).contains("Telemetry closed with losses: 1 events accepted");
		}
	}

	private static String url(ScriptedCollector collector) {
		return "http://" + HOST + ":" + collector.port() + "/";
	}

	private static ForkedJvm.Builder on(ForkedJvm.Builder jvm, String url) {
		return jvm.variable("RUSTAUTH_TELEMETRY", "true")
			.variable("RUSTAUTH_TELEMETRY_ENDPOINT", url)
			.arguments(List.of(""));
	}

}
