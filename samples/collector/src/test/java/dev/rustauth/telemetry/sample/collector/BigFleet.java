package dev.rustauth.telemetry.sample.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.springframework.beans.factory.ListableBeanFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.rustauth.telemetry.sample.collector.intake.Backdated;
import dev.rustauth.telemetry.sample.collector.store.Arrival;
import dev.rustauth.telemetry.sample.collector.store.Import;

/**
 * A fleet that has reported for ninety days: the same each time.
 */
final class BigFleet {

	private static final String[] ENVIRONMENTS = { "production", "production", "production", "staging", "development" };

	private static final String[] SPRING = { "4.0.3", "4.0.7", "4.0.9", "4.1.0", "4.1.1" };

	private static final String[] NEXT = { "14.2.3", "15.0.1", "15.2.4", "15.3.0", "15.3.1" };

	private static final String[] AXUM = { "0.7.5", "0.7.9", "0.8.1", "0.8.3", "0.8.4" };

	private static final String[] PLUGINS = { "passkey", "two-factor", "organization", "magic-link", "username", "jwt",
			"admin", "bearer", "email-otp", "anonymous", "sso", "api-key", "multi-session" };

	private static final String[] PROVIDERS = { "google", "github", "microsoft", "apple", "discord" };

	private static final String[] VENDORS = { "aws", "fly-io", "gcp", "vercel", "hetzner" };

	private static final String[] DATABASES = { "postgresql", "postgresql", "mysql", "sqlite", "mongodb" };

	private static final int DAYS = 90;

	private final Random random = new Random(7);

	private final Instant end;

	private final Backdated reader;

	private BigFleet(ListableBeanFactory beans, Instant end) {
		this.reader = new Backdated(beans);
		this.end = end;
	}

	/**
	 * Store it.
	 * @param beans of a running collector
	 * @param deployments how many
	 * @param events how many at least, a sixth of them starts
	 * @param end when the last one came in
	 */
	static void store(ListableBeanFactory beans, int deployments, int events, Instant end) {
		BigFleet fleet = new BigFleet(beans, end);
		List<Arrival.Event> all = new ArrayList<>();
		for (int i = 0; i < deployments; i++) {
			all.addAll(fleet.ofOne(i, (events + deployments - 1) / deployments));
		}
		all.sort(Comparator.comparing(Arrival.Event::receivedAt));
		Import.save(beans, all);
	}

	private List<Arrival.Event> ofOne(int index, int number) {
		ObjectNode event = Samples.tree("java-init");
		event.put("anonymousId", "deployment-%03d".formatted(index));
		ObjectNode payload = (ObjectNode) event.path("payload");
		payload.put("environment", pick(ENVIRONMENTS));
		payload.putObject("database").put("name", pick(DATABASES));
		((ObjectNode) payload.path("systemInfo")).put("deploymentVendor", pick(VENDORS));
		ObjectNode config = (ObjectNode) payload.path("config");
		ArrayNode plugins = ((ArrayNode) config.path("plugins")).removeAll();
		for (String plugin : PLUGINS) {
			if (this.random.nextInt(4) == 0) {
				plugins.add(plugin);
			}
		}
		((ObjectNode) config.path("socialProviders").get(0)).put("id", pick(PROVIDERS));
		// Some began later, some have fallen silent.
		int first = (index % 4 == 0) ? this.random.nextInt(DAYS) : 0;
		int last = (index % 11 == 0) ? Math.max(first + 1, DAYS - 20 - this.random.nextInt(30)) : DAYS;
		int upgrade = 8 + this.random.nextInt(12);
		List<Arrival.Event> events = new ArrayList<>();
		long from = this.end.minus(Duration.ofDays(DAYS - first)).toEpochMilli();
		long length = Duration.ofDays(last - first).toMillis();
		for (int i = 0; i < number; i++) {
			Instant at = Instant.ofEpochMilli(from + (long) (length * ((i + this.random.nextDouble()) / number)));
			if (i % 6 == 0) {
				int day = (int) (DAYS - Duration.between(at, this.end).toDays());
				release(index, payload, Math.min(4, day / upgrade));
				((ObjectNode) config.path("emailVerification")).put("sendVerificationEmail",
						index % 9 != 0 || day < DAYS - index % 60);
				events.add(this.reader.event(Samples.JSON.writeValueAsString(event), at));
			}
			else {
				events.add(this.reader
					.event("{\"type\":\"%s\",\"anonymousId\":\"deployment-%03d\",\"payload\":{\"items\":%d}}"
						.formatted((i % 12 == 1) ? "cli_migrate" : "checkout", index, i % 5), at));
			}
		}
		return events;
	}

	private static void release(int index, ObjectNode payload, int step) {
		ObjectNode framework = (ObjectNode) payload.path("framework");
		ObjectNode runtime = (ObjectNode) payload.path("runtime");
		switch (index % 6) {
			case 0 -> {
				framework.put("name", "next").put("version", NEXT[step]);
				runtime.put("name", "node").put("version", (step < 3) ? "20.11.0" : "22.14.0");
			}
			case 1 -> {
				framework.put("name", "axum").put("version", AXUM[step]);
				runtime.put("name", "rust").put("version", "1.8" + step + ".0");
			}
			default -> {
				framework.put("name", "spring-boot").put("version", SPRING[step]);
				runtime.put("name", "java").put("version", (index % 3 == 0) ? "17.0.1" + step : "21.0." + step);
			}
		}
	}

	private String pick(String[] words) {
		return words[this.random.nextInt(words.length)];
	}

}
