package dev.rustauth.telemetry.benchmarks.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the application lies on the disk.
 */
enum Layout {

	/** Folders and jars, in Maven's order, or by name with {@code -Dhost.sorted=true}. */
	CLASS_PATH {

		@Override
		List<String> options(Variant variant) throws IOException {
			return List.of("-cp", classPath(variant).collect(Collectors.joining(File.pathSeparator)),
					HostApplication.class.getName());
		}

		@Override
		long bytes(Variant variant) throws IOException {
			return classPath(variant).map(File::new).filter(File::isFile).mapToLong(File::length).sum();
		}

	},

	/** Spring Boot's executable jar. */
	JAR {

		@Override
		List<String> options(Variant variant) {
			return List.of("-jar", executable(variant).toString());
		}

		@Override
		long bytes(Variant variant) throws IOException {
			return Files.size(executable(variant));
		}

	},

	/**
	 * The executable jar, extracted as Spring Boot's guide does it, with an archive of
	 * its classes made by a training run.
	 */
	CDS {

		@Override
		List<String> options(Variant variant) throws IOException {
			return List.of("-XX:SharedArchiveFile=" + archive(variant), "-jar", extracted(variant).toString());
		}

		@Override
		long bytes(Variant variant) throws IOException {
			return Files.size(archive(variant));
		}

		@Override
		void prepare(Variant variant) throws IOException {
			Files.deleteIfExists(archive(variant));
			run("-Djarmode=tools", "-jar", executable(variant).toString(), "extract", "--force", "--destination",
					extracted(variant).getParent().toString());
			// Off, whatever is measured: nothing is sent before the application is ready.
			run("-XX:ArchiveClassesAtExit=" + archive(variant), "-Dspring.context.exit=onRefresh", "-jar",
					extracted(variant).toString(), "--server.port=0");
		}

	};

	/**
	 * What comes between {@code java} and the arguments of the application.
	 */
	abstract List<String> options(Variant variant) throws IOException;

	/**
	 * What it takes on the disk: the jars, or the archive.
	 */
	abstract long bytes(Variant variant) throws IOException;

	void prepare(Variant variant) throws IOException {
	}

	private static Path target() {
		return Path.of(own().getParent());
	}

	private static File own() {
		return new File(HostCost.class.getProtectionDomain().getCodeSource().getLocation().getPath());
	}

	private static Path executable(Variant variant) {
		return target().resolve("executable").resolve("host-" + variant.jar() + ".jar");
	}

	private static Path extracted(Variant variant) {
		return target().resolve("extracted").resolve(variant.jar()).resolve(executable(variant).getFileName());
	}

	private static Path archive(Variant variant) {
		return target().resolve("host-" + variant.jar() + ".jsa");
	}

	private static Stream<String> classPath(Variant variant) throws IOException {
		Stream<String> jars = jars().filter((jar) -> variant.takes(Path.of(jar).getFileName().toString()));
		// The classes, since the jar's own class path would bring everything.
		return Stream.concat(Stream.of(target().resolve("classes").toString()),
				(Boolean.getBoolean("host.sorted")) ? jars.sorted() : jars);
	}

	private static Stream<String> jars() throws IOException {
		try (JarFile jar = new JarFile(own())) {
			String names = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
			return Stream.of(names.split(" ")).map((name) -> target().resolve(name).toString());
		}
	}

	static String run(String... arguments) {
		try {
			Process process = new ProcessBuilder(Stream
				.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
						Stream.of(arguments))
				.toList()).redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
