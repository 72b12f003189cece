package dev.rustauth.telemetry.compatibility;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.AnnotatedGenericBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.web.context.reactive.GenericReactiveWebApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Which auto-configurations are left out, and where. What that comes to in applications
 * of many kinds is compared by {@code verification/host}.
 */
class UnaskedAutoConfigurationFilterTests {

	private static final String LISTED = "org.springframework.boot.security.autoconfigure.web.reactive."
			+ "ReactiveWebSecurityAutoConfiguration";

	private static final String OTHER = "org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration";

	@TempDir
	private Path directory;

	private final Map<String, Set<String>> conditions = new HashMap<>();

	@Test
	void shouldBeFoundBySpringBoot() {
		assertThat(SpringFactoriesLoader.loadFactories(AutoConfigurationImportFilter.class, null))
			.hasAtLeastOneElementOfType(UnaskedAutoConfigurationFilter.class);
	}

	@Test
	void whenNothingUsesTheLibrariesShouldLeaveOutWhatTheySwitchOn() throws Exception {
		assertThat(match("class App { String name = \"plain\"; }", new GenericApplicationContext()))
			.containsExactly(true, false, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.reactive.function.client.WebClient",
			"org.springframework.http.client.reactive.ClientHttpConnector", "reactor.netty.http.client.HttpClient",
			"org.springframework.web.server.WebFilter" })
	void whenTheApplicationNamesOneOfThemShouldLeaveAllAlone(String type) throws Exception {
		assertThat(match("class App { " + type + " own; }", new GenericApplicationContext())).containsExactly(true,
				true, true);
	}

	@Test
	void whenAnotherModuleOfTheOrganizationNamesOneShouldLeaveAllAlone() throws Exception {
		compile("clients", "package com.acme.clients; class Client { "
				+ "org.springframework.web.reactive.function.client.WebClient.Builder own; }");
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, true, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.webclient.WebClientCustomizer",
			"org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory",
			"org.springframework.cloud.gateway.filter.GatewayFilter" })
	void whenAModuleThatBringsThemIsThereShouldLeaveAllAlone(String type) throws Exception {
		module(type);
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, true, true);
	}

	@Test
	void whenALibrarysAutoConfigurationHasTheBuilderInjectedShouldLeaveAllAlone() throws Exception {
		String library = "class PartnerAutoConfiguration { void client(%s builder) { } }";
		String other = "org.springframework.web.reactive.function.client.WebClient";
		compile("module", "package org.partner; " + library.formatted(other));
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, false, true);
		compile("module", "package org.partner; " + library.formatted(other + ".Builder"));
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, true, true);
	}

	/**
	 * A library may use what the application depends on.
	 */
	@Test
	void whenTheStarterOfSpringBoot3IsThereShouldLeaveAllAlone() throws Exception {
		module("org.springframework.boot.autoconfigure.web.reactive.function.client.WebClientAutoConfiguration");
		Path starter = this.directory.resolve("spring-boot-starter-webflux-3.5.16.jar");
		try (OutputStream file = Files.newOutputStream(starter)) {
			Manifest manifest = new Manifest();
			manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
			new JarOutputStream(file, manifest).close();
		}
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, true, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.lettuce.core.RedisClient", "org.neo4j.driver.Driver",
			"org.springframework.cloud.loadbalancer.core.ReactorLoadBalancer",
			"org.springframework.graphql.execution.GraphQlSource" })
	void whenAnotherModuleBringsReactorShouldKeepWhatNeedsNothingElse(String type) throws Exception {
		module(type);
		this.conditions.put(LISTED, Set.of("reactor.core.publisher.Mono", "com.acme.Other"));
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, true, true);
	}

	@Test
	void whenAnotherModuleBringsReactorShouldLeaveOutWhatNeedsWebFlux() throws Exception {
		module("io.lettuce.core.RedisClient");
		this.conditions.put(LISTED,
				Set.of("reactor.core.publisher.Flux", "org.springframework.web.reactive.config.WebFluxConfigurer"));
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, false, true);
		this.conditions.put(LISTED, Set.of("reactor.core.publisher.Flux", "reactor.netty.http.client.HttpClient"));
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, false, true);
	}

	@Test
	void whenAnotherModuleBringsReactorShouldLeaveOutWhatImportsWebClient() throws Exception {
		module("io.lettuce.core.RedisClient");
		String resourceServer = UnaskedAutoConfigurationFilter.RESOURCE_SERVER;
		this.conditions.put(resourceServer, Set.of("reactor.core.publisher.Mono"));
		compile("app", "package com.acme; class App { }");
		URL[] urls = { this.directory.resolve("app").toUri().toURL(),
				this.directory.resolve("module").toUri().toURL() };
		try (URLClassLoader classLoader = new URLClassLoader(urls, null)) {
			GenericApplicationContext context = new GenericApplicationContext();
			AnnotatedGenericBeanDefinition bean = new AnnotatedGenericBeanDefinition(Object.class);
			bean.setBeanClassName("com.acme.App");
			context.registerBeanDefinition("app", bean);
			assertThat(filter(context, classLoader).match(new String[] { resourceServer }, metadata()))
				.containsExactly(false);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor.core.publisher.Flux<String>",
			"org.springframework.data.elasticsearch.repository.ReactiveElasticsearchRepository" })
	void whenTheApplicationNamesReactorShouldKeepWhatNeedsNothingElse(String type) throws Exception {
		compile("module", "package org.springframework.data.elasticsearch.repository;"
				+ " public class ReactiveElasticsearchRepository { }");
		this.conditions.put(LISTED, Set.of("reactor.core.publisher.Mono"));
		assertThat(match("class App { " + type + " own; }", new GenericApplicationContext())).containsExactly(true,
				true, true);
	}

	/**
	 * What has no conditions on classes in Spring Boot's own format is listed because of
	 * WebClient.
	 */
	@Test
	void whenAnotherModuleBringsReactorShouldLeaveOutWhatTellsNoCondition() throws Exception {
		module("io.lettuce.core.RedisClient");
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, false, true);
	}

	@Test
	void whenNothingBringsReactorShouldLeaveOutWhatNeedsIt() throws Exception {
		this.conditions.put(LISTED, Set.of("reactor.core.publisher.Mono"));
		assertThat(match("class App { }", new GenericApplicationContext())).containsExactly(true, false, true);
	}

	@Test
	void whenTheApplicationIsReactiveShouldLeaveAllAlone() throws Exception {
		assertThat(match("class App { }", new GenericReactiveWebApplicationContext())).containsExactly(true, true,
				true);
	}

	@Test
	void whenNothingIsKnownOfTheApplicationShouldLeaveAllAlone() {
		UnaskedAutoConfigurationFilter filter = filter(new GenericApplicationContext(), getClass().getClassLoader());
		assertThat(filter.match(new String[] { LISTED }, metadata())).containsExactly(true);
		assertThat(new UnaskedAutoConfigurationFilter().match(new String[] { LISTED }, metadata()))
			.containsExactly(true);
	}

	@Test
	void whenTheApplicationHasNoPackageShouldLeaveAllAlone() throws Exception {
		compile("app", "class Loose { }");
		assertThat(match("Loose", "class App { }", new GenericApplicationContext())).containsExactly(true, true, true);
	}

	/**
	 * A start asks several times, and a search reads every class of the application.
	 */
	@Test
	void whenAskedAgainShouldNotSearchAgain() throws Exception {
		compile("app", "package com.acme; class App { }");
		List<String> searched = new ArrayList<>();
		URL[] urls = { this.directory.resolve("app").toUri().toURL() };
		try (URLClassLoader classLoader = new URLClassLoader(urls, null) {

			@Override
			public Enumeration<URL> getResources(String name) throws IOException {
				searched.add(name);
				return super.getResources(name);
			}

		}) {
			for (int i = 0; i < 3; i++) {
				assertThat(ReactiveClientUsage.by(List.of("com.acme.App"), classLoader)).isFalse();
			}
		}
		assertThat(searched).containsOnlyOnce("com/acme/");
	}

	/**
	 * Others are on or off whatever the starter brings.
	 */
	@Test
	void listShouldNameWhatIsConditionalOnTheLibraries() throws IOException {
		Properties metadata = new Properties();
		for (URL url : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-autoconfigure-metadata.properties"))) {
			try (InputStream stream = url.openStream()) {
				metadata.load(stream);
			}
		}
		List<String> others = UnaskedAutoConfigurationFilter.ONLY_WITH_REACTIVE_CLIENT.stream()
			.filter(metadata::containsKey)
			.filter((name) -> !Pattern.compile("\\b(reactor\\.|org\\.springframework\\.web\\.reactive\\.)")
				.matcher(metadata.getProperty(name + ".ConditionalOnClass", ""))
				.find())
			.toList();
		assertThat(metadata).isNotEmpty();
		assertThat(others).isEmpty();
	}

	@Test
	void listShouldNameAutoConfigurationsThatExist() throws IOException {
		Set<String> known = Set.copyOf(org.springframework.boot.context.annotation.ImportCandidates
			.load(org.springframework.boot.autoconfigure.AutoConfiguration.class, null)
			.getCandidates());
		List<String> missing = UnaskedAutoConfigurationFilter.ONLY_WITH_REACTIVE_CLIENT.stream()
			.filter((name) -> getClass().getClassLoader().getResource(name.replace('.', '/') + ".class") != null)
			.filter((name) -> !known.contains(name))
			.toList();
		assertThat(missing).isEmpty();
	}

	private boolean[] match(String source, GenericApplicationContext context) throws Exception {
		return match("com.acme.App", source, context);
	}

	private boolean[] match(String definition, String source, GenericApplicationContext context) throws Exception {
		compile("app", "package com.acme; " + source);
		List<URL> urls = new ArrayList<>();
		for (String folder : List.of("app", "clients", "module", "spring-boot-starter-webflux-3.5.16.jar")) {
			urls.add(this.directory.resolve(folder).toUri().toURL());
		}
		try (URLClassLoader classLoader = new URLClassLoader(urls.toArray(new URL[0]), null)) {
			AnnotatedGenericBeanDefinition bean = new AnnotatedGenericBeanDefinition(Object.class);
			bean.setBeanClassName(definition);
			context.registerBeanDefinition("app", bean);
			String[] candidates = { OTHER, LISTED, null, "org.partner.PartnerAutoConfiguration" };
			return Arrays.copyOf(filter(context, classLoader).match(candidates, metadata()), 3);
		}
	}

	private static UnaskedAutoConfigurationFilter filter(GenericApplicationContext context, ClassLoader classLoader) {
		UnaskedAutoConfigurationFilter filter = new UnaskedAutoConfigurationFilter();
		filter.setBeanClassLoader(classLoader);
		filter.setBeanFactory(context.getBeanFactory());
		filter.setResourceLoader(context);
		return filter;
	}

	private AutoConfigurationMetadata metadata() {
		AutoConfigurationMetadata metadata = mock(AutoConfigurationMetadata.class);
		this.conditions
			.forEach((name, classes) -> given(metadata.getSet(name, "ConditionalOnClass")).willReturn(classes));
		return metadata;
	}

	private void module(String type) throws IOException {
		Path file = this.directory.resolve("module").resolve(type.replace('.', '/') + ".class");
		Files.createDirectories(file.getParent());
		Files.createFile(file);
	}

	private void compile(String folder, String source) throws IOException {
		Path classes = Files.createDirectories(this.directory.resolve(folder));
		String classPath = this.directory.resolve("module") + File.pathSeparator
				+ System.getProperty("java.class.path");
		String name = Arrays.stream(source.split("class ")).toList().get(1).split(" ")[0];
		Path file = Files.writeString(Files.createDirectories(this.directory.resolve("source")).resolve(name + ".java"),
				source);
		assertThat(ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-d", classes.toString(), "-cp", classPath, file.toString())).isZero();
	}

}
