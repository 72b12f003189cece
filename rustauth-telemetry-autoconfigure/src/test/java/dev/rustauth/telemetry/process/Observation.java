package dev.rustauth.telemetry.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one run of the {@link SilentApplication} was seen to do.
 *
 * @param threadsOpen how many threads were ever started until it was open
 * @param threadsClosed how many until it was closed
 * @param open what it had open then
 * @param closed what it had open after the close
 * @param lookups how many names were looked up
 * @param classes what was loaded
 * @param files what was left in its home, temporary and working directory
 * @param output what was printed
 */
record Observation(long threadsOpen, long threadsClosed, Footprint open, Footprint closed, int lookups,
		LoadedClasses classes, List<String> files, String output) {

	/** Nobody's name: a lookup of it could only be ours. */
	static final String HOST = "collector.invalid";

	private static final Pattern CLIENT = Pattern.compile("io\\.netty\\..*|reactor\\..*|tools\\.jackson\\..*"
			+ "|com\\.fasterxml\\..*|org\\.reactivestreams\\..*|org\\.springframework\\.(web|http)\\..*");

	private static final Pattern NETWORK = Pattern
		.compile("java\\.net\\.(.*Socket.*|Inet.*|NetworkInterface.*|Proxy.*|http\\..*)|javax\\.net\\..*"
				+ "|sun\\.nio\\.ch\\..*|sun\\.net\\.(dns|spi|ftp|www\\.protocol\\.http|www\\.http).*");

	/**
	 * Run the application, and look.
	 * @param builder how to run it
	 * @param directory where to put things
	 * @param hosts who has which name
	 * @param whileOpen what to wait for before the look
	 */
	static Observation of(ForkedJvm.Builder builder, Path directory, String hosts, Consumer<ForkedJvm> whileOpen) {
		String unique = "run-" + System.nanoTime();
		Path log = directory.resolve(unique + ".log");
		Path home = directory.resolve(unique);
		try (NameLookups lookups = NameLookups.in(directory, hosts);
				ForkedJvm jvm = builder
					.option(LoadedClasses.option(log), lookups.option(), "-Djava.io.tmpdir=" + home,
							"-Duser.home=" + home)
					.directory(home)
					.start()) {
			String threadsOpen = jvm.awaitOutput(SilentApplication.OPEN);
			whileOpen.accept(jvm);
			Footprint open = Footprint.of(jvm.pid(), log);
			jvm.proceed();
			String threadsClosed = jvm.awaitOutput(SilentApplication.CLOSED);
			Footprint closed = Footprint.of(jvm.pid(), log);
			jvm.proceed();
			assertThat(jvm.awaitExit()).isZero();
			return new Observation(Long.parseLong(threadsOpen), Long.parseLong(threadsClosed), open, closed,
					lookups.count(), LoadedClasses.of(log), list(home), jvm.output());
		}
	}

	/**
	 * Assert that this run did nothing that another without the starter didn't.
	 * @param without the other run
	 * @param further our classes that this run may load besides those that are always
	 * loaded
	 */
	void assertSilent(Observation without, Collection<String> further) {
		assertSilent(without, further, List.of());
	}

	/**
	 * Nothing is left, and no class is loaded but those of the list and further ones.
	 * @param absent classes of the list that aren't loaded here
	 */
	void assertSilent(Observation without, Collection<String> further, Collection<String> absent) {
		assertThat(this.threadsOpen).as("threads started until open").isEqualTo(without.threadsOpen);
		assertThat(this.threadsClosed).as("threads started until closed").isEqualTo(without.threadsClosed);
		assertThat(this.open.threads()).as("threads").isEqualTo(without.open.threads());
		assertThat(this.closed.threads()).as("threads after close").isEqualTo(without.closed.threads());
		assertThat(this.open.sockets()).as("sockets").isEmpty();
		assertThat(this.closed.sockets()).as("sockets after close").isEmpty();
		assertThat(this.open.writable()).as("files open for writing").isEqualTo(without.open.writable());
		assertThat(this.closed.writable()).as("the same after close").isEqualTo(without.closed.writable());
		assertThat(this.files).as("files in home, temporary and working directory").isEmpty();
		assertThat(this.lookups).as("name lookups").isZero();
		assertThat(newClientClasses(without)).as("classes of the client").isEmpty();
		assertThat(newNetworkClasses(without)).as("classes of the network").isEmpty();
		Set<String> expected = loadedWhenOff();
		further.forEach((type) -> expected.add("dev.rustauth.telemetry." + type));
		absent.forEach((type) -> expected.remove("dev.rustauth.telemetry." + type));
		assertThat(this.classes.ours()).as("our classes, see loaded-when-off.txt").isEqualTo(expected);
	}

	List<String> newClientClasses(Observation without) {
		return newClasses(without, CLIENT);
	}

	List<String> newNetworkClasses(Observation without) {
		return newClasses(without, NETWORK);
	}

	private List<String> newClasses(Observation without, Pattern pattern) {
		return this.classes.beyond(without.classes).stream().filter((name) -> pattern.matcher(name).matches()).toList();
	}

	private static Set<String> loadedWhenOff() {
		try (InputStream in = Observation.class.getResourceAsStream("/silence/loaded-when-off.txt")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> list(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map(Path::toString).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
