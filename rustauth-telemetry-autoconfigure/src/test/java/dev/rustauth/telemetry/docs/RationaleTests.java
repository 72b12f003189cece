package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps docs/RATIONALE.md true: every default has a reason, and every reason its default.
 */
class RationaleTests {

	private static final Pattern LINE = Pattern.compile("^- `(rustauth\\.[^`]+)` = `([^`]+)`: \\S.*",
			Pattern.MULTILINE);

	@Test
	void everyDefaultShouldHaveALineWithItsReason() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		Matcher line = LINE.matcher(Document.read("docs/RATIONALE.md").section("Default values").text());
		while (line.find()) {
			documented.put(line.group(1), line.group(2));
		}
		Map<String, String> defaults = Metadata.defaults();
		// One sentence stands for every option that is false by default.
		defaults.entrySet()
			.removeIf((entry) -> entry.getValue().equals("unset")
					|| (entry.getValue().equals("false") && !entry.getKey().startsWith("rustauth.telemetry.")));
		assertThat(documented).isEqualTo(defaults);
	}

}
