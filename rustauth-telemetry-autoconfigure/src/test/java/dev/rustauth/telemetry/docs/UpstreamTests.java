package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps UPSTREAM.md true: what it names as a proof is there.
 */
class UpstreamTests {

	private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

	private final Document upstream = Document.read("UPSTREAM.md");

	@Test
	void everyRowShouldHaveAStatus() {
		assertThat(this.upstream.rows()).isNotEmpty().allSatisfy((row) -> {
			assertThat(row).hasSize(4);
			assertThat(row.get(1)).isIn("same", "different", "n/a", "gap");
		});
	}

	@Test
	void everyRowShouldNameATest() {
		assertThat(this.upstream.rows()).filteredOn((row) -> !TEST.matcher(row.get(3)).find())
			.extracting((row) -> row.get(0))
			.isEmpty();
	}

	@Test
	void noTestShouldBeLeftToDo() {
		assertThat(this.upstream.text().lines()).filteredOn((line) -> line.contains("TODO-test")).isEmpty();
	}

	@Test
	void everyNamedTestShouldExist() throws IOException {
		List<Path> sources = testSources();
		Set<String> missing = new TreeSet<>();
		Matcher named = TEST.matcher(this.upstream.text());
		while (named.find()) {
			if (!exists(sources, named.group(1), named.group(2))) {
				missing.add(named.group(1) + "#" + named.group(2));
			}
		}
		assertThat(missing).as("tests named in UPSTREAM.md that don't exist").isEmpty();
	}

	private static boolean exists(List<Path> sources, String type, String method) throws IOException {
		for (Path source : sources) {
			if (source.getFileName().toString().equals(type + ".java")
					&& Pattern.compile("\\bvoid " + method + "\\(").matcher(Files.readString(source)).find()) {
				return true;
			}
		}
		return false;
	}

	private static List<Path> testSources() throws IOException {
		try (Stream<Path> files = Files.walk(Document.root())) {
			return files.filter((file) -> file.toString().replace('\\', '/').contains("/src/test/java/")).toList();
		}
	}

}
