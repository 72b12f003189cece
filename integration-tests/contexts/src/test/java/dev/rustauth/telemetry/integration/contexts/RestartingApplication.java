package dev.rustauth.telemetry.integration.contexts;

import java.io.IOException;

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
			OddApplication.say(THREADS + OwnThreads.names());
			if (read() >= 0) {
				Restarter.getInstance().restart();
			}
		}, "restart").start();
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
