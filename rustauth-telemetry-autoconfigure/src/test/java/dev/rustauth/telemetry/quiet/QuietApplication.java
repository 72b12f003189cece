package dev.rustauth.telemetry.quiet;

import java.util.Arrays;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.process.Talk;

/**
 * Starts and closes once for each argument, which holds arguments of its own, separated
 * by spaces. Nothing in this package names a class of Reactor Netty or WebFlux.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class QuietApplication {

	/** Printed before a start, with its number from 0 on. */
	public static final String RUN = "quiet-run-";

	/** Printed after a close, with the milliseconds that it took. */
	public static final String CLOSED = "quiet-closed-ms: ";

	/** Begins an argument that names a further class of the application. */
	public static final String SOURCE = "source=";

	public static void main(String[] runs) throws ClassNotFoundException {
		for (int i = 0; i < runs.length; i++) {
			Talk.say(RUN + i);
			List<String> arguments = Arrays.stream(runs[i].split(" ")).filter((word) -> !word.isEmpty()).toList();
			SpringApplication application = new SpringApplication(QuietApplication.class);
			for (String argument : arguments) {
				if (argument.startsWith(SOURCE)) {
					application.addPrimarySources(List.of(Class.forName(argument.substring(SOURCE.length()))));
				}
			}
			ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new));
			long start = System.nanoTime();
			context.close();
			Talk.say(CLOSED + (System.nanoTime() - start) / 1_000_000);
		}
		Talk.say(RUN + runs.length);
	}

}
