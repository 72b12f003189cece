package dev.rustauth.telemetry.benchmarks.host;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A minimal servlet application that says what its start took, and what it holds a little
 * later. Knows nothing of the starter, which may be missing.
 */
@SpringBootApplication
@RestController
public class HostApplication {

	/** What the numbers are printed behind. */
	static final String NUMBERS = "numbers: ";

	/** What the time of day is printed behind, at which the application is ready. */
	static final String READY_AT = "ready at: ";

	/** Where to post to without the starter. */
	static final String PLAIN_ENDPOINT = "plain-endpoint";

	private static final long LATER_MILLIS = 2500;

	/**
	 * Start, print, end.
	 * @param arguments of the application
	 * @throws InterruptedException if somebody interrupts the wait
	 * @throws IOException if the kernel doesn't tell the memory
	 */
	public static void main(String[] arguments) throws InterruptedException, IOException {
		SpringApplication.run(HostApplication.class, arguments);
		Thread.sleep(LATER_MILLIS);
		System.gc();
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		System.out.println(NUMBERS + "later " + classes() + " " + memory.getHeapMemoryUsage().getUsed() / 1024 + " "
				+ memory.getNonHeapMemoryUsage().getUsed() / 1024 + " " + residentKilobytes() + " " + cpuMillis());
		System.exit(0);
	}

	/**
	 * Before anything is sent.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ApplicationListener<ApplicationReadyEvent> readyAt() {
		return (event) -> System.out.println(READY_AT + System.currentTimeMillis());
	}

	@GetMapping("/")
	String hello() {
		return "hello";
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	ApplicationListener<ApplicationReadyEvent> ready() {
		return (event) -> System.out.println(
				NUMBERS + "ready " + (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime())
						+ " " + ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000 + " "
						+ cpuMillis() + " " + classes());
	}

	/**
	 * What one writes in five minutes: Spring's {@code WebClient} as it comes.
	 */
	@Bean
	@ConditionalOnProperty(PLAIN_ENDPOINT)
	ApplicationListener<ApplicationReadyEvent> plainWebClient(@Value("${" + PLAIN_ENDPOINT + "}") String endpoint) {
		return (event) -> WebClient.create(endpoint)
			.post()
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of("type", "init", "payload", System.getProperties()))
			.retrieve()
			.toBodilessEntity()
			.subscribe();
	}

	private static long cpuMillis() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1_000_000;
	}

	private static int classes() {
		return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
	}

	private static long residentKilobytes() throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.findFirst()
			.orElse(0);
	}

}
