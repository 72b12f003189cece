package dev.rustauth.telemetry.integration.contexts;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.ServletContainerInitializer;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in a servlet container that goes on when the application has gone, with
 * a class loader of its own.
 */
@Timeout(600)
class WarIntegrationTests {

	@TempDir
	Path directory;

	private final ScriptedCollector collector = ScriptedCollector.start();

	/** What was asked for when the class loader was closed already. */
	private final List<String> loadedLate = new CopyOnWriteArrayList<>();

	private final Tomcat container = new Tomcat();

	@BeforeEach
	void start() throws LifecycleException {
		this.container.setBaseDir(this.directory.toString());
		this.container.setPort(0);
		this.container.getConnector();
		this.container.getHost();
		this.container.start();
	}

	@AfterEach
	void stop() throws LifecycleException {
		System.clearProperty(WarApplication.ENDPOINT);
		this.container.stop();
		this.container.destroy();
		this.collector.close();
	}

	@Test
	void deploymentShouldSendOneInitAndUndeploymentLeaveNothing() throws Exception {
		System.setProperty(WarApplication.ENDPOINT, this.collector.url());
		List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
		for (int deployment = 1; deployment <= 2; deployment++) {
			loaders.add(deployAndUndeploy(deployment));
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(OwnThreads.names()).isEmpty());
			assertThat(this.collector.types()).hasSize(deployment).containsOnly("init");
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.collector.openConnections() == 0);
		}
		assertThat(this.loadedLate).isEmpty();
		assertCollected(loaders);
	}

	/**
	 * All of them, once the JDK keeps the class of another record than Spring Boot's
	 * {@code ValueObjectBinder.ValueObject.CacheKey}, which any application with bound
	 * records has.
	 */
	private static void assertCollected(List<WeakReference<ClassLoader>> loaders) throws Exception {
		try (ApplicationClassLoader loader = new ApplicationClassLoader(new ArrayList<>())) {
			LinkedLast.link(loader.loadClass(LinkedLast.class.getName()));
		}
		Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
			System.gc();
			assertThat(loaders).hasSize(2).allSatisfy((loader) -> assertThat(loader.get() == null).isTrue());
		});
	}

	/**
	 * On a thread of its own, as containers do it: thread locals end with it.
	 */
	private WeakReference<ClassLoader> deployAndUndeploy(int count) throws Exception {
		CompletableFuture<WeakReference<ClassLoader>> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(cycle(count));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		thread.start();
		thread.join();
		return result.get();
	}

	private WeakReference<ClassLoader> cycle(int count) throws Exception {
		try (ApplicationClassLoader loader = new ApplicationClassLoader(this.loadedLate)) {
			StandardContext context = new StandardContext();
			context.setPath("/app");
			context.setDocBase(this.directory.toString());
			context.setParentClassLoader(loader);
			context.addLifecycleListener(new Tomcat.FixContextListener());
			ServletContainerInitializer spring = (ServletContainerInitializer) loader
				.loadClass("org.springframework.web.SpringServletContainerInitializer")
				.getDeclaredConstructor()
				.newInstance();
			context.addServletContainerInitializer(spring, Set.of(loader.loadClass(WarApplication.class.getName())));
			this.container.getHost().addChild(context);
			assertThat(context.getState().isAvailable()).isTrue();
			this.collector.awaitEvents(count);
			this.container.getHost().removeChild(context);
			return new WeakReference<>(loader);
		}
	}

	private static URL[] classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("devtools"))
			.map(WarIntegrationTests::url)
			.toArray(URL[]::new);
	}

	private static URL url(String entry) {
		try {
			return Path.of(entry).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Tells what it was asked for after its end.
	 */
	private static final class ApplicationClassLoader extends URLClassLoader {

		private final List<String> late;

		private volatile boolean closed;

		ApplicationClassLoader(List<String> late) {
			super(classPath(), new ContainerClassLoader());
			this.late = late;
		}

		@Override
		protected Class<?> findClass(String name) throws ClassNotFoundException {
			if (this.closed) {
				this.late.add(name);
			}
			return super.findClass(name);
		}

		@Override
		public void close() throws IOException {
			this.closed = true;
			super.close();
		}

	}

	/**
	 * What a container shows an application: the JDK, the Servlet API and itself.
	 */
	private static final class ContainerClassLoader extends ClassLoader {

		ContainerClassLoader() {
			super(ClassLoader.getPlatformClassLoader());
		}

		@Override
		protected Class<?> findClass(String name) throws ClassNotFoundException {
			if (name.startsWith("jakarta.servlet.") || name.startsWith("org.apache.catalina.")
					|| name.startsWith("org.apache.tomcat.") || name.startsWith("org.apache.juli.")
					|| name.startsWith("org.apache.coyote.") || name.startsWith("org.apache.naming.")) {
				return WarIntegrationTests.class.getClassLoader().loadClass(name);
			}
			throw new ClassNotFoundException(name);
		}

		@Override
		protected @Nullable URL findResource(String name) {
			return null;
		}

	}

}
