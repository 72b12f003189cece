package dev.rustauth.telemetry.sample.commandline;

import java.util.Locale;

/**
 * How a command ended, in the words of the Rust command line.
 */
enum Outcome {

	/** A new file holds the schema. */
	GENERATED,

	/** The schema replaced what a file said before. */
	OVERWRITTEN,

	/** Tables or columns were added. */
	MIGRATED,

	/** The statements were printed only. */
	DRY_RUN,

	/** Everything was there already. */
	NO_CHANGES,

	/** The file says something else, and nobody allowed to replace it. */
	ABORTED,

	/** Not a database that this tool can migrate. */
	UNSUPPORTED_DATABASE;

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	int exitStatus() {
		return (this == ABORTED || this == UNSUPPORTED_DATABASE) ? 1 : 0;
	}

}
