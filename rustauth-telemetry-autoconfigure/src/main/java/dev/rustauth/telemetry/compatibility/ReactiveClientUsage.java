package dev.rustauth.telemetry.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ScannedGenericBeanDefinition;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Whether an application uses {@code spring-webflux} or Reactor Netty itself, which the
 * starter brings as well. It does if Spring Boot or another library on the class path
 * brings them, or if the application's class files name them. If neither can be read,
 * they count as used, and nothing is changed.
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

	/** What a search found: a start asks three times, and a search reads every class. */
	private static final Map<ClassLoader, Map<String, Boolean>> SEARCHED = Collections
		.synchronizedMap(new WeakHashMap<>());

	private ReactiveClientUsage() {
	}

	/**
	 * Check the definitions that are registered when auto-configurations are selected:
	 * the application's sources and scanned classes.
	 */
	static boolean by(@Nullable BeanFactory beanFactory, ClassLoader classLoader) {
		if (!(beanFactory instanceof ConfigurableListableBeanFactory factory)) {
			return true;
		}
		Set<String> classes = new TreeSet<>();
		for (String name : factory.getBeanDefinitionNames()) {
			BeanDefinition definition = factory.getBeanDefinition(name);
			if (definition instanceof AnnotatedBeanDefinition && definition.getFactoryMethodName() == null
					&& definition.getBeanClassName() != null) {
				classes.add(definition.getBeanClassName());
			}
		}
		return by(classes, classLoader);
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
		return isNamedIn(folders, classLoader);
	}

	/**
	 * Ask.
	 * @param classes names of some classes of the application
	 */
	static boolean by(Collection<String> classes, ClassLoader classLoader) {
		if (classes.isEmpty() || isBrought(classLoader)) {
			return true;
		}
		try {
			Set<String> folders = new TreeSet<>();
			for (String name : classes) {
				folders.add((isPresent(name, classLoader)) ? folder(name) : "");
			}
			return isNamedIn(folders, classLoader);
		}
		catch (RuntimeException ex) {
			return true;
		}
	}

	private static boolean isBrought(ClassLoader classLoader) {
		return MODULES.stream().anyMatch((name) -> isPresent(name, classLoader));
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

	private static boolean isNamedIn(Set<String> folders, ClassLoader classLoader) {
		return folders.contains("") || folders.stream().anyMatch((folder) -> isNamedIn(folder, classLoader));
	}

	private static boolean isNamedIn(String folder, ClassLoader classLoader) {
		return SEARCHED.computeIfAbsent(classLoader, (key) -> new ConcurrentHashMap<>())
			.computeIfAbsent(folder, (key) -> search(folder, classLoader));
	}

	private static boolean search(String folder, ClassLoader classLoader) {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver(classLoader);
		try {
			for (Resource resource : resolver.getResources("classpath*:" + folder + "/**/*.class")) {
				try (InputStream stream = resource.getInputStream()) {
					// A name in a class file is readable as it is.
					String content = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
					if (NAMES.stream().anyMatch(content::contains)) {
						return true;
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return false;
	}

}
