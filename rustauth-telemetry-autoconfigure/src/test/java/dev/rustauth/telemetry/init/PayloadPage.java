package dev.rustauth.telemetry.init;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rustauth.telemetry.init.FieldRegistry.Entry;

/**
 * Makes the reference page {@code docs/PAYLOAD.md} from the field registry.
 */
final class PayloadPage {

	private static final String FIRST_VERSION = "0.1.0";

	private static final String ENVELOPE = "envelope";

	private static final String CONFIG = "payload.config";

	private final FieldRegistry registry;

	private final StringBuilder page = new StringBuilder();

	PayloadPage(FieldRegistry registry) {
		this.registry = registry;
	}

	String write() {
		line("<!-- Made from the field registry by RegistryDocumentsTests, which says how. Not to be edited. -->");
		line("# What is sent, field by field");
		line("");
		line("Everything the starter collects by itself, and why. There is nothing else: the build fails if a field of");
		line("the payload has no entry here, or an entry no field. Events that your application publishes contain what");
		line("it puts into them.");
		line("");
		line("For machines, the jar contains the same facts as `dev/rustauth/telemetry/fields.json`, and JSON Schemas for");
		line("collectors as `dev/rustauth/telemetry/schema/event.schema.json` and `init.schema.json`. The schemas allow");
		line("unknown keys, because your application may add sections and a newer version may add keys.");
		line("");
		line("## How to read the tables");
		line("");
		line("* **Reported** is what `rustauth.telemetry.redaction=standard`, the default, lets through.");
		line("* **Strict** is what `rustauth.telemetry.redaction=strict` makes of it; empty where nothing changes.");
		line("  JSON types are the same in both. Changes that an `InitPayloadCustomizer` of yours makes come after.");
		line("* **Sensitivity** is that of standard redaction:");
		this.registry.sensitivity().forEach((degree, meaning) -> line("  * _" + degree + "_: " + meaning + "."));
		line("* Fields marked **open** may hold any text in standard redaction; all of them are closed in strict.");
		line("* If there is a list of [words](#words), it is named. Unknown values are `null`; no key is left out.");
		line("* **Unset options are reported, too.** A field of `config` that no property, bean or Spring setting sets has the");
		line("  default of the Rust crate, such as `true` in `accountLinking.enabled`, or `null` where the crate has none.");
		line("  Nothing in the event tells such a default from a value that you set.");
		line("");
		line("All fields exist since " + FIRST_VERSION + ", unless another version is given.");
		groups().forEach(this::group);
		unknown();
		words();
		return this.page.toString();
	}

	private Map<String, List<Entry>> groups() {
		Map<String, List<Entry>> groups = new LinkedHashMap<>();
		for (Entry entry : this.registry.fields()) {
			groups.computeIfAbsent(group(entry.path()), (key) -> new ArrayList<>()).add(entry);
		}
		return groups;
	}

	/** Fields of a section are in a group of that name, the others one level higher. */
	private String group(String path) {
		String[] names = path.replace("[]", "").split("\\.");
		if (names.length == 1) {
			return ENVELOPE;
		}
		int depth = path.startsWith(CONFIG + ".") ? 3 : 2;
		String section = String.join(".", Arrays.asList(names).subList(0, depth));
		boolean hasFields = this.registry.paths()
			.stream()
			.anyMatch((other) -> other.replace("[]", "").startsWith(section + "."));
		return hasFields ? section : section.substring(0, section.lastIndexOf('.'));
	}

	private void group(String name, List<Entry> entries) {
		line("");
		if (name.equals(ENVELOPE)) {
			line("## The envelope");
		}
		else if (name.equals("payload")) {
			line("## Other facts");
		}
		else {
			line((name.startsWith(CONFIG + ".") ? "### `" : "## `") + name.substring("payload.".length()) + "`");
		}
		line("");
		line("| Field | Type | Reported | Strict | Sensitivity | Why |");
		line("| --- | --- | --- | --- | --- | --- |");
		String prefix = name.equals(ENVELOPE) ? "" : name;
		for (Entry entry : entries) {
			String field = entry.path().startsWith(prefix) ? entry.path().substring(prefix.length()) : entry.path();
			line("| " + cell(field(field, entry)) + " | " + cell(String.join(" or ", entry.type())) + " | "
					+ cell(reported(entry)) + " | " + cell(strict(entry)) + " | " + entry.sensitivity() + " | "
					+ cell(entry.why() + (entry.since().equals(FIRST_VERSION) ? "" : " Since " + entry.since() + "."))
					+ " |");
		}
	}

	private static String field(String field, Entry entry) {
		String name = field.replaceFirst("^\\.", "");
		return name.isEmpty() ? "(the section itself)" : "`" + name + "`" + (entry.open() ? " **open**" : "");
	}

	private String reported(Entry entry) {
		String text = this.registry.standard().get(entry.standard());
		if (entry.standard().equals("constant")) {
			text = "always `" + entry.constant() + "`";
		}
		return text
				+ ((entry.vocabulary() != null) ? ", [" + entry.vocabulary() + "](#" + entry.vocabulary() + ")" : "");
	}

	private String strict(Entry entry) {
		return entry.strict().equals("same") ? "" : this.registry.strict().get(entry.strict());
	}

	private void unknown() {
		line("");
		line("## Unknown values");
		line("");
		line("A detector that cannot tell gives the value in this table, and so does one that finds two possible answers.");
		line("Framework and number of processors are always known. A detector that fails or takes too long gives `null`.");
		line("");
		line("| Field | Value | When |");
		line("| --- | --- | --- |");
		this.registry.unknown()
			.forEach((path, unknown) -> line("| `" + path.replaceFirst("^payload\\.", "") + "` | `" + unknown.says()
					+ "` | " + cell(unknown.when()) + " |"));
	}

	private void words() {
		line("");
		line("## Words");
		line("");
		line("The lists that strict redaction knows. Case is ignored, except in names of fields. Where a field is not");
		line("open, its list is all there is in standard redaction, too.");
		this.registry.vocabularies().forEach((name, words) -> {
			line("");
			line("### " + name);
			line("");
			line("`" + String.join("` `", words) + "`");
		});
	}

	private static String cell(String text) {
		return text.replace("|", "\\|");
	}

	private void line(String text) {
		this.page.append(text).append('\n');
	}

}
