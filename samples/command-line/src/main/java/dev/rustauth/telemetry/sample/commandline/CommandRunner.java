package dev.rustauth.telemetry.sample.commandline;

import java.io.IOException;
import java.sql.SQLException;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Runs the command, reports its outcome, and gives the process its exit status. A command
 * that fails has no outcome and is not reported.
 */
@Component
final class CommandRunner implements ApplicationRunner, ExitCodeGenerator {

	private static final int FAILED = 1;

	private final Generator generator;

	private final Migrator migrator;

	private final CommandTelemetry telemetry;

	private final RustAuthOptions options;

	private final Output output;

	private int exitStatus = FAILED;

	CommandRunner(Generator generator, Migrator migrator, CommandTelemetry telemetry, RustAuthOptions options,
			Output output) {
		this.generator = generator;
		this.migrator = migrator;
		this.telemetry = telemetry;
		this.options = options;
		this.output = output;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		AuthSchema schema = AuthSchema.of(this.options);
		Command command = Command.parse(arguments.getSourceArgs());
		try {
			if (command instanceof Command.Generate generate) {
				ended("cli_generate", this.generator.run(generate, schema));
			}
			else if (command instanceof Command.Migrate migrate) {
				ended("cli_migrate", this.migrator.run(migrate, schema));
			}
		}
		catch (IOException | SQLException ex) {
			this.output.complain("Failed: " + ex.getMessage());
		}
	}

	private void ended(String type, Outcome outcome) {
		this.telemetry.publish(type, outcome);
		this.exitStatus = outcome.exitStatus();
	}

	@Override
	public int getExitCode() {
		return this.exitStatus;
	}

}
