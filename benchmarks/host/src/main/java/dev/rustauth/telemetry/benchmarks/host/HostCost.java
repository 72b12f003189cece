package dev.rustauth.telemetry.benchmarks.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;

/**
 * Starts a minimal servlet application again and again, in turn without the starter, with
 * it off and with it on, and prints a Markdown table of medians with their ratios: that
 * of the last column to a plain {@code WebClient}, the others to the application without
 * the starter. Arguments: how often each, and options of the JVM. {@code -Dhost.layout}
 * is a {@link Layout}.
 */
public final class HostCost {

	private static final List<String> COLUMNS = List.of("ready ms", "main CPU ms", "CPU ms", "classes", "classes later",
			"heap later kB", "non-heap later kB", "RSS later kB", "CPU later ms", "disk kB", "ready to event ms");

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
		Layout layout = Layout.valueOf(System.getProperty("host.layout", "class_path").toUpperCase(Locale.ROOT));
		for (Variant variant : Variant.values()) {
			layout.prepare(variant);
		}
		Map<Variant, List<long[]>> numbers = new EnumMap<>(Variant.class);
		List<Long> received = new CopyOnWriteArrayList<>();
		HttpServer collector = collector(received);
		try {
			for (int i = 0; i < repetitions; i++) {
				for (Variant variant : Variant.values()) {
					long[] measured = measure(layout, variant, collector.getAddress().getPort(), received, options);
					System.err.println(variant + " " + Arrays.toString(measured));
					numbers.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(measured);
				}
			}
		}
		finally {
			collector.stop(0);
		}
		long expected = repetitions * Stream.of(Variant.values()).filter(Variant::sends).count();
		if (received.size() != expected) {
			throw new IllegalStateException(received + " events instead of " + expected + " came in");
		}
		print(numbers);
	}

	private static HttpServer collector(List<Long> received) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			received.add(System.currentTimeMillis());
			exchange.sendResponseHeaders(202, -1);
			exchange.close();
		});
		server.start();
		return server;
	}

	private static long[] measure(Layout layout, Variant variant, int port, List<Long> received, List<String> options)
			throws IOException {
		String output = Layout.run(
				Stream
					.of(options.stream(), layout.options(variant).stream(), Stream.of("--server.port=0"),
							variant.arguments(port).stream())
					.flatMap((each) -> each)
					.toArray(String[]::new));
		long[] numbers = LongStream.concat(
				output.lines()
					.filter((line) -> line.startsWith(HostApplication.NUMBERS))
					.flatMap((line) -> Stream.of(line.split(" ")).skip(2))
					.mapToLong(Long::parseLong),
				LongStream.of(layout.bytes(variant) / 1024, (variant.sends()) ? last(received) - readyAt(output) : 0))
			.toArray();
		if (numbers.length != COLUMNS.size()) {
			throw new IOException("The application said something else:\n" + output);
		}
		return numbers;
	}

	private static long last(List<Long> received) {
		return received.get(received.size() - 1);
	}

	private static long readyAt(String output) {
		return output.lines()
			.filter((line) -> line.startsWith(HostApplication.READY_AT))
			.mapToLong((line) -> Long.parseLong(line.substring(HostApplication.READY_AT.length())))
			.findFirst()
			.orElseThrow();
	}

	private static void print(Map<Variant, List<long[]>> numbers) {
		System.out.println("| variant | " + String.join(" | ", COLUMNS) + " |");
		System.out.println("| --- ".repeat(COLUMNS.size() + 1) + "|");
		numbers.forEach((variant, runs) -> {
			StringBuilder row = new StringBuilder("| " + variant.name().toLowerCase(Locale.ROOT).replace('_', ' '));
			for (int column = 0; column < COLUMNS.size(); column++) {
				long median = median(runs, column);
				Variant base = (column == COLUMNS.size() - 1) ? Variant.WEBCLIENT : Variant.WITHOUT;
				double ratio = median / (double) median(numbers.get(base), column);
				row.append(String.format(Locale.ROOT, " | %,d (%.3f)", median, ratio));
			}
			System.out.println(row + " |");
		});
	}

	private static long median(List<long[]> runs, int column) {
		LongStream values = runs.stream().mapToLong((run) -> run[column]).sorted();
		return values.skip(runs.size() / 2).findFirst().orElse(0);
	}

}
