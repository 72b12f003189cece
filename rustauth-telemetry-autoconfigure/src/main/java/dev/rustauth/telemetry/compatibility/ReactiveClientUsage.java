package dev.rustauth.telemetry.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ScannedGenericBeanDefinition;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Whether an application uses {@code spring-webflux} or Reactor Netty itself, which the
 * starter brings as well, or Reactor without them. It does if Spring Boot or another
 * library on the class path brings them, or if the application's class files name them.
 * If neither can be read, they count as used, and nothing is changed.
 * <p>
 * No class is loaded. The first that uses them ends the search.
 */
final class ReactiveClientUsage {

	/** Classes of modules that need them, and thereby bring them. */
	private static final List<String> MODULES = List.of(
			"org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory",
			"org.springframework.boot.webclient.WebClientCustomizer",
			"org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration",
			"org.springframework.cloud.gateway.filter.GatewayFilter", "com.azure.core.http.netty.NettyAsyncHttpClient",
			"io.rsocket.transport.netty.client.TcpClientTransport");

	/**
	 * Classes of libraries that can't do without Reactor, and thereby bring it, but
	 * neither {@code spring-webflux} nor Reactor Netty.
	 */
	private static final List<String> REACTOR = List.of("io.lettuce.core.RedisClient",
			"org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration",
			"org.springframework.cloud.loadbalancer.core.ReactorLoadBalancer",
			"org.springframework.cloud.function.context.FunctionCatalog",
			"org.springframework.integration.core.MessagingTemplate",
			"org.springframework.graphql.execution.GraphQlSource", "org.springframework.r2dbc.core.DatabaseClient",
			"org.springframework.ai.model.Model", "com.mongodb.reactivestreams.client.MongoClient",
			"com.couchbase.client.core.Core", "org.neo4j.driver.Driver", "org.redisson.api.RedissonClient",
			"com.azure.core.http.HttpClient");

	/** What the class file of a user names. */
	private static final List<String> NAMES = List.of("reactor/netty/", "org/springframework/web/reactive/",
			"org/springframework/test/web/reactive/", "org/springframework/web/server/ServerWebExchange",
			"org/springframework/web/server/WebFilter", "org/springframework/web/server/WebHandler",
			"org/springframework/http/client/reactive/", "org/springframework/http/server/reactive/",
			"org/springframework/http/client/Reactor", "org/springframework/http/codec/",
			"org/springframework/boot/web/codec/", "org/springframework/boot/http/codec/",
			"org/springframework/boot/web/reactive/", "org/springframework/boot/web/embedded/netty/",
			"org/springframework/boot/http/client/reactive/", "org/springframework/boot/http/client/Reactor",
			"org/springframework/security/config/web/server/", "annotation/web/reactive/EnableWebFlux",
			"org/springframework/security/core/userdetails/Reactive",
			"org/springframework/security/authentication/Reactive",
			"org/springframework/security/oauth2/client/Reactive",
			"org/springframework/security/oauth2/client/registration/Reactive",
			"org/springframework/security/oauth2/client/web/reactive/",
			"org/springframework/security/oauth2/client/web/server/",
			"org/springframework/security/oauth2/jwt/Reactive",
			"org/springframework/security/oauth2/server/resource/introspection/Reactive");

	/** What the class file of a user of Reactor names. */
	private static final List<String> REACTOR_NAMES = List.of("reactor/core/", "/ReactiveElasticsearch");

	/** What a search found: a start asks four times, and a search reads every class. */
	private static final Map<ClassLoader, Map<String, Found>> SEARCHED = Collections
		.synchronizedMap(new WeakHashMap<>());

	private static final String WEB_CLIENT_OF_3 = "org.springframework.boot.autoconfigure.web.reactive.function.client."
			+ "WebClientAutoConfiguration";

	private static final String STARTER_OF_3 = "/spring-boot-starter-webflux-";

	/** Whose auto-configurations do without the builder. */
	private static final List<String> OWN = List.of("org.springframework.boot.", "org.springframework.cloud.",
			"dev.rustauth.telemetry.");

	private static final String BUILDER = "org/springframework/web/reactive/function/client/WebClient$Builder";

	/** Whether the application has WebClient without the starter. */
	private static final Map<ClassLoader, Boolean> BROUGHT = Collections.synchronizedMap(new WeakHashMap<>());

	/**
	 * Whether one of those that need Reactor is there: each is looked for in every jar.
	 */
	private static final Map<ClassLoader, Boolean> LIBRARIES = Collections.synchronizedMap(new WeakHashMap<>());

	private ReactiveClientUsage() {
	}

	/**
	 * The classes to ask by, where auto-configurations are picked: those of the
	 * definitions that are registered then, the application's sources and what was
	 * scanned.
	 */
	static Set<String> classes(ConfigurableListableBeanFactory factory) {
		Set<String> classes = new TreeSet<>();
		for (String name : factory.getBeanDefinitionNames()) {
			BeanDefinition definition = factory.getBeanDefinition(name);
			if (definition instanceof AnnotatedBeanDefinition && definition.getFactoryMethodName() == null
					&& definition.getBeanClassName() != null) {
				classes.add(definition.getBeanClassName());
			}
		}
		return classes;
	}

	/**
	 * Check the auto-configuration packages and the scanned classes of a complete
	 * context.
	 */
	static boolean byPackages(ConfigurableApplicationContext context) {
		ConfigurableListableBeanFactory factory = context.getBeanFactory();
		ClassLoader classLoader = context.getClassLoader();
		if (classLoader == null || !AutoConfigurationPackages.has(factory) || isBrought(classLoader)) {
			return true;
		}
		Set<String> folders = new TreeSet<>();
		AutoConfigurationPackages.get(factory).forEach((name) -> folders.add(folder(name + ".*")));
		for (String name : factory.getBeanDefinitionNames()) {
			if (factory.getBeanDefinition(name) instanceof ScannedGenericBeanDefinition scanned) {
				folders.add(folder(scanned.getMetadata().getClassName()));
			}
		}
		return isNamedIn(folders, classLoader, Found.WEBFLUX);
	}

	/**
	 * Ask.
	 * @param classes names of some classes of the application
	 */
	static boolean by(Collection<String> classes, ClassLoader classLoader) {
		return isBrought(classLoader) || isNamed(classes, classLoader, Found.WEBFLUX);
	}

	/**
	 * Whether the application has Reactor without the starter. Ask where {@code by} said
	 * that it uses no more than that.
	 * @param classes names of some classes of the application
	 */
	static boolean ofReactor(Collection<String> classes, ClassLoader classLoader) {
		return isNamed(classes, classLoader, Found.REACTOR) || LIBRARIES.computeIfAbsent(classLoader,
				(key) -> REACTOR.stream().anyMatch((name) -> isPresent(name, classLoader)));
	}

	/**
	 * Whether an auto-configuration of somebody else's has Spring Boot's builder of
	 * {@code WebClient} injected. Remembered, so that all is left alone.
	 * @param candidates names of auto-configurations
	 */
	static boolean byAutoConfigurations(@Nullable String[] candidates, ClassLoader classLoader) {
		boolean used = Stream.of(candidates)
			.flatMap(Stream::ofNullable)
			.filter((name) -> OWN.stream().noneMatch(name::startsWith))
			.anyMatch((name) -> isBuilderNamed(name, classLoader));
		if (used) {
			BROUGHT.put(classLoader, true);
		}
		return used;
	}

	private static boolean isBuilderNamed(String name, ClassLoader classLoader) {
		URL url = classLoader
			.getResource(ClassUtils.convertClassNameToResourcePath(name) + ClassUtils.CLASS_FILE_SUFFIX);
		try {
			return url != null && content(new UrlResource(url)).contains(BUILDER);
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static boolean isBrought(ClassLoader classLoader) {
		return BROUGHT.computeIfAbsent(classLoader,
				(key) -> MODULES.stream().anyMatch((name) -> isPresent(name, classLoader))
						|| isStarterOf3(classLoader));
	}

	/**
	 * Spring Boot 3 has no module for WebClient whose classes would tell, only an empty
	 * starter. The application's own classes need not name what a library uses.
	 */
	private static boolean isStarterOf3(ClassLoader classLoader) {
		try {
			return isPresent(WEB_CLIENT_OF_3, classLoader)
					&& Collections.list(classLoader.getResources("META-INF/MANIFEST.MF"))
						.stream()
						.anyMatch((manifest) -> manifest.toString().contains(STARTER_OF_3));
		}
		catch (IOException ex) {
			return true;
		}
	}

	static boolean isPresent(String name, ClassLoader classLoader) {
		String resource = ClassUtils.convertClassNameToResourcePath(name) + ClassUtils.CLASS_FILE_SUFFIX;
		return classLoader.getResource(resource) != null;
	}

	/**
	 * What the modules of one organization share: {@code com/acme}, but not
	 * {@code org/springframework}.
	 */
	private static String folder(String className) {
		String[] names = ClassUtils.getPackageName(className).split("\\.");
		boolean shared = names.length > 1
				&& Set.of("springframework", "rustauth", "github", "gitlab", "apache", "eclipse").contains(names[1]);
		int depth = Math.min(names.length, (shared) ? 4 : 2);
		return String.join("/", List.of(names).subList(0, depth));
	}

	private static boolean isNamed(Collection<String> classes, ClassLoader classLoader, Found least) {
		try {
			Set<String> folders = new TreeSet<>();
			for (String name : classes) {
				folders.add((isPresent(name, classLoader)) ? folder(name) : "");
			}
			return folders.isEmpty() || isNamedIn(folders, classLoader, least);
		}
		catch (RuntimeException ex) {
			return true;
		}
	}

	private static boolean isNamedIn(Set<String> folders, ClassLoader classLoader, Found least) {
		return folders.contains("")
				|| folders.stream().anyMatch((folder) -> found(folder, classLoader).compareTo(least) >= 0);
	}

	private static Found found(String folder, ClassLoader classLoader) {
		return SEARCHED.computeIfAbsent(classLoader, (key) -> new ConcurrentHashMap<>())
			.computeIfAbsent(folder, (key) -> search(folder, classLoader));
	}

	private static Found search(String folder, ClassLoader classLoader) {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver(classLoader);
		Found found = Found.NOTHING;
		try {
			for (Resource resource : resolver.getResources("classpath*:" + folder + "/**/*.class")) {
				String content = content(resource);
				if (NAMES.stream().anyMatch(content::contains)) {
					return Found.WEBFLUX;
				}
				if (found == Found.NOTHING && REACTOR_NAMES.stream().anyMatch(content::contains)) {
					found = Found.REACTOR;
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return found;
	}

	/** A name in a class file is readable as it is. */
	static String content(Resource classFile) throws IOException {
		try (InputStream stream = classFile.getInputStream()) {
			return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	/** From the least to the most. */
	private enum Found {

		NOTHING, REACTOR, WEBFLUX

	}

}
