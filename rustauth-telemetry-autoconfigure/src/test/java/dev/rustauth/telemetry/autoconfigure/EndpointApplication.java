package dev.rustauth.telemetry.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A servlet application with Actuator on a random port, asked over HTTP.
 */
final class EndpointApplication implements AutoCloseable {

	static final String PATH = "/actuator/rustauthtelemetry";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	final ConfigurableApplicationContext context;

	private final HttpClient client = HttpClient.newHttpClient();

	private EndpointApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Start an application that takes this test for real life.
	 */
	static EndpointApplication exposed(Class<?> source, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--management.endpoints.web.exposure.include=rustauthtelemetry,prometheus");
		all.add("--rustauth.telemetry.skip-test-check=true");
		return start(source, all.toArray(String[]::new));
	}

	static EndpointApplication start(Class<?> source, String... arguments) {
		// Else Tomcat takes the only place for a handler of URLs that a JVM has, and the
		// tests that need it for nested jar files fail.
		TomcatURLStreamHandlerFactory.disable();
		SpringApplication application = new SpringApplicationBuilder(source).web(WebApplicationType.SERVLET).build();
		application.setRegisterShutdownHook(false);
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--server.port=0");
		all.add("--spring.main.banner-mode=off");
		all.add("--spring.application.name=my-app");
		return new EndpointApplication(application.run(all.toArray(String[]::new)));
	}

	HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
		URI uri = URI
			.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path);
		return this.client.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
				HttpResponse.BodyHandlers.ofByteArray());
	}

	String text(String path) throws IOException, InterruptedException {
		return new String(get(path).body(), StandardCharsets.UTF_8);
	}

	JsonNode json(String path) throws IOException, InterruptedException {
		return JSON.readTree(get(path).body());
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Everything that is on the class path.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Everything {

	}

}
