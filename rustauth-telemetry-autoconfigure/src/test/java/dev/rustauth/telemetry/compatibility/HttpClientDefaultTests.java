package dev.rustauth.telemetry.compatibility;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which connector stays that of an application with Reactor of its own. That it does is
 * compared by {@code verification/host}.
 */
class HttpClientDefaultTests {

	private static final String PROPERTY = HttpClientDefault.REACTIVE.property(false);

	private static final String NETTY = "reactor.netty.http.client.HttpClient";

	private static final String LETTUCE = "io.lettuce.core.RedisClient";

	@TempDir
	private Path directory;

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void whenTheApplicationHasReactorShouldStayTheJdks() throws IOException {
		assertThat(keep(NETTY, LETTUCE)).isEqualTo("jdk");
	}

	@ParameterizedTest
	@CsvSource({ "org.eclipse.jetty.reactive.client.ReactiveRequest, jetty",
			"org.apache.hc.core5.reactive.ReactiveResponseConsumer, http-components" })
	void whenAnotherClientIsThereShouldStayThatOne(String type, String connector) throws IOException {
		assertThat(keep(NETTY, LETTUCE, type)).isEqualTo(connector);
	}

	@Test
	void whenOnlyTheStarterBringsReactorShouldSetNothing() throws IOException {
		assertThat(keep(NETTY)).isNull();
	}

	@Test
	void whenReactorNettyIsNotThereShouldSetNothing() throws IOException {
		assertThat(keep(LETTUCE)).isNull();
	}

	@Test
	void whenTheApplicationUsesWebFluxShouldSetNothing() throws IOException {
		assertThat(keep(NETTY, LETTUCE, "org.springframework.boot.webclient.WebClientCustomizer")).isNull();
	}

	@Test
	void whenTheApplicationSetsOneShouldLeaveIt() throws IOException {
		this.environment.getPropertySources().addFirst(new MapPropertySource("own", Map.of(PROPERTY, "reactor")));
		assertThat(keep(NETTY, LETTUCE)).isEqualTo("reactor");
	}

	private String keep(String... types) throws IOException {
		for (String type : types) {
			file(type);
		}
		file("com.acme.App");
		URL[] urls = { this.directory.toUri().toURL() };
		try (URLClassLoader classLoader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
			HttpClientDefault.REACTIVE.keep(false, this.environment, List.of("com.acme.App"), classLoader);
		}
		return this.environment.getProperty(PROPERTY);
	}

	private void file(String type) throws IOException {
		Path file = this.directory.resolve(type.replace('.', '/') + ".class");
		Files.createDirectories(file.getParent());
		Files.createFile(file);
	}

}
