package dev.rustauth.telemetry.process;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application processed ahead of time, the way the build plugins do it: a JVM that
 * writes sources, which are compiled.
 *
 * @param classes what to put in front of the class path
 */
record AheadOfTime(Path classes) {

	/**
	 * Process an application.
	 * @param build the JVM that does it
	 * @param application its main class
	 * @param directory where to put things
	 */
	static AheadOfTime of(ForkedJvm.Builder build, Class<?> application, Path directory) {
		Path sources = directory.resolve("sources");
		Path classes = directory.resolve("classes");
		try (ForkedJvm jvm = build
			.arguments(List.of(application.getName(), sources.toString(), classes.toString(), classes.toString(),
					"com.example", "application"))
			.start()) {
			assertThat(jvm.awaitExit()).as(jvm.output()).isZero();
		}
		compile(sources, classes, build.classPath());
		return new AheadOfTime(classes);
	}

	/**
	 * How to run it.
	 */
	ForkedJvm.Builder run(Class<?> application) {
		return ForkedJvm.of(application).option("-Dspring.aot.enabled=true").classPathFirst(this.classes);
	}

	private static void compile(Path sources, Path classes, String classPath) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (Stream<Path> files = Files.walk(sources);
				StandardJavaFileManager fileManager = compiler.getStandardFileManager(null, null, null)) {
			List<Path> all = files.filter((file) -> file.toString().endsWith(".java")).toList();
			List<String> options = List.of("-proc:none", "-d", classes.toString(), "-cp",
					classes + File.pathSeparator + classPath);
			assertThat(compiler
				.getTask(messages, fileManager, null, options, null, fileManager.getJavaFileObjectsFromPaths(all))
				.call()).as(messages.toString()).isTrue();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
