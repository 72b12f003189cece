package dev.rustauth.telemetry.detect;

import java.io.File;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BuildToolDetector}.
 */
class BuildToolDetectorTests {

	private static final String BOOT = "Spring-Boot-Version: 4.1.0";

	private final MockEnvironment environment = new MockEnvironment();

	@TempDir
	Path directory;

	private FakeRoot project;

	@BeforeEach
	void setUp() {
		this.project = new FakeRoot(this.directory);
		this.environment.setProperty("user.dir", this.directory.toString());
	}

	@Test
	void whenNothingTellsShouldBeNull() {
		assertThat(detect()).isNull();
		assertThat(Detectors.packageManager(new MockEnvironment()).detect()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/home/me/app/target/classes,maven", "target/classes,maven",
			"/home/me/app/build/classes/java/main,gradle", "/home/me/app/build/classes/kotlin/main,gradle",
			"build/resources/main,gradle", "target/classes/,maven", "build/resources/main/,gradle" })
	void whenClassPathHoldsAnOutputDirectoryShouldTellItsTool(String output, String expected) {
		this.environment.setProperty("java.class.path", "/lib/a.jar" + File.pathSeparator + output);
		assertThat(detect()).isEqualTo(new NamedVersion(expected, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/app/classes", "/target/classes/a.jar", "/app/target/test-classes", "/a/mytarget/classes",
			"/app/out/production/classes", "", "\0" })
	void whenClassPathHoldsNoOutputDirectoryShouldBeNull(String entry) {
		this.environment.setProperty("java.class.path", entry);
		assertThat(detect()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "Created-By: Apache Maven 3.6.3|maven|3.6.3", "Created-By: Apache Maven|maven|-",
					"Created-By: Maven JAR Plugin 3.5.0|maven|-", "Created-By: Maven Archiver 3.4.0|maven|-",
					"Created-By: Gradle 9.1.0|gradle|9.1.0",
					"Build-Tool: Apache Maven 3.9.9 (8e8579a9e76f7d015ee5ec7bfcdc97d260186937)|maven|3.9.9" })
	void whenStartedFromAJarShouldReadItsManifest(String attribute, String name, String version) {
		startFrom(new FakeJar().withManifest(attribute));
		assertThat(detect()).isEqualTo(new NamedVersion(name, version));
	}

	@Test
	void whenExecutableJarHasMavenDescriptorsShouldBeMaven() {
		startFrom(new FakeJar().withManifest(BOOT).with("META-INF/maven/", ""));
		assertThat(detect()).isEqualTo(new NamedVersion("maven", null));
	}

	@Test
	void whenExecutableJarHasNoTraceOfMavenShouldBeGradle() {
		startFrom(new FakeJar().withManifest(BOOT, "Build-Jdk-Spec: 17"));
		assertThat(detect()).isEqualTo(new NamedVersion("gradle", null));
	}

	@Test
	void whenExecutableJarWasMadeBySomethingElseShouldBeNull() {
		startFrom(new FakeJar().withManifest(BOOT, "Created-By: Bazel"));
		assertThat(detect()).isNull();
	}

	@Test
	void whenJarIsNotExecutableAndSilentShouldBeNull() {
		startFrom(new FakeJar().withManifest("Created-By: 17 (Eclipse Adoptium)").with("META-INF/maven/", ""));
		assertThat(detect()).isNull();
	}

	@Test
	void whenJarIsBrokenOrHasNoManifestShouldBeNull() {
		this.project.with("app.jar", "broken");
		this.environment.setProperty("java.class.path", "app.jar");
		assertThat(detect()).isNull();
		startFrom(new FakeJar().with("x", ""));
		assertThat(detect()).isNull();
	}

	@Test
	void whenStartedFromAnUnpackedJarShouldReadItsManifest() {
		this.environment.setProperty("java.class.path", ".");
		this.project.with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nCreated-By: Maven JAR Plugin 3.5.0\n\n");
		assertThat(detect()).isEqualTo(new NamedVersion("maven", null));
		this.project.with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + BOOT + "\n\n");
		assertThat(detect()).isEqualTo(new NamedVersion("gradle", null));
	}

	@ParameterizedTest
	@CsvSource({ "pom.xml,maven", "build.gradle,gradle", "build.gradle.kts,gradle", "settings.gradle,gradle",
			"settings.gradle.kts,gradle" })
	void whenOnlyTheWorkingDirectoryTellsShouldFollowItsProjectFile(String file, String expected) {
		this.project.with(file, "");
		assertThat(detect()).isEqualTo(new NamedVersion(expected, null));
	}

	@Test
	void whenProjectFileIsInADirectoryAboveShouldNotLookThere() {
		this.project.with("pom.xml", "").with("sub/file", "");
		this.environment.setProperty("user.dir", this.directory.resolve("sub").toString());
		assertThat(detect()).isNull();
	}

	@Test
	void whenClassPathAndWorkingDirectoryDisagreeTheClassPathShouldWin() {
		this.project.with("pom.xml", "");
		this.environment.setProperty("java.class.path", "build/classes/java/main");
		assertThat(detect()).isEqualTo(new NamedVersion("gradle", null));
	}

	@Test
	void whenManifestAndWorkingDirectoryDisagreeTheManifestShouldWin() {
		this.project.with("pom.xml", "");
		startFrom(new FakeJar().withManifest("Created-By: Gradle 9.1.0"));
		assertThat(detect()).isEqualTo(new NamedVersion("gradle", "9.1.0"));
	}

	@Test
	void whenWrapperTellsAVersionShouldTakeIt() {
		this.project.with("pom.xml", "")
			.with(".mvn/wrapper/maven-wrapper.properties",
					"distributionUrl=https://u:p@repo/maven/apache-maven/3.9.11/apache-maven-3.9.11-bin.zip\n");
		this.environment.setProperty("MAVEN_VERSION", "3.8.1");
		assertThat(detect()).isEqualTo(new NamedVersion("maven", "3.9.11"));
	}

	@Test
	void whenGradleWrapperTellsAVersionShouldTakeIt() {
		this.project.with("build.gradle.kts", "")
			.with("gradle/wrapper/gradle-wrapper.properties",
					"distributionUrl=https\\://services.gradle.org/distributions/gradle-9.2.0-rc-1-bin.zip\n");
		assertThat(detect()).isEqualTo(new NamedVersion("gradle", "9.2.0-rc-1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://user:s3cr3t@host/gradle.zip", "https://host/gradle-s3cr3t-bin.zip", "\\uXYZ" })
	void whenWrapperTellsNoRegularVersionShouldTakeNothingFromIt(String url) {
		this.project.with("build.gradle", "")
			.with("gradle/wrapper/gradle-wrapper.properties", "distributionUrl=" + url);
		assertThat(detect()).isEqualTo(new NamedVersion("gradle", null));
	}

	@ParameterizedTest
	@CsvSource({ "pom.xml,MAVEN_VERSION,maven", "build.gradle,GRADLE_VERSION,gradle" })
	void whenOnlyAVariableTellsTheVersionShouldTakeIt(String file, String variable, String expected) {
		this.project.with(file, "");
		this.environment.setProperty(variable, "4.0.0");
		assertThat(detect()).isEqualTo(new NamedVersion(expected, "4.0.0"));
	}

	private void startFrom(FakeJar jar) {
		jar.writeTo(this.directory.resolve("app.jar"));
		this.environment.setProperty("java.class.path", "app.jar");
	}

	private NamedVersion detect() {
		return Detectors.packageManager(this.environment).detect();
	}

}
