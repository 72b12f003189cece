package dev.rustauth.telemetry.detect;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.loader.launch.LaunchedClassLoader;
import org.springframework.boot.loader.net.protocol.Handlers;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DriverVersion}.
 */
class DriverVersionTests {

	private static final String PROTOCOL_HANDLERS = "java.protocol.handler.pkgs";

	private final String protocolHandlers = System.getProperty(PROTOCOL_HANDLERS);

	@TempDir
	Path directory;

	@AfterEach
	void restoreProtocolHandlers() {
		if (this.protocolHandlers == null) {
			System.clearProperty(PROTOCOL_HANDLERS);
		}
		else {
			System.setProperty(PROTOCOL_HANDLERS, this.protocolHandlers);
		}
	}

	@Test
	void whenMavenLeftPropertiesShouldPreferThem() throws IOException {
		FakeJar jar = driver().withPomProperties("com.h2database/h2", "1.0")
			.withManifest("Implementation-Version: 2.0");
		assertThat(version(jar, "h2-3.0.jar")).isEqualTo("1.0");
	}

	@Test
	void whenPropertiesAreOfAnotherArtifactShouldIgnoreThem() throws IOException {
		FakeJar jar = driver().withPomProperties("com.example/h2", "1.0").withManifest("Implementation-Version: 2.0");
		assertThat(version(jar, "h2-3.0.jar")).isEqualTo("2.0");
	}

	@Test
	void whenManifestHasNoImplementationVersionShouldTakeTheBundleVersion() throws IOException {
		assertThat(version(driver().withManifest("Bundle-Version: 2.1.0.RELEASE"), "h2-3.0.jar"))
			.isEqualTo("2.1.0.RELEASE");
		assertThat(version(driver().withManifest("Implementation-Version: 2.2", "Bundle-Version: 2.1"), "h2-3.0.jar"))
			.isEqualTo("2.2");
	}

	@ParameterizedTest
	@CsvSource({ "h2-2.3.232.jar,2.3.232", "r2dbc-h2-1.0.0.RELEASE.jar,1.0.0.RELEASE",
			"mssql-jdbc-12.8.1.jre11.jar,12.8.1.jre11", "h2 a+b-1.0.jar,1.0", "h2.jar,", "h2-latest.jar,",
			"h2-1.0 copy.jar,1.0", "h2-1.0;x.jar," })
	void whenNothingElseTellsShouldTakeTheVersionFromTheFileName(String fileName, String expected) throws IOException {
		assertThat(version(driver(), fileName)).isEqualTo(expected);
	}

	@Test
	void whenVersionDoesNotLookLikeOneShouldTryTheNextSource() throws IOException {
		FakeJar jar = driver().withPomProperties("com.h2database/h2", "${revision}")
			.withManifest("Implementation-Version: secret token", "Bundle-Version: ");
		assertThat(version(jar, "h2-3.0.jar")).isEqualTo("3.0");
	}

	@Test
	void whenManifestIsBrokenShouldTryTheNextSource() throws IOException {
		assertThat(version(driver().with("META-INF/MANIFEST.MF", "broken"), "h2-3.0.jar")).isEqualTo("3.0");
	}

	// A signed jar file has a section for each entry, which may go on beyond any limit.
	@Test
	void whenManifestIsHugeShouldReadItsMainSection() throws IOException {
		String sections = "Name: a\r\nSHA-256-Digest: x\r\n\r\n".repeat(10_000);
		assertThat(version(driver().withManifest("Implementation-Version: 2.0", "", sections), "h2-3.0.jar"))
			.isEqualTo("2.0");
	}

	// Everything in one jar file: its manifest and name are those of the application.
	@Test
	void whenDriverWasPouredIntoTheApplicationShouldTellOnlyWhatMavenLeft() throws IOException {
		FakeJar application = driver().withClass("org.springframework.boot.SpringBootVersion")
			.withManifest("Implementation-Version: 2.0");
		assertThat(version(application, "app-1.0.jar")).isNull();
		assertThat(version(application.withPomProperties("com.h2database/h2", "2.3"), "app-1.0.jar")).isEqualTo("2.3");
	}

	@Test
	void whenDriverIsADirectoryShouldHaveNoVersion() throws IOException {
		Path classes = Files.createDirectories(this.directory.resolve("h2-1.0/org/h2"));
		Files.writeString(classes.resolve("Driver.class"), "not a class");
		new FakeRoot(this.directory).with("h2-1.0/META-INF/MANIFEST.MF",
				"Manifest-Version: 1.0\nImplementation-Version: 2.0\n\n");
		assertThat(detect(this.directory.resolve("h2-1.0"))).isEqualTo(new NamedVersion("h2", null));
	}

	// As in class loaders of application servers.
	@Test
	void whenProtocolIsKnownToTheClassLoaderOnlyShouldReadThroughItsHandler() {
		URLStreamHandler handler = new URLStreamHandler() {

			@Override
			protected URLConnection openConnection(URL url) throws IOException {
				return entry(url.getPath().endsWith("MANIFEST.MF"));
			}

		};
		ClassLoader classLoader = new ClassLoader(null) {

			@Override
			protected URL findResource(String name) {
				try {
					return name.equals("org/h2/Driver.class")
							? new URL(null, "unregistered:/h2-3.0.jar!/" + name, handler) : null;
				}
				catch (MalformedURLException ex) {
					throw new IllegalStateException(ex);
				}
			}

		};
		assertThat(Detectors.database(FakeJar.beanFactory(classLoader), new MockEnvironment()).detect())
			.isEqualTo(new NamedVersion("h2", "2.0"));
	}

	// Deleting or replacing an open jar file fails on Windows and crashed older JVMs.
	@Test
	void whenDoneShouldNotHoldTheFileOpen() throws IOException {
		Path jar = driver().writeTo(this.directory.resolve("h2-3.0.jar"));
		detect(jar);
		Path descriptors = Path.of("/proc/self/fd");
		if (Files.isDirectory(descriptors)) {
			try (var links = Files.list(descriptors)) {
				assertThat(links.map(DriverVersionTests::target)).doesNotContain(jar.toRealPath().toString());
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "properties,1.0", "manifest,2.0", "name,3.0" })
	void whenDriverIsInsideAnExecutableJarShouldFindItsVersion(String source, String expected) throws Exception {
		FakeJar driver = driver();
		switch (source) {
			case "properties" -> driver.withPomProperties("com.h2database/h2", "1.0");
			case "manifest" -> driver.withManifest("Implementation-Version: 2.0");
			default -> driver.with("META-INF/other", "");
		}
		Path application = new FakeJar().withManifest("Implementation-Version: 9.9")
			.with("BOOT-INF/lib/h2-3.0.jar", driver.toBytes())
			.writeTo(this.directory.resolve("app-8.8.jar"));
		Handlers.register();
		URL nested = new URL("jar:nested:" + application.toUri().getPath() + "/!BOOT-INF/lib/h2-3.0.jar!/");
		try (LaunchedClassLoader classLoader = new LaunchedClassLoader(false, new URL[] { nested },
				ClassLoader.getPlatformClassLoader())) {
			assertThat(Detectors.database(FakeJar.beanFactory(classLoader), new MockEnvironment()).detect())
				.isEqualTo(new NamedVersion("h2", expected));
		}
	}

	private URLConnection entry(boolean manifest) throws IOException {
		if (!manifest) {
			throw new FileNotFoundException();
		}
		Path file = this.directory.resolve("manifest");
		Files.writeString(file, "Manifest-Version: 1.0\nImplementation-Version: 2.0\n\n");
		return file.toUri().toURL().openConnection();
	}

	private static FakeJar driver() {
		return new FakeJar().withClass("org.h2.Driver");
	}

	private String version(FakeJar jar, String fileName) throws IOException {
		NamedVersion detected = detect(jar.writeTo(this.directory.resolve(fileName)));
		assertThat(detected.name()).isEqualTo("h2");
		return detected.version();
	}

	private static NamedVersion detect(Path classPath) throws IOException {
		try (URLClassLoader classLoader = FakeJar.classLoader(classPath)) {
			return Detectors.database(FakeJar.beanFactory(classLoader), new MockEnvironment()).detect();
		}
	}

	private static String target(Path link) {
		try {
			return Files.readSymbolicLink(link).toString();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
