package dev.rustauth.telemetry.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/**
 * Whether an application is written to serve HTTP with WebFlux, by its class path and its
 * own classes.
 * <p>
 * Spring Boot's starter for WebFlux is proof, but executable jars leave starters out. It
 * brings Jackson 2, which ours doesn't but another starter may. The jars are known by the
 * module names in their manifests, since files may be renamed.
 */
enum WebFluxUsage {

	/** It serves HTTP with WebFlux. */
	SERVES,

	/** It serves HTTP with servlets, without Spring MVC. */
	SERVLETS,

	/** It may be either. */
	UNCLEAR,

	/** Nothing was put there to serve HTTP. */
	NONE;

	/** What handles requests without annotations. */
	static final String ROUTES = "org.springframework.web.reactive.function.server.RouterFunction";

	private static final String CONTROLLER = "org.springframework.stereotype.Controller";

	private static final Set<String> HANDLERS = Set.of("org.springframework.web.server.WebHandler",
			"org.springframework.web.server.WebFilter", "org.springframework.http.server.reactive.HttpHandler");

	private static final Set<String> SERVERS = Set.of("org.apache.catalina.startup.Tomcat",
			"org.eclipse.jetty.server.Server", "io.undertow.Undertow");

	/** What the class file of an application with servlets names. */
	private static final List<String> SPRING_BOOT_SERVLETS = List.of("org/springframework/boot/web/servlet/");

	private static final List<String> ANY_SERVLETS = List.of("jakarta/servlet/");

	/** What the class file of an application names that runs a server by itself. */
	private static final List<String> OWN_SERVER = List.of("org/apache/catalina/startup/",
			"org/eclipse/jetty/server/Server", "io/undertow/Undertow");

	private static final String JACKSON_2 = "com.fasterxml.jackson.module.paramnames.ParameterNamesModule";

	/**
	 * Look.
	 * @param sources the classes that the application was started with
	 */
	static WebFluxUsage of(ClassLoader classLoader, Set<Object> sources) {
		try {
			Set<String> modules = modules(classLoader);
			if (modules.contains("spring.boot.starter.webflux")) {
				return SERVES;
			}
			if (SERVERS.stream().anyMatch((server) -> ClassUtils.isPresent(server, classLoader))) {
				return (!handles(classLoader, sources) && hasServlets(classLoader, sources)) ? SERVLETS : SERVES;
			}
			if (!modules.contains("spring.webflux") || modules.contains("spring.boot.starter.reactor.netty")
					|| !modules.contains("spring.boot.starter") && ClassUtils.isPresent(JACKSON_2, classLoader)) {
				return UNCLEAR;
			}
			return (handles(classLoader, sources)) ? SERVES : NONE;
		}
		catch (IOException | RuntimeException ex) {
			// What can't be looked at isn't judged.
			return UNCLEAR;
		}
	}

	private static Set<String> modules(ClassLoader classLoader) throws IOException {
		Set<String> modules = new HashSet<>();
		for (URL url : Collections.list(classLoader.getResources("META-INF/MANIFEST.MF"))) {
			try (InputStream stream = url.openStream()) {
				modules.add(String.valueOf(new Manifest(stream).getMainAttributes().getValue("Automatic-Module-Name")));
			}
		}
		return modules;
	}

	/**
	 * Whether a class in the packages of the sources handles requests. No class is
	 * loaded; the first that does ends the search.
	 */
	private static boolean handles(ClassLoader classLoader, Set<Object> sources) throws IOException {
		MetadataReaderFactory metadata = new CachingMetadataReaderFactory(classLoader);
		List<Resource> classes = classes(classLoader, sources);
		if (classes == null) {
			return true;
		}
		for (Resource resource : classes) {
			if (handles(metadata.getMetadataReader(resource).getAnnotationMetadata())) {
				return true;
			}
		}
		return false;
	}

	private static boolean handles(AnnotationMetadata type) {
		return type.isAnnotated(CONTROLLER) || Stream.of(type.getInterfaceNames()).anyMatch(HANDLERS::contains)
				|| type.getDeclaredMethods().stream().anyMatch((method) -> ROUTES.equals(method.getReturnTypeName()));
	}

	private static boolean hasServlets(ClassLoader classLoader, Set<Object> sources) throws IOException {
		List<Resource> classes = classes(classLoader, sources);
		return classes != null && (isNamed(classes, SPRING_BOOT_SERVLETS)
				|| isNamed(classes, ANY_SERVLETS) && !isNamed(classes, OWN_SERVER));
	}

	private static boolean isNamed(List<Resource> classes, List<String> names) throws IOException {
		for (Resource resource : classes) {
			if (names.stream().anyMatch(ReactiveClientUsage.content(resource)::contains)) {
				return true;
			}
		}
		return false;
	}

	/** Null if they can't be told from those of libraries. */
	private static @Nullable List<Resource> classes(ClassLoader classLoader, Set<Object> sources) throws IOException {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver(classLoader);
		List<Resource> classes = new ArrayList<>();
		for (Object source : sources) {
			String name = (source instanceof Class<?> type) ? type.getName() : source.toString();
			String folder = ClassUtils.convertClassNameToResourcePath(ClassUtils.getPackageName(name));
			if (folder.isEmpty()) {
				return null;
			}
			classes.addAll(List.of(resolver.getResources("classpath*:" + folder + "/**/*.class")));
		}
		return classes;
	}

}
