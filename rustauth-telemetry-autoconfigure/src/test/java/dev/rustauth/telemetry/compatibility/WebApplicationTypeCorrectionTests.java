package dev.rustauth.telemetry.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.tools.ToolProvider;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which applications of Spring Boot 3 are kept from becoming web applications. That they
 * are is seen on that line itself by the verification project.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebApplicationTypeCorrectionTests {

	private static final String TYPE = "spring.main.web-application-type";

	@TempDir
	private Path directory;

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void whenNothingServesHttpShouldBeNoWebApplication(CapturedOutput output) {
		assertThat(correct(jars("spring.boot", "spring.webflux", "reactor.netty.http")))
			.isEqualTo(WebApplicationType.NONE);
		assertThat(output).doesNotContain("telemetry");
	}

	@Test
	void whenStarterForWebFluxIsThereShouldStayReactive(CapturedOutput output) {
		assertThat(correct(jars("spring.webflux", "spring.boot.starter.webflux", "spring.boot.starter.reactor.netty")))
			.isEqualTo(WebApplicationType.REACTIVE);
		assertThat(output).doesNotContain("telemetry");
	}

	@Test
	void whenWebServerIsThereShouldStayReactive(CapturedOutput output) {
		assertThat(correct(jars(getClass().getClassLoader(), "spring.webflux"))).isEqualTo(WebApplicationType.REACTIVE);
		assertThat(output).doesNotContain("telemetry");
	}

	@ParameterizedTest
	@ValueSource(classes = { Registering.class, OwnServlet.class })
	void whenWebServerIsThereForServletsShouldBeServletApplication(Class<?> source, CapturedOutput output)
			throws IOException {
		assertThat(correct(jars(servers(source), "spring.webflux"), source)).isEqualTo(WebApplicationType.SERVLET);
		assertThat(output).doesNotContain("telemetry");
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Annotated.class, OwnTomcat.class })
	void whenWebServerIsThereForSomethingElseShouldStayReactive(Class<?> source) throws IOException {
		assertThat(correct(jars(servers(source), "spring.webflux"), source)).isEqualTo(WebApplicationType.REACTIVE);
	}

	/**
	 * Executable jars leave all starters out. Where others are there, that of WebFlux
	 * would be.
	 */
	@Test
	void whenJackson2IsOfAnotherStarterShouldBeNoWebApplication() throws IOException {
		jackson2();
		assertThat(correct(jars("spring.webflux", "spring.boot.starter", "spring.boot.starter.json")))
			.isEqualTo(WebApplicationType.NONE);
	}

	@Test
	void whenJackson2OfTheStarterForWebFluxIsThereShouldStayReactive() throws IOException {
		jackson2();
		assertThat(correct(jars("spring.webflux"))).isEqualTo(WebApplicationType.REACTIVE);
	}

	private void jackson2() throws IOException {
		Path source = this.directory.resolve("ParameterNamesModule.java");
		Files.writeString(source,
				"package com.fasterxml.jackson.module.paramnames; public class ParameterNamesModule { }");
		assertThat(ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-d", this.directory.resolve("spring.webflux").toString(),
					source.toString()))
			.isZero();
	}

	@ParameterizedTest
	@ValueSource(classes = { Annotated.class, Functional.class, Filtering.class })
	void whenItsClassesHandleRequestsShouldStayReactive(Class<?> handler, CapturedOutput output) throws IOException {
		assertThat(correct(jars(only(handler), "spring.webflux"), handler)).isEqualTo(WebApplicationType.REACTIVE);
		assertThat(output).doesNotContain("telemetry");
	}

	@Test
	void whenItsClassesHandleNothingShouldBeNoWebApplication() throws IOException {
		assertThat(correct(jars(only(Plain.class), "spring.webflux"), Plain.class)).isEqualTo(WebApplicationType.NONE);
	}

	@Test
	void whenNettyIsThereForSomethingElseShouldStayReactive() {
		assertThat(correct(jars("spring.webflux", "spring.boot.starter.reactor.netty")))
			.isEqualTo(WebApplicationType.REACTIVE);
	}

	@Test
	void whenEverythingIsInOneJarShouldStayReactive() {
		assertThat(correct(jars("com.example.application"))).isEqualTo(WebApplicationType.REACTIVE);
	}

	@Test
	void whenManifestCantBeReadShouldStayReactive() throws IOException {
		URLClassLoader jars = jars("spring.webflux");
		Files.writeString(this.directory.resolve("spring.webflux/META-INF/MANIFEST.MF"), "no manifest\n");
		assertThat(correct(jars)).isEqualTo(WebApplicationType.REACTIVE);
	}

	@Test
	void whenUnclearAndNothingHandlesRequestsShouldSayWhatToSet(CapturedOutput output) {
		report();
		assertThat(output).contains("perhaps only because").contains("Set " + TYPE + " to none");
	}

	@ParameterizedTest
	@ValueSource(classes = { Annotated.class, Functional.class })
	void whenUnclearAndSomethingHandlesRequestsShouldSayNothing(Class<?> handler, CapturedOutput output) {
		report(handler);
		assertThat(output).doesNotContain("telemetry");
	}

	private static void report(Class<?>... beans) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("own", Object.class, Object::new);
			if (beans.length > 0) {
				context.register(beans);
			}
			context.refresh();
			new WebApplicationTypeCorrection.Report().onApplicationEvent(
					new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
		}
	}

	@Test
	void whenTypeIsSetShouldLeaveItAlone(CapturedOutput output) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("own", Map.of(TYPE, "reactive")));
		assertThat(correct(jars("spring.webflux"))).isEqualTo(WebApplicationType.REACTIVE);
		assertThat(output).doesNotContain("telemetry");
	}

	@Test
	void whenSpringTestStartsItShouldLeaveItAlone() {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("Inlined Test Properties", Map.of("any", "value")));
		assertThat(correct(jars("spring.webflux"))).isEqualTo(WebApplicationType.REACTIVE);
	}

	@Test
	void whenApplicationIsServletApplicationShouldLeaveItAlone() {
		SpringApplication application = application(jars("spring.webflux"));
		application.setWebApplicationType(WebApplicationType.SERVLET);
		WebApplicationTypeCorrection.correct(application, this.environment);
		assertThat(application.getWebApplicationType()).isEqualTo(WebApplicationType.SERVLET);
	}

	@Test
	void onSpringBootFourShouldLeaveEverythingAlone(CapturedOutput output) {
		SpringApplication application = application(jars("spring.webflux"));
		new HostCompatibilityListener().onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
				new DefaultBootstrapContext(), application, new String[0], this.environment));
		assertThat(application.getWebApplicationType()).isEqualTo(WebApplicationType.REACTIVE);
		assertThat(output).doesNotContain("telemetry");
	}

	@Test
	void lineShouldBeToldByTheVersion() {
		assertThat(HostCompatibilityListener.isThree("3.5.16")).isTrue();
		assertThat(HostCompatibilityListener.isThree("4.0.7")).isFalse();
		assertThat(HostCompatibilityListener.isThree("4.3.1")).isFalse();
		assertThat(HostCompatibilityListener.isThree(null)).isFalse();
	}

	private WebApplicationType correct(ClassLoader classLoader, Class<?>... sources) {
		SpringApplication application = application(classLoader);
		application.addPrimarySources(List.of(sources));
		WebApplicationTypeCorrection.correct(application, this.environment);
		return application.getWebApplicationType();
	}

	private static SpringApplication application(ClassLoader classLoader) {
		SpringApplication application = new SpringApplication(new DefaultResourceLoader(classLoader));
		application.setWebApplicationType(WebApplicationType.REACTIVE);
		return application;
	}

	private URLClassLoader jars(String... modules) {
		return jars(null, modules);
	}

	private URLClassLoader jars(ClassLoader parent, String... modules) {
		URL[] urls = new URL[modules.length];
		try {
			for (int i = 0; i < modules.length; i++) {
				Path manifest = this.directory.resolve(modules[i]).resolve("META-INF/MANIFEST.MF");
				Files.createDirectories(manifest.getParent());
				Files.writeString(manifest,
						"Manifest-Version: 1.0\r\nAutomatic-Module-Name: " + modules[i] + "\r\n\r\n");
				urls[i] = this.directory.resolve(modules[i]).toUri().toURL();
			}
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new URLClassLoader(urls, parent);
	}

	/**
	 * The class file of a type, where a class path would have it, and the annotations of
	 * Spring.
	 */
	private ClassLoader only(Class<?> type) throws IOException {
		String name = ClassUtils.convertClassNameToResourcePath(type.getName()) + ".class";
		Path copy = this.directory.resolve("classes").resolve(name);
		Files.createDirectories(copy.getParent());
		try (InputStream stream = getClass().getClassLoader().getResourceAsStream(name)) {
			Files.copy(stream, copy);
		}
		URL[] urls = { this.directory.resolve("classes").toUri().toURL(), jar(RestController.class),
				jar(Controller.class), jar(AliasFor.class) };
		return new URLClassLoader(urls, null);
	}

	private ClassLoader servers(Class<?> source) throws IOException {
		return new URLClassLoader(new URL[] { jar(Tomcat.class) }, only(source));
	}

	private static URL jar(Class<?> type) {
		return type.getProtectionDomain().getCodeSource().getLocation();
	}

	@RestController
	static class Annotated {

	}

	@Configuration(proxyBeanMethods = false)
	static class Functional {

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route().GET("/", (request) -> ServerResponse.ok().build()).build();
		}

	}

	static class Filtering implements WebFilter {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange);
		}

	}

	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class Registering {

		@Bean
		ServletRegistrationBean<?> servlet() {
			return new ServletRegistrationBean<>();
		}

	}

	static class OwnServlet extends HttpServlet {

	}

	static class OwnTomcat {

		Tomcat start(Servlet servlet) {
			Tomcat tomcat = new Tomcat();
			tomcat.addServlet("", "own", servlet);
			return tomcat;
		}

	}

}
