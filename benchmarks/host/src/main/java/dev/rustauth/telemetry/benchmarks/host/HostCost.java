package dev.rustauth.telemetry.benchmarks.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;

/**
 * Starts a minimal servlet application again and again, in turn without the starter, with
 * it off and with it on, and prints a Markdown table of medians. Arguments: how often
 * each, and options of the JVM. With {@code -Dhost.sorted=true} the class path is sorted
 * by name.
 */
public final class HostCost {

	private static final List<String> COLUMNS = List.of("ready ms", "main CPU ms", "CPU ms", "classes", "classes later",
			"heap later kB", "non-heap later kB", "RSS later kB", "CPU later ms");

	private HostCost() {
	}

	/**
	 * Measure.
	 * @param arguments how often, and options of the JVM
	 * @throws IOException if a process can't be started
	 */
	public static void main(String[] arguments) throws IOException {
		int repetitions = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 20;
		List<String> options = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
		Map<Variant, List<long[]>> numbers = new EnumMap<>(Variant.class);
		AtomicInteger received = new AtomicInteger();
		HttpServer collector = collector(received);
		try {
			for (int i = 0; i < repetitions; i++) {
				for (Variant variant : Variant.values()) {
					long[] measured = measure(variant, collector.getAddress().getPort(), options);
					System.err.println(variant + " " + Arrays.toString(measured));
					numbers.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(measured);
				}
			}
		}
		finally {
			collector.stop(0);
		}
		if (received.get() != repetitions) {
			throw new IllegalStateException(received + " events instead of " + repetitions + " came in");
		}
		print(numbers);
	}

	private static HttpServer collector(AtomicInteger received) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			received.incrementAndGet();
			exchange.sendResponseHeaders(202, -1);
			exchange.close();
		});
		server.start();
		return server;
	}

	private static long[] measure(Variant variant, int port, List<String> options) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath(variant), HostApplication.class.getName(), "--server.port=0"));
		command.addAll(variant.arguments(port));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		long[] numbers = output.lines()
			.filter((line) -> line.startsWith(HostApplication.NUMBERS))
			.flatMap((line) -> Stream.of(line.split(" ")).skip(2))
			.mapToLong(Long::parseLong)
			.toArray();
		if (numbers.length != COLUMNS.size()) {
			throw new UncheckedIOException(new IOException("The application said something else:\n" + output));
		}
		return numbers;
	}

	/**
	 * The jars in the order that Maven gives them, or by name, which puts those of Netty
	 * before those of Spring.
	 */
	private static String classPath(Variant variant) throws IOException {
		File own = new File(HostCost.class.getProtectionDomain().getCodeSource().getLocation().getPath());
		Stream<String> jars = jars(own).filter((jar) -> variant.takes(Path.of(jar).getFileName().toString()));
		// The classes, since the jar's own class path would bring everything.
		String classes = new File(own.getParentFile(), "classes").getPath();
		return Stream.concat(Stream.of(classes), (Boolean.getBoolean("host.sorted")) ? jars.sorted() : jars)
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static Stream<String> jars(File own) throws IOException {
		try (JarFile jar = new JarFile(own)) {
			String names = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
			return Stream.of(names.split(" ")).map((name) -> new File(own.getParentFile(), name).getPath());
		}
	}

	private static void print(Map<Variant, List<long[]>> numbers) {
		System.out.println("| variant | " + String.join(" | ", COLUMNS) + " |");
		System.out.println("| --- ".repeat(COLUMNS.size() + 1) + "|");
		numbers.forEach((variant, runs) -> {
			StringBuilder row = new StringBuilder("| " + variant.name().toLowerCase(java.util.Locale.ROOT));
			for (int column = 0; column < COLUMNS.size(); column++) {
				long median = median(runs, column);
				double ratio = median / (double) median(numbers.get(Variant.WITHOUT), column);
				row.append(String.format(java.util.Locale.ROOT, " | %,d (%.3f)", median, ratio));
			}
			System.out.println(row + " |");
		});
	}

	private static long median(List<long[]> runs, int column) {
		LongStream values = runs.stream().mapToLong((run) -> run[column]).sorted();
		return values.skip(runs.size() / 2).findFirst().orElse(0);
	}

}
