package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps docs/privacy.md true: each question of a security reviewer has a proof.
 */
class PrivacyTests {

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
