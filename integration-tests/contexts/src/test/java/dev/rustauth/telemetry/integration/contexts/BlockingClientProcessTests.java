package dev.rustauth.telemetry.integration.contexts;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.rustauth.telemetry.process.ForkedJvm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's {@code RestClient} is the same with and without the starter.
 */
@Timeout(900)
class BlockingClientProcessTests {

	private static final String JDK = "JdkClientHttpRequestFactory, JdkClientHttpRequestFactory, "
			+ "JdkClientHttpRequestFactoryBuilder";

	private static final String REACTOR = JDK.replace("Jdk", "Reactor");

	/** The starter's jars and what it brings; in a reactor build, folders. */
	private static final Pattern BROUGHT = Pattern
		.compile("netty-.*|reactor-netty-.*|spring-webflux-.*|rustauth-telemetry-.*|.*/rustauth-telemetry-.*");

	@Test
	void clientShouldBeTheSameWithAndWithoutTheStarter() {
		assertThat(client((entry) -> !isBrought(entry))).isEqualTo(JDK);
		assertThat(client((entry) -> true)).isEqualTo(JDK);
	}

	@Test
	void clientThatIsAskedForShouldWin() {
		assertThat(client((entry) -> true, "--spring.http.clients.imperative.factory=reactor")).isEqualTo(REACTOR);
		assertThat(client((entry) -> true, "--spring.http.clients.imperative.factory=simple")).contains("Simple");
	}

	@Test
	void clientShouldBeTheSameOnARuntimeWithoutTheHttpClientOfTheJdk() {
		List<String> small = List.of("--limit-modules",
				"java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,"
						+ "java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,"
						+ "java.transaction.xa,java.xml,jdk.unsupported,jdk.management");
		String without = client((entry) -> !isBrought(entry), small);
		assertThat(without).contains("SimpleClientHttpRequestFactory");
		assertThat(client((entry) -> true, small)).isEqualTo(without);
	}

	private static boolean isBrought(String entry) {
		return BROUGHT.matcher(entry).matches() || BROUGHT.matcher(Path.of(entry).getFileName().toString()).matches();
	}

	private static String client(Predicate<String> classPath, String... arguments) {
		return client(classPath, List.of(), arguments);
	}

	private static String client(Predicate<String> classPath, List<String> options, String... arguments) {
		try (ForkedJvm jvm = ForkedJvm.of(ClientApplication.class)
			.classPath(
					(entry) -> entry.endsWith("test-classes") || (!entry.contains("devtools") && classPath.test(entry)))
			.option(options.toArray(String[]::new))
			.arguments(Stream.concat(Stream.of("--server.port=0"), Stream.of(arguments)).toList())
			.start()) {
			assertThat(jvm.awaitExit()).as(jvm.output()).isZero();
			return jvm.awaitLines(ClientApplication.CLIENT, 1).get(0);
		}
	}

}
