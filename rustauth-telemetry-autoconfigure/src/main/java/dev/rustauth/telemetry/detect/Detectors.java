package dev.rustauth.telemetry.detect;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.env.Environment;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.TestEnvironment;

/**
 * Makes the built-in detectors.
 * <p>
 * Creating one reads nothing: no property, file or class path entry is read before its
 * {@code detect} or {@code generate} method is called, so disabled telemetry reads
 * nothing. Detectors read only what they are given here. They keep no state, except that
 * the anonymous id remembers its random value, and may be called from any thread. Calls
 * may block for as long as the file system does.
 *
 * @since 0.1.0
 */
@Internal
public final class Detectors {

	private Detectors() {
	}

	/**
	 * What the detectors look up on the class path, for a native image.
	 * @return names of resources, most of which an application doesn't have
	 */
	public static Set<String> resources() {
		Set<String> resources = new TreeSet<>(Set.of(ProjectAnonymousIdGenerator.BUILD_INFO));
		for (Database database : Database.values()) {
			database.drivers().forEach((driver) -> resources.add(driver.resource()));
		}
		return resources;
	}

	/**
	 * Runtime {@code java}, with the property {@code java.version}.
	 * @param environment where the property is read
	 * @return the detector
	 */
	public static RuntimeDetector runtime(Environment environment) {
		return () -> new NamedVersion("java", PropertyReader.value(environment, "java.version"));
	}

	/**
	 * Framework {@code spring-boot}, with its version.
	 * @return the detector
	 */
	public static FrameworkDetector framework() {
		return () -> new NamedVersion("spring-boot", SpringBootVersion.getVersion());
	}

	/**
	 * Production, CI, test or development, in this order: by {@code RUST_ENV} or an
	 * active profile {@code prod} or {@code production}, by the variables of CI servers,
	 * by {@link TestEnvironment}.
	 * @param environment where variables and profiles are read
	 * @return the detector
	 */
	public static EnvironmentDetector environment(Environment environment) {
		return new StageDetector(environment);
	}

	/**
	 * The twelve facts about the machine, each detected by itself: one that fails is
	 * {@code null} and doesn't affect the other eleven.
	 * @param environment where variables, {@code os.name} and {@code os.arch} are read
	 * @param root the directory under which {@code /proc}, {@code /sys} and the marker
	 * files of containers are looked up: the root of the file system, except in tests
	 * @return the detector
	 */
	public static SystemInfoDetector systemInfo(Environment environment, Path root) {
		return new HostSystemInfoDetector(environment, root);
	}

	/**
	 * The database that runs, by the beans that connect to it or that describe the
	 * connection; else the one that is configured; else the one there is a driver for. If
	 * two differ, it is unknown. Only the scheme of a URL is used. No bean is created, no
	 * connection opened and no driver class loaded.
	 * @param beanFactory where beans and drivers are looked for
	 * @param environment where the settings are read
	 * @return the detector
	 */
	public static DatabaseDetector database(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		return new SpringDatabaseDetector(beanFactory, environment);
	}

	/**
	 * The data access library closest to the application, by the types of its beans:
	 * Spring Data by its repositories, else what they could be made with, else the
	 * driver. If two have the same rank, it is unknown.
	 * @param beanFactory where the beans are
	 * @return the detector
	 */
	public static AdapterDetector adapter(ConfigurableListableBeanFactory beanFactory) {
		return new SpringAdapterDetector(beanFactory);
	}

	/**
	 * Maven or Gradle, by the class path ({@code java.class.path}), else by the working
	 * directory ({@code user.dir}).
	 * @param environment where these properties and the version variables are read
	 * @return the detector
	 */
	public static PackageManagerDetector packageManager(Environment environment) {
		return new BuildToolDetector(environment);
	}

	/**
	 * The pseudonym of the deployment, hashed from base URL and project name as the Rust
	 * crate does. The project name is the given one, else
	 * {@code spring.application.name}, else {@code build.name} or {@code build.artifact}
	 * of {@code META-INF/build-info.properties}; an empty one counts as found.
	 * @param environment where {@code spring.application.name} is read
	 * @param classLoader where the build information is looked for
	 * @param projectName the project name, {@code null} to detect it
	 * @param key the key of an HMAC-SHA-256 that takes the place of the plain hash,
	 * {@code null} for the plain hash. An empty key protects nothing and therefore gives
	 * a random id.
	 * @return the generator
	 */
	public static AnonymousIdGenerator anonymousId(Environment environment, ClassLoader classLoader,
			@Nullable String projectName, @Nullable String key) {
		return new ProjectAnonymousIdGenerator(environment, classLoader, projectName, key);
	}

}
