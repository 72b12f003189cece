package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes the tables of docs/configuration.md from the configuration metadata.
 */
class ConfigurationPageTests {

	private static final String PAGE = "docs/configuration.md";

	private static final String TELEMETRY = "rustauth.telemetry.";

	@Test
	void tablesShouldBeTheGeneratedOnes() throws IOException {
		String page = Document.read(PAGE).text();
		String generated = with(with(page, "settings", table((name) -> name.startsWith(TELEMETRY))), "auth options",
				table((name) -> !name.startsWith(TELEMETRY)));
		if (Boolean.getBoolean("rustauth.docs.update")) {
			Path file = Document.root().resolve(PAGE);
			Files.writeString(file, generated);
			page = generated;
		}
		assertThat(page)
			.as("""
					The tables are made from the Javadoc of the properties. Change that, run
					    mvn -pl rustauth-telemetry-autoconfigure test -Dtest=ConfigurationPageTests -Drustauth.docs.update=true
					and commit what it writes.""")
			.isEqualTo(generated);
	}

	@Test
	void everyPropertyShouldBeDescribed() throws IOException {
		assertThat(Metadata.properties()).isNotEmpty()
			.allSatisfy((name, property) -> assertThat(property.description()).as(name).isNotBlank());
	}

	private static String with(String page, String name, String table) {
		Matcher block = Pattern
			.compile("(<!-- generated: " + name + " -->\n).*?(<!-- end of " + name + " -->)", Pattern.DOTALL)
			.matcher(page);
		assertThat(block.find()).as("the mark of the table '%s'", name).isTrue();
		return block.replaceFirst((match) -> Matcher.quoteReplacement(match.group(1) + table + match.group(2)));
	}

	/**
	 * Keys of one word come first, as those that most applications need.
	 */
	private static String table(Predicate<String> included) throws IOException {
		return Metadata.properties()
			.entrySet()
			.stream()
			.filter((property) -> included.test(property.getKey()))
			.sorted(Comparator.comparing((property) -> isNested(property.getKey())))
			.map(ConfigurationPageTests::row)
			.collect(Collectors.joining("", "\n| key | default | description |\n| --- | --- | --- |\n", "\n"));
	}

	private static boolean isNested(String name) {
		return name.replaceFirst(TELEMETRY, "").replaceFirst("rustauth\\.", "").contains(".");
	}

	private static String row(Map.Entry<String, Metadata.Property> property) {
		String value = property.getValue().defaultValue();
		String description = StringUtils.capitalize(property.getValue().description());
		return "| `" + property.getKey() + "` | " + (value.equals("unset") ? value : "`" + value + "`") + " | "
				+ description + (description.endsWith(".") ? "" : ".") + " |\n";
	}

}
