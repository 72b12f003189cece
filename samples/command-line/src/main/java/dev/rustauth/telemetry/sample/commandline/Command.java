package dev.rustauth.telemetry.sample.commandline;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What the arguments ask for.
 */
sealed interface Command {

	/** Options without a dot in their name that are Spring Boot's. */
	Set<String> OPTIONS_OF_SPRING = Set.of("debug", "trace");

	/**
	 * Make a command of arguments. Options with a dot in their name are Spring properties
	 * and none of our business; any other that we don't know is refused, because a
	 * mistyped {@code --dry-run} must not migrate.
	 * @throws UsageException if they make no command
	 */
	static Command parse(String... arguments) {
		if (Arrays.stream(arguments).anyMatch((argument) -> argument.equals("--help") || argument.equals("-h"))) {
			return new Help();
		}
		List<String> words = new ArrayList<>();
		List<String> options = new ArrayList<>();
		for (String argument : arguments) {
			if (!argument.startsWith("-")) {
				words.add(argument);
			}
			else if (!isForSpring(argument)) {
				options.add(argument);
			}
		}
		if (words.size() != 1) {
			throw new UsageException((words.isEmpty()) ? "Which command?" : "One command at a time, please.");
		}
		Command command = switch (words.get(0)) {
			case "generate" -> new Generate(output(options), options.remove("--force"));
			case "migrate" -> new Migrate(options.remove("--dry-run"));
			default -> throw new UsageException("There is no command '" + words.get(0) + "'.");
		};
		if (!options.isEmpty()) {
			throw new UsageException("'" + words.get(0) + "' knows no option '" + options.get(0) + "'.");
		}
		return command;
	}

	private static boolean isForSpring(String argument) {
		String name = Arrays.asList(argument.split("=", 2)).get(0);
		return name.startsWith("--") && (name.contains(".") || OPTIONS_OF_SPRING.contains(name.substring(2)));
	}

	private static Path output(List<String> options) {
		List<String> given = options.stream().filter((option) -> option.split("=", 2)[0].equals("--output")).toList();
		if (given.isEmpty()) {
			return Path.of("schema.sql");
		}
		options.removeAll(given);
		if (given.size() > 1) {
			throw new UsageException("--output is there more than once.");
		}
		String name = given.get(0).substring("--output".length());
		if (name.length() < 2) {
			throw new UsageException("--output needs the name of a file, as in --output=schema.sql.");
		}
		try {
			return Path.of(name.substring(1));
		}
		catch (InvalidPathException ex) {
			throw new UsageException("--output can't be the name of a file: " + ex.getReason() + ".");
		}
	}

	/**
	 * Say what there is.
	 */
	record Help() implements Command {

	}

	/**
	 * Write the schema to a file.
	 *
	 * @param output the file
	 * @param force whether to replace a file that says something else
	 */
	record Generate(Path output, boolean force) implements Command {

	}

	/**
	 * Bring the database up to date.
	 *
	 * @param dryRun whether to print the statements instead
	 */
	record Migrate(boolean dryRun) implements Command {

	}

}
