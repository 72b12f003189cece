package dev.rustauth.telemetry.sample.commandline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Runs one command and ends. Closing the context is what sends the events: without
 * {@link SpringApplication#exit} they would die with the process.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(RustAuthOptions.class)
public class CommandLineApplication {

	private static final int FAILED = 1;

	private static final int WRONG_USAGE = 2;

	public static void main(String[] args) {
		try {
			if (Command.parse(args) instanceof Command.Help) {
				System.out.println(UsageException.USAGE);
				return;
			}
		}
		catch (UsageException ex) {
			// Nothing was run, so there is nothing to report: Spring isn't even started.
			System.err.println(ex.getMessage());
			System.exit(WRONG_USAGE);
		}
		System.exit(run(args));
	}

	private static int run(String... args) {
		try {
			return SpringApplication.exit(SpringApplication.run(CommandLineApplication.class, args));
		}
		catch (RuntimeException ex) {
			// Spring Boot has said why, in a paragraph or as a stack trace.
			return FAILED;
		}
	}

	@Bean
	Output output() {
		return new Output(System.out, System.err);
	}

}
