package dev.rustauth.telemetry.sample.collector;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A headless Chromium, where there is one: {@code CHROMIUM} and {@code CHROMEDRIVER}, or
 * the usual names on the path. Nothing is downloaded.
 */
final class Browser {

	static final String SKIPPED = "No Chromium with its chromedriver is on the path: install chromium and "
			+ "chromium-driver (Debian's names) to run these tests";

	private static final Optional<Path> CHROMIUM = find("CHROMIUM", "chromium", "chromium-browser", "google-chrome");

	private static final Optional<Path> DRIVER = find("CHROMEDRIVER", "chromedriver");

	private Browser() {
	}

	static boolean isAvailable() {
		boolean available = CHROMIUM.isPresent() && DRIVER.isPresent();
		if (!available && System.getenv("CI") != null) {
			throw new IllegalStateException(SKIPPED);
		}
		return available;
	}

	/**
	 * Open one.
	 * @param width of the window, as of a phone or a desk
	 */
	static ChromeDriver open(int width) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(CHROMIUM.orElseThrow().toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--disable-dev-shm-usage", "--window-size=" + width + ",1000");
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(DRIVER.orElseThrow().toFile())
			.usingAnyFreePort()
			.build();
		return new ChromeDriver(service, options);
	}

	private static Optional<Path> find(String variable, String... names) {
		String set = System.getenv(variable);
		if (set != null) {
			return Optional.of(Path.of(set));
		}
		List<String> directories = List.of(System.getenv("PATH").split(File.pathSeparator));
		return Stream.of(names)
			.flatMap((name) -> directories.stream().map((directory) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
