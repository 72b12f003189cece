package dev.rustauth.telemetry.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process has open, seen from outside by way of {@code /proc}.
 *
 * @param threads names of its threads, cut off at 15 characters by the kernel
 * @param sockets its sockets
 * @param writable files it could write to, pipes and sockets left out
 */
record Footprint(List<String> threads, Set<String> sockets, Set<String> writable) {

	private static final Pattern FLAGS = Pattern.compile("(?m)^flags:\\s+0*([0-7]+)$");

	/** {@code O_ACCMODE}: 0 would be read-only. */
	private static final int ACCESS_MODE = 3;

	/**
	 * Look at a process.
	 * @param pid its id
	 * @param known files that don't count
	 */
	static Footprint of(long pid, Path... known) {
		Path process = Path.of("/proc", Long.toString(pid));
		Set<String> sockets = new TreeSet<>();
		Set<String> writable = new TreeSet<>();
		for (Path descriptor : list(process.resolve("fd"))) {
			try {
				String target = Files.readSymbolicLink(descriptor).toString();
				if (target.startsWith("socket:")) {
					sockets.add(target);
				}
				else if (!target.startsWith("pipe:") && !List.of(known).contains(Path.of(target))
						&& isWritable(process, descriptor)) {
					writable.add(target);
				}
			}
			catch (NoSuchFileException ex) {
				// Closed in the meantime.
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		List<String> threads = list(process.resolve("task")).stream().map(Footprint::name).sorted().toList();
		return new Footprint(threads, sockets, writable);
	}

	/**
	 * The ports at which the process listens, in any version of IP.
	 */
	static Set<String> listeningPorts(long pid) {
		Set<String> sockets = of(pid).sockets();
		Set<String> ports = new TreeSet<>();
		for (String table : List.of("tcp", "tcp6")) {
			Path path = Path.of("/proc", Long.toString(pid), "net", table);
			if (Files.exists(path)) {
				read(path).lines()
					.map((line) -> line.strip().split("\\s+"))
					.filter((columns) -> columns.length > 9 && columns[3].equals("0A")
							&& sockets.contains("socket:[" + columns[9] + "]"))
					.forEach((columns) -> ports.add(table + " " + columns[1]));
			}
		}
		return ports;
	}

	private static boolean isWritable(Path process, Path descriptor) throws IOException {
		Matcher flags = FLAGS.matcher(Files.readString(process.resolve("fdinfo").resolve(descriptor.getFileName())));
		return !flags.find() || (Integer.parseInt(flags.group(1), 8) & ACCESS_MODE) != 0;
	}

	private static String name(Path task) {
		try {
			return Files.readString(task.resolve("comm")).strip();
		}
		catch (IOException ex) {
			return "(ended)";
		}
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Path> list(Path directory) {
		try (Stream<Path> entries = Files.list(directory)) {
			return entries.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
