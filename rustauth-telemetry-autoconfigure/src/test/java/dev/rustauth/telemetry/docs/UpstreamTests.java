package dev.rustauth.telemetry.docs;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps UPSTREAM.md true: what it names as a proof is there.
 */
class UpstreamTests {

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
		assertThat(this.upstream.rows()).filteredOn((row) -> !NamedTests.isNamedIn(row.get(3)))
			.extracting((row) -> row.get(0))
			.isEmpty();
	}

	@Test
	void noTestShouldBeLeftToDo() {
		assertThat(this.upstream.text().lines()).filteredOn((line) -> line.contains("TODO-test")).isEmpty();
	}

	@Test
	void everyNamedTestShouldExist() throws IOException {
		assertThat(NamedTests.missing(this.upstream.text())).as("tests named in UPSTREAM.md that don't exist")
			.isEmpty();
	}

}
