package dev.rustauth.telemetry.sample.collector;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A PostgreSQL that is installed on this machine, with its tools: the build's own brings
 * none. Where there is none, tests that need it are skipped, and say why.
 */
public final class InstalledPostgres implements AutoCloseable {

	public static final String SKIPPED = "No PostgreSQL with pg_dump and pg_restore is installed on this machine";

	private static final List<String> TOOLS = List.of("initdb", "postgres", "pg_ctl", "createdb", "pg_dump",
			"pg_restore");

	private static final @Nullable Path BIN = find();

	private final Path directory;

	private final int port;

	private InstalledPostgres(Path directory, int port) {
		this.directory = directory;
		this.port = port;
	}

	/**
	 * On the path, or where Debian and Red Hat keep them, a folder for each version.
	 */
	private static @Nullable Path find() {
		Stream<Path> path = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map(Path::of);
		Stream<Path> versions = Stream.of("/usr/lib/postgresql", "/usr")
			.map((parent) -> Path.of(parent).toFile().listFiles())
			.flatMap((folders) -> (folders != null) ? Arrays.stream(folders) : Stream.empty())
			.map((folder) -> folder.toPath().resolve("bin"));
		Optional<Path> found = Stream.concat(path, versions)
			.filter((bin) -> TOOLS.stream().allMatch((tool) -> Files.isExecutable(bin.resolve(tool))))
			.findFirst();
		return found.orElse(null);
	}

	/**
	 * Tell whether there is one.
	 * @return whether there is
	 */
	public static boolean isAvailable() {
		return BIN != null;
	}

	/**
	 * Start a server of its own.
	 */
	static InstalledPostgres start() {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			InstalledPostgres server = new InstalledPostgres(
					Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres-"), free.getLocalPort());
			free.close();
			server.run("initdb", "--pgdata=" + server.data(), "--auth=trust", "--username=postgres", "--encoding=UTF8");
			server.run("pg_ctl", "--pgdata=" + server.data(), "--log=" + server.directory.resolve("log"), "--wait",
					"--options=-p %d -c listen_addresses=localhost -c unix_socket_directories=".formatted(server.port),
					"start");
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path data() {
		return this.directory.resolve("data");
	}

	/**
	 * The URL of a database, user included.
	 */
	String url(String database) {
		return "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(this.port, database);
	}

	/**
	 * Run one of the tools as an operator does, in a folder of its own.
	 * @param command the tool and its arguments
	 */
	void run(String... command) {
		try {
			List<String> line = new ArrayList<>();
			if (System.getProperty("user.name").equals("root")) {
				// The server refuses to run as root.
				line.addAll(List.of("unshare", "--user"));
			}
			line.add(String.valueOf(BIN) + "/" + command[0]);
			line.addAll(Arrays.asList(command).subList(1, command.length));
			Path output = this.directory.resolve("output");
			ProcessBuilder builder = new ProcessBuilder(line).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().put("PGHOST", "localhost");
			builder.environment().put("PGPORT", String.valueOf(this.port));
			builder.environment().put("PGUSER", "postgres");
			int code = builder.start().waitFor();
			assertThat(code).as(() -> line + "\n" + read(output)).isZero();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		run("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "--wait", "stop");
	}

}
