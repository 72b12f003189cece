package dev.rustauth.telemetry.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A Markdown table.
 */
final class Table {

	private final List<List<String>> rows = new ArrayList<>();

	Table(String... headings) {
		row(headings);
		row(List.of(headings).stream().map((heading) -> "---").toArray(String[]::new));
	}

	Table row(String... cells) {
		this.rows.add(List.of(cells));
		return this;
	}

	static String number(double number, int decimals) {
		return String.format(Locale.ROOT, "%,." + decimals + "f", number);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.rows.forEach((row) -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
		return text.toString();
	}

}
