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
			awaitNoMoreThanOneThread();
			OddApplication.say(THREADS + OwnThreads.names());
			if (read() >= 0) {
				Restarter.getInstance().restart();
			}
		}, "restart").start();
	}

	/**
	 * The thread that made the engine's may still be ending.
	 */
	private static void awaitNoMoreThanOneThread() {
		try {
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> OwnThreads.names().size() <= 1);
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
