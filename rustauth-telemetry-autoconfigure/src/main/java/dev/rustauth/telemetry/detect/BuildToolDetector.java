package dev.rustauth.telemetry.detect;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import dev.rustauth.telemetry.config.PropertyReader;

/**
 * The tool that built the application. Asked in this order: an output directory on the
 * class path (started by the tool or an IDE), the manifest of the first class path entry
 * (started with {@code -jar}), project files of one tool in the working directory, which
 * the Rust crate reads as well.
 */
final class BuildToolDetector implements PackageManagerDetector {

	private static final String MANIFEST = "META-INF/MANIFEST.MF";

	private static final String MAVEN_DESCRIPTORS = "META-INF/maven/";

	private final Environment environment;

	BuildToolDetector(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable NamedVersion detect() {
		Path workingDirectory = path(PropertyReader.value(this.environment, "user.dir"));
		String[] classPath = classPath();
		for (String entry : classPath) {
			for (BuildTool tool : BuildTool.ALL) {
				if (tool.compilesTo(entry.replace(File.separatorChar, '/'))) {
					return named(tool, null, workingDirectory);
				}
			}
		}
		NamedVersion found = (classPath.length > 0) ? fromArchive(classPath[0], workingDirectory) : null;
		return (found == null && workingDirectory != null) ? fromProject(workingDirectory) : found;
	}

	private @Nullable NamedVersion fromProject(Path directory) {
		List<BuildTool> tools = BuildTool.ALL.stream().filter((tool) -> tool.hasProjectIn(directory)).toList();
		return (tools.size() == 1) ? named(tools.get(0), null, directory) : null;
	}

	private String[] classPath() {
		String classPath = PropertyReader.value(this.environment, "java.class.path");
		return (classPath != null) ? classPath.split(Pattern.quote(File.pathSeparator)) : new String[0];
	}

	private @Nullable NamedVersion fromArchive(String entry, @Nullable Path workingDirectory) {
		Path archive = path(entry);
		if (archive != null && workingDirectory != null) {
			archive = workingDirectory.resolve(archive);
		}
		if (archive == null || !archive.isAbsolute()) {
			return null;
		}
		if (Files.isDirectory(archive)) {
			Attributes manifest = SmallFile.mainAttributes(SmallFile.readBytes(archive.resolve(MANIFEST)));
			return fromManifest(manifest, Files.isDirectory(archive.resolve(MAVEN_DESCRIPTORS)), workingDirectory);
		}
		if (!Files.isRegularFile(archive)) {
			return null;
		}
		try (JarFile jar = new JarFile(archive.toFile(), false)) {
			ZipEntry manifest = jar.getEntry(MANIFEST);
			if (manifest == null) {
				return null;
			}
			try (InputStream in = jar.getInputStream(manifest)) {
				return fromManifest(SmallFile.mainAttributes(in.readNBytes(SmallFile.LIMIT)),
						jar.getEntry(MAVEN_DESCRIPTORS) != null, workingDirectory);
			}
		}
		catch (IOException ex) {
			return null;
		}
	}

	private @Nullable NamedVersion fromManifest(Attributes manifest, boolean hasMavenDescriptors,
			@Nullable Path workingDirectory) {
		for (String name : List.of("Build-Tool", "Created-By")) {
			String value = manifest.getValue(name);
			for (BuildTool tool : BuildTool.ALL) {
				Matcher creator = tool.creator().matcher((value != null) ? value : "");
				if (creator.matches()) {
					return named(tool, SmallFile.version(creator.group(1)), workingDirectory);
				}
			}
		}
		if (manifest.getValue("Spring-Boot-Version") == null) {
			return null;
		}
		if (hasMavenDescriptors) {
			return named(BuildTool.MAVEN, null, workingDirectory);
		}
		// Spring Boot's own plugins make this layout. Maven signs its manifests, Gradle
		// does not; other tools that imitate it do.
		return (manifest.getValue("Created-By") == null) ? named(BuildTool.GRADLE, null, workingDirectory) : null;
	}

	private NamedVersion named(BuildTool tool, @Nullable String version, @Nullable Path workingDirectory) {
		return new NamedVersion(tool.wireName(),
				(version != null) ? version : tool.version(this.environment, workingDirectory));
	}

	private static @Nullable Path path(@Nullable String path) {
		try {
			return (path != null) ? Path.of(path) : null;
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	/**
	 * A build tool and the traces it leaves.
	 *
	 * @param wireName its name on the wire
	 * @param outputDirectory where it puts the classes of an application
	 * @param creator what it or its plugins write into a manifest; the group holds the
	 * version, unless it is the one of a plugin
	 * @param projectFiles the files of which a project has at least one
	 * @param wrapperFile the settings of its wrapper
	 * @param distribution the address of its distribution, of which the group is the
	 * version
	 * @param versionVariable the variable that tells its version in Docker images
	 */
	record BuildTool(String wireName, Pattern outputDirectory, Pattern creator, List<String> projectFiles,
			String wrapperFile, Pattern distribution, String versionVariable) {

		private static final BuildTool MAVEN = new BuildTool("maven", Pattern.compile(".*/target/classes/?"),
				Pattern.compile("Apache Maven(.*)|Maven .*", Pattern.DOTALL), List.of("pom.xml"),
				".mvn/wrapper/maven-wrapper.properties",
				Pattern.compile(".*/apache-maven-([^/]+)-bin\\.(?:zip|tar\\.gz)"), "MAVEN_VERSION");

		private static final BuildTool GRADLE = new BuildTool("gradle",
				Pattern.compile(".*/build/(?:classes/[^/]+|resources)/main/?"),
				Pattern.compile("Gradle(.*)", Pattern.DOTALL),
				List.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"),
				"gradle/wrapper/gradle-wrapper.properties", Pattern.compile(".*/gradle-([^/]+)-(?:bin|all)\\.zip"),
				"GRADLE_VERSION");

		static final List<BuildTool> ALL = List.of(MAVEN, GRADLE);

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
		 * The version of the tool, from the project directory or the variable. A
		 * wrapper's URL may contain credentials: only the version in the name of a
		 * regular distribution is used.
		 * @param environment where the variable is read
		 * @param directory the project directory, {@code null} when unknown
		 * @return the version, {@code null} when unknown
		 */
		@Nullable String version(Environment environment, @Nullable Path directory) {
			if (directory != null) {
				String url = SmallFile.properties(SmallFile.readBytes(directory.resolve(this.wrapperFile)))
					.getProperty("distributionUrl", "");
				Matcher matcher = this.distribution.matcher(url);
				String version = matcher.matches() ? SmallFile.version(matcher.group(1)) : null;
				if (version != null) {
					return version;
				}
			}
			return SmallFile.version(PropertyReader.value(environment, this.versionVariable));
		}

	}

}
