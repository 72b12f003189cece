package dev.rustauth.telemetry.detect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The two build tools and the traces each of them leaves.
 */
enum BuildTool {

	MAVEN("maven", Pattern.compile(".*/target/classes/?"), List.of("pom.xml"), ".mvn/wrapper/maven-wrapper.properties",
			Pattern.compile(".*/apache-maven-([^/]+)-bin\\.(?:zip|tar\\.gz)"), "MAVEN_VERSION"),

	GRADLE("gradle", Pattern.compile(".*/build/(?:classes/[^/]+|resources)/main/?"),
			List.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"),
			"gradle/wrapper/gradle-wrapper.properties", Pattern.compile(".*/gradle-([^/]+)-(?:bin|all)\\.zip"),
			"GRADLE_VERSION");

	private final String wireName;

	private final Pattern outputDirectory;

	private final List<String> projectFiles;

	private final String wrapperFile;

	private final Pattern distribution;

	private final String versionVariable;

	BuildTool(String wireName, Pattern outputDirectory, List<String> projectFiles, String wrapperFile,
			Pattern distribution, String versionVariable) {
		this.wireName = wireName;
		this.outputDirectory = outputDirectory;
		this.projectFiles = projectFiles;
		this.wrapperFile = wrapperFile;
		this.distribution = distribution;
		this.versionVariable = versionVariable;
	}

	String wireName() {
		return this.wireName;
	}

	/**
	 * Whether this is where the tool puts the classes of an application.
	 * @param classPathEntry an absolute or relative path with forward slashes
	 * @return whether the tool compiles to it
	 */
	boolean compilesTo(String classPathEntry) {
		return this.outputDirectory.matcher("/" + classPathEntry).matches();
	}

	boolean hasProjectIn(Path directory) {
		return this.projectFiles.stream().anyMatch((file) -> Files.isRegularFile(directory.resolve(file)));
	}

	/**
	 * The version of the tool, as far as a project directory tells. A wrapper's address
	 * may hold credentials: only a version in the name of a regular distribution is taken
	 * from it.
	 * @param environment where the variable is read
	 * @param directory the project directory, {@code null} when unknown
	 * @return the version, {@code null} when unknown
	 */
	@Nullable String version(Environment environment, @Nullable Path directory) {
		if (directory != null) {
			String url = SmallFile.properties(SmallFile.readBytes(directory.resolve(this.wrapperFile)))
				.getProperty("distributionUrl", "");
			Matcher matcher = this.distribution.matcher(url);
			String version = matcher.matches() ? VersionText.clean(matcher.group(1)) : null;
			if (version != null) {
				return version;
			}
		}
		return VersionText.clean(Variables.value(environment, this.versionVariable));
	}

}
