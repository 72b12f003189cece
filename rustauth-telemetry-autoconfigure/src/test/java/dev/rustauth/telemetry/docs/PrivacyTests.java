package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps docs/privacy.md true: each question of a security reviewer has a proof.
 */
class PrivacyTests {

	/** A text that is the path of a file: below the root, or in the working directory. */
	private static final Pattern FILE = Pattern
		.compile("\"((?:proc|sys|run)/[^\"]+|\\.dockerenv|[\\w.][\\w./-]*\\.(?:xml|gradle|kts|properties))\"");

	private final Document proofs = Document.read("docs/CONTRIBUTING.md").section("Privacy: answers and their tests");

	@Test
	void everyQuestionShouldHaveItsProof() {
		List<String> questions = Document.read("docs/privacy.md")
			.text()
			.lines()
			.filter((line) -> line.startsWith("## "))
			.map((line) -> line.substring(3))
			.toList();
		assertThat(questions).hasSizeGreaterThanOrEqualTo(10).allMatch((question) -> question.endsWith("?"));
		assertThat(this.proofs.rows()).extracting((row) -> row.get(0)).containsExactlyElementsOf(questions);
		assertThat(this.proofs.rows()).allSatisfy((row) -> assertThat(NamedTests.isNamedIn(row.get(1))).isTrue());
	}

	@Test
	void everyProofShouldExist() throws IOException {
		assertThat(NamedTests.missing(this.proofs.text())).isEmpty();
	}

	/**
	 * Files of the host are opened by few classes, which name them as texts.
	 */
	@Test
	void everyFileThatIsReadShouldBeNamed() throws IOException {
		String answer = Document.read("docs/privacy.md").section("What is read on the host?").text();
		List<String> files = new ArrayList<>();
		List<String> readers = new ArrayList<>();
		for (Path source : Document.sources("")) {
			String code = Files.readString(source);
			if (Pattern.compile("\\b(Files\\.|new JarFile|File(InputStream|Reader)\\()").matcher(code).find()) {
				readers.add(source.getFileName().toString());
				FILE.matcher(code).results().map((file) -> file.group(1)).forEach(files::add);
			}
		}
		assertThat(readers).containsExactlyInAnyOrder("SmallFile.java", "LinuxHost.java", "BuildToolDetector.java");
		assertThat(files).hasSizeGreaterThan(15)
			.allSatisfy((file) -> assertThat(answer.contains("`" + file + "`") || answer.contains("`/" + file + "`")
					|| file.startsWith("proc/") || file.startsWith("sys/fs/cgroup"))
				.as(file)
				.isTrue());
		assertThat(answer).contains("`/proc`", "`/sys/fs/cgroup`");
	}

	/**
	 * Events go where the application says: the only URL in the code is an example in
	 * what a WARN tells to write.
	 */
	@Test
	void codeShouldNameNoAddress() throws IOException {
		assertThat(Pattern.compile("\"[^\"\n]*\\w://\\w[^\"\n]*\"").matcher(Document.code()).results())
			.extracting((address) -> address.group())
			.containsExactly("\"write a URL such as https://collector.example.com/events\"");
	}

}
