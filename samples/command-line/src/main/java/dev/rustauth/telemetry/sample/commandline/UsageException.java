package dev.rustauth.telemetry.sample.commandline;

/**
 * The arguments make no command. The message is for people, and ends with the usage.
 */
final class UsageException extends RuntimeException {

	static final String USAGE = """
			Usage:
			  generate [--output=FILE] [--force]   write the schema of the auth tables to a file (schema.sql)
			  migrate [--dry-run]                  add what is missing to the database
			  --help, -h                           print this

			Settings are Spring's, such as --spring.datasource.url=jdbc:h2:file:./auth
			Exit status: 0 done or nothing to do, 1 not done, 2 wrong usage""";

	UsageException(String problem) {
		super(problem + System.lineSeparator() + System.lineSeparator() + USAGE);
	}

}
