package dev.rustauth.telemetry.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.quiet.QuietApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reactor Netty's own log while a collector resets every connection: silent where only
 * the starter uses it, unless the application says otherwise.
 */
@Timeout(600)
class ClientLogProcessTests {

	private static final String LOGGER = "reactor.netty.http.client.HttpClientConnect";

	private static final String STACK_TRACE = "\tat ";

	@TempDir
	private Path directory;

	@Test
	void brokenConnectionShouldHaveNoStackTraceUnlessTheApplicationAsksForIt() throws IOException {
		Path logback = Files.writeString(this.directory.resolve("logback.xml"), """
				<configuration>
					<include resource="org/springframework/boot/logging/logback/base.xml"/>
					<logger name="reactor.netty" level="INFO"/>
				</configuration>
				""");
		List<String> silent = List.of("", "--logging.level.root=warn", "--logging.level." + LOGGER + "=error",
				"--logging.level.reactor=off", "--logging.level.dev.rustauth=debug");
		List<String> speaking = List.of("--logging.level." + LOGGER + "=warn", "--logging.level.reactor.netty=info",
				"--logging.level.reactor=info", "--logging.level.root=debug",
				"--logging.group.net=reactor.netty --logging.level.net=warn", "--logging.config=" + logback,
				QuietApplication.SOURCE + UsingWebClient.class.getName());
		List<String> runs = runs(silent, speaking);
		assertThat(runs.subList(0, silent.size()))
			.allSatisfy((run) -> assertThat(run).doesNotContain(STACK_TRACE, "HttpClientConnect :"));
		assertThat(runs.get(0)).contains("the connection broke");
		assertThat(runs.subList(silent.size(), runs.size()))
			.allSatisfy((run) -> assertThat(run).contains(STACK_TRACE, "The connection observed an error"));
	}

	@Test
	void loggingSystemThatIsSwitchedOffShouldBeLeftAlone() {
		assertThat(runs(List.of(), List.of(""), "-Dorg.springframework.boot.logging.LoggingSystem=none"))
			.allSatisfy((run) -> assertThat(run).contains("The connection observed an error"));
	}

	private static List<String> runs(List<String> silent, List<String> speaking, String... options) {
		try (ScriptedCollector collector = ScriptedCollector.start().otherwise(Answer.resetAfterBody());
				ForkedJvm jvm = ForkedJvm.of(QuietApplication.class)
					.option(options)
					.variable("RUSTAUTH_TELEMETRY", "true")
					.variable("RUSTAUTH_TELEMETRY_ENDPOINT", collector.url())
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_RETRY_MAXATTEMPTS", "1")
					.variable("RUSTAUTH_TELEMETRY_DELIVERY_SHUTDOWNTIMEOUT", "60s")
					.arguments(Stream.of(silent, speaking).flatMap(List::stream).toList())
					.start()) {
			assertThat(jvm.awaitExit()).as(jvm.output()).isZero();
			List<String> runs = new ArrayList<>(List.of(jvm.output().split(QuietApplication.RUN)));
			assertThat(collector.requests()).hasSize(runs.size() - 2);
			return runs.subList(1, runs.size() - 1);
		}
	}

	/**
	 * A class of an application that has a use for it.
	 */
	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class UsingWebClient {

		WebClient client() {
			return WebClient.create();
		}

	}

}
