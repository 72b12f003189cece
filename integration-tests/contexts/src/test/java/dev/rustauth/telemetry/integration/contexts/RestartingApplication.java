package dev.rustauth.telemetry.integration.contexts;

import java.io.IOException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.devtools.restart.Restarter;

/**
 * Has DevTools restart the application for each line on its standard input.
 */
public final class RestartingApplication {

	static final String THREADS = "own threads: ";

	private RestartingApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.run(OddApplication.class, args);
		new Thread(() -> {
			if (read() < 0) {
				return;
			}
			awaitNoMoreThanTwoThreads();
			OddApplication.say(THREADS + OwnThreads.names());
			if (read() >= 0) {
				Restarter.getInstance().restart();
			}
		}, "restart").start();
	}

	/**
	 * The engine's and the client's: those that made the first event and looked the
	 * collector's name up may still be ending.
	 */
	private static void awaitNoMoreThanTwoThreads() {
		try {
			Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> OwnThreads.names().size() <= 2);
		}
		catch (ConditionTimeoutException ex) {
			// The names are said, whichever they are.
		}
	}

	private static int read() {
		try {
			return System.in.read();
		}
		catch (IOException ex) {
			return -1;
		}
	}

}
