package dev.rustauth.telemetry.sample.collector;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Better Auth's own client, from npm, where there is Node. It can set nothing but a URL,
 * so the token is in the path.
 */
@ContextConfiguration(initializers = OnH2.class)
@TestPropertySource(properties = { "collector.token=sender-token", "collector.operator-token=operator-token" })
@Timeout(240)
class NodeHostProcessTests extends RunningCollector {

	private static final List<String> PACKAGES = List.of("@better-auth/telemetry@1.6.9", "@better-auth/core@1.6.9",
			"@better-auth/utils@0.4.0", "@better-fetch/fetch@1.1.21");

	private static final String SCRIPT = """
			import { createTelemetry } from "@better-auth/telemetry";
			const options = { baseURL: "https://shop.example", emailAndPassword: { enabled: true }, plugins: [{ id: "passkey" }] };
			const telemetry = await createTelemetry(options, { skipTestCheck: true });
			await telemetry.publish({ type: "checkout", payload: { count: 1 } });
			""";

	@TempDir
	private static Path directory;

	@BeforeAll
	static void install() throws Exception {
		Files.writeString(directory.resolve("package.json"), "{\"type\":\"module\",\"dependencies\":{}}");
		Files.writeString(directory.resolve("host.mjs"), SCRIPT);
		String[] command = { "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline" };
		try {
			if (run(Map.of(), concat(command)) != 0) {
				abort("npm can't install Better Auth's client: " + output());
			}
		}
		catch (IOException ex) {
			abort("There is no Node with npm on the path: install both to run this test");
		}
	}

	private static String[] concat(String... command) {
		return Stream.concat(Stream.of(command), PACKAGES.stream()).toArray(String[]::new);
	}

	@Test
	void clientOfBetterAuthShouldBeUnderstoodWithTheTokenInThePath() throws Exception {
		send("/events/sender-token");
		assertThat(events()).extracting((event) -> event.get("type")).containsExactlyInAnyOrder("init", "checkout");
		assertThat(events()).allSatisfy((event) -> assertThat(event).containsEntry("flags", null));
		assertThat(rows("deployment")).singleElement()
			.satisfies((deployment) -> assertThat(deployment).containsEntry("runtime", "node")
				.containsEntry("starts", 1L)
				.hasEntrySatisfying("features",
						(features) -> assertThat(features.toString()).contains("passkey", "password")));
		assertThat(rows("dead_letter")).isEmpty();
	}

	@Test
	void clientOfBetterAuthShouldBeRefusedWithAnotherToken() throws Exception {
		send("/events/operator-token");
		send("/events");
		assertThat(events()).isEmpty();
	}

	private void send(String path) throws Exception {
		assertThat(run(Map.of("BETTER_AUTH_TELEMETRY", "1", "BETTER_AUTH_TELEMETRY_ENDPOINT",
				"http://localhost:%d%s".formatted(port(), path)), "node", "host.mjs"))
			.as(output())
			.isZero();
	}

	private static int run(Map<String, String> environment, String... command) throws Exception {
		File log = directory.resolve("output.log").toFile();
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log);
		builder.environment().putAll(environment);
		Process process = builder.start();
		if (!process.waitFor(3, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IllegalStateException(output());
		}
		return process.exitValue();
	}

	private static String output() {
		try {
			return Files.readString(directory.resolve("output.log"));
		}
		catch (IOException ex) {
			return "";
		}
	}

}
