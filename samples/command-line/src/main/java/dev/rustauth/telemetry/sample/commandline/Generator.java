package dev.rustauth.telemetry.sample.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.stereotype.Component;

/**
 * Writes the schema to a file.
 */
@Component
final class Generator {

	private final Output output;

	Generator(Output output) {
		this.output = output;
	}

	Outcome run(Command.Generate command, AuthSchema schema) throws IOException {
		Path file = command.output();
		boolean there = Files.exists(file);
		if (there && Files.readString(file).equals(schema.sql())) {
			this.output.say(file + " is up to date.");
			return Outcome.NO_CHANGES;
		}
		if (there && !command.force()) {
			this.output.complain(file + " says something else. To replace it, add --force.");
			return Outcome.ABORTED;
		}
		if (file.getParent() != null) {
			Files.createDirectories(file.getParent());
		}
		Files.writeString(file, schema.sql());
		this.output.say("Wrote " + file + ".");
		return (there) ? Outcome.OVERWRITTEN : Outcome.GENERATED;
	}

}
