package dev.rustauth.telemetry.sample.collector.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.sample.collector.intake.Features;
import dev.rustauth.telemetry.sample.collector.store.Change;

/**
 * What changed, as people say it: <em>e-mail verification</em> was switched off.
 *
 * @param subject what changed
 * @param path whether that is a path rather than words
 * @param text what became of it
 */
record Sentence(String subject, boolean path, String text) {

	/**
	 * Elements of these lists have a name; what is below one of them comes and goes with
	 * it.
	 */
	private static final Pattern NAMED = Pattern
		.compile("config\\.(plugins|socialProviders)\\[\"?(.+?)\"?](#\\d+)?(\\..*)?");

	private static final String CONFIG = "config.";

	/**
	 * Say changes.
	 * @param changes the changes
	 * @return a sentence for each, and one for all that say that an element came or went
	 */
	static List<Sentence> of(List<Change> changes) {
		Set<Sentence> sentences = new LinkedHashSet<>();
		changes.forEach((change) -> sentences.add(of(change)));
		return new ArrayList<>(sentences);
	}

	private static Sentence of(Change change) {
		String before = change.before();
		String after = change.after();
		Matcher element = NAMED.matcher(change.path());
		if ((before == null || after == null) && element.matches()) {
			String kind = (element.group(1).equals("plugins")) ? "plugin " : "provider ";
			return new Sentence(kind + element.group(2), false, (before != null) ? "was removed" : "was added");
		}
		String name = Features.name(change.path());
		return new Sentence((name != null) ? name : path(change.path()), name == null, text(before, after));
	}

	private static String path(String path) {
		return (path.startsWith(CONFIG)) ? path.substring(CONFIG.length()) : path;
	}

	private static String text(@Nullable String before, @Nullable String after) {
		if (after == null) {
			return (before == null || before.isEmpty()) ? "was removed" : "is gone; it was " + plain(before);
		}
		if (before == null) {
			return (after.isEmpty()) ? "was added" : "appeared as " + plain(after);
		}
		if (before.equals("false") && after.equals("true")) {
			return "was switched on";
		}
		if (before.equals("true") && after.equals("false")) {
			return "was switched off";
		}
		return "went from %s to %s".formatted(plain(before), plain(after));
	}

	private static String plain(String value) {
		return switch (value) {
			case "null" -> "nothing";
			case "{}", "[]" -> value + " (empty)";
			default -> (value.length() > 1 && value.startsWith("\"") && value.endsWith("\""))
					? value.substring(1, value.length() - 1) : value;
		};
	}

}
