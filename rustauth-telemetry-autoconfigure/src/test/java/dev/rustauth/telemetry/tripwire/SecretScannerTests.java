package dev.rustauth.telemetry.tripwire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.tripwire.SecretScanner.Form;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretScanner}. Those of the encodings one by one are with its other
 * user, the assertion for tests of applications.
 */
class SecretScannerTests {

	private static final int EVENT = 64 * 1024;

	private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_ \"\\%";

	@Test
	void scanShouldTellSecretsApart() {
		SecretScanner scanner = new SecretScanner(List.of("hunter22", "correct horse", "hunter2200"));
		assertThat(scan(scanner, "hunter2200 Y29ycmVjdCBob3JzZQ=="))
			.containsExactlyInAnyOrderEntriesOf(Map.of(0, Form.PLAIN, 1, Form.BASE64, 2, Form.PLAIN));
		assertThat(scan(scanner, "hunter2 correct+horse")).containsExactly(Map.entry(1, Form.PERCENT));
		assertThat(scan(scanner, "nothing")).isEmpty();
	}

	@Test
	void scanShouldFindSecretInJsonInJson() {
		JsonMapper mapper = JsonMapper.builder().build();
		String inner = mapper.writeValueAsString(Map.of("password", "a\"b\\c\nd-e-f"));
		String outer = mapper.writeValueAsString(Map.of("config", inner));
		assertThat(scan(new SecretScanner(List.of("a\"b\\c\nd-e-f")), outer)).containsExactly(Map.entry(0, Form.JSON));
	}

	@Test
	void scanWhenOnlyBeginningsOfLongSecretsAreAlikeShouldTellThemApart() {
		String begin = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC";
		SecretScanner scanner = new SecretScanner(List.of(begin + "x".repeat(1000), begin + "y".repeat(1000)));
		assertThat(scan(scanner, begin + "y".repeat(1000))).containsOnlyKeys(1);
		assertThat(scan(scanner, begin)).isEmpty();
	}

	@Property(tries = 300)
	void scanShouldFindWhatASearchForEachWouldFind(
			@ForAll @Size(max = 12) List<@StringLength(min = 1, max = 3) String> parts,
			@ForAll @StringLength(max = 40) String text) {
		Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(String.join("|", parts) + text));
		List<byte[]> patterns = parts.stream().distinct().map((part) -> part.getBytes(StandardCharsets.UTF_8)).toList();
		byte[] bytes = (text + String.join("", parts)).getBytes(StandardCharsets.UTF_8);
		BitSet found = new BitSet();
		new PatternAutomaton(patterns).search(bytes, found);
		for (int i = 0; i < patterns.size(); i++) {
			assertThat(found.get(i)).as("pattern %d", i)
				.isEqualTo(Collections.indexOfSubList(list(bytes), list(patterns.get(i))) >= 0);
		}
	}

	@Property(tries = 200)
	void scanShouldFindEverySecretInEveryEncoding(@ForAll @StringLength(max = 9) String before,
			@ForAll @StringLength(min = 8, max = 80) String secret, @ForAll @StringLength(max = 9) String after) {
		Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(before + "|" + secret + "|" + after));
		byte[] bytes = (before + secret + after).getBytes(StandardCharsets.UTF_8);
		SecretScanner scanner = new SecretScanner(List.of(secret));
		assertThat(scan(scanner, before + secret + after)).isNotEmpty();
		assertThat(scan(scanner, HexFormat.of().formatHex(bytes))).isNotEmpty();
		assertThat(scan(scanner, Base64.getUrlEncoder().encodeToString(bytes))).isNotEmpty();
		assertThat(scan(scanner, Base64.getEncoder().encodeToString(bytes))).isNotEmpty();
		assertThat(scan(scanner, URLEncoder.encode(before + secret + after, StandardCharsets.UTF_8))).isNotEmpty();
		assertThat(scan(scanner, JsonMapper.builder().build().writeValueAsString(before + secret + after)))
			.isNotEmpty();
	}

	/**
	 * The claim is a count, since a time would depend on the machine: five readings at
	 * most, each with two visits for a byte and one for a state.
	 */
	@Test
	void scanOfALargeEventForManySecretsShouldStayInItsBound() {
		Random random = new Random(7);
		List<String> secrets = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			secrets.add(text(random, 8 + random.nextInt(90)));
		}
		SecretScanner scanner = new SecretScanner(secrets);
		String harmless = "{\"type\":\"own\",\"payload\":{\"a\":\"" + text(random, EVENT).replaceAll("[\\\\%+\"]", "x")
				+ "\"}}";
		String worst = text(random, EVENT);
		String nasty = secrets.get(0).substring(0, 7).repeat(EVENT / 7);
		assertThat(scanner.states()).isLessThan(200 * 13 * SecretScanner.WINDOW);
		assertThat(visits(scanner, harmless)).isLessThanOrEqualTo(2L * EVENT + 100 + scanner.states());
		assertThat(visits(scanner, worst)).isLessThanOrEqualTo(5 * (2L * EVENT + scanner.states()));
		assertThat(visits(scanner, nasty)).isLessThanOrEqualTo(5 * (2L * EVENT + scanner.states()));
		measure("harmless", scanner, harmless);
		measure("worst", scanner, worst);
		measure("few secrets", new SecretScanner(secrets.subList(0, 10)), harmless);
	}

	/**
	 * Patterns that are ends of each other: every position ends all of them.
	 */
	@Test
	void searchWhenManyPatternsEndEverywhereShouldStayInItsBound() {
		List<byte[]> patterns = new ArrayList<>();
		for (int length = 1; length <= 300; length++) {
			patterns.add("a".repeat(length).getBytes(StandardCharsets.US_ASCII));
		}
		BitSet found = new BitSet();
		long visits = new PatternAutomaton(patterns).search("a".repeat(EVENT).getBytes(StandardCharsets.US_ASCII),
				found);
		assertThat(found.cardinality()).isEqualTo(300);
		assertThat(visits).isLessThanOrEqualTo(2L * EVENT + 301);
	}

	private static void measure(String what, SecretScanner scanner, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		long best = Long.MAX_VALUE;
		for (int i = 0; i < 30; i++) {
			long start = System.nanoTime();
			scanner.scan(bytes);
			best = Math.min(best, System.nanoTime() - start);
		}
		LogFactory.getLog(SecretScannerTests.class)
			.info("tripwire, " + what + ": " + best * 1024 / bytes.length + " ns/KB, " + scanner.states() + " states");
	}

	private static long visits(SecretScanner scanner, String text) {
		return scanner.scan(text.getBytes(StandardCharsets.UTF_8), new TreeMap<>());
	}

	private static Map<Integer, Form> scan(SecretScanner scanner, String text) {
		return scanner.scan(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(Random random, int length) {
		StringBuilder text = new StringBuilder();
		random.ints(length, 0, LETTERS.length()).forEach((index) -> text.append(LETTERS.charAt(index)));
		return text.toString();
	}

	private static List<Byte> list(byte[] bytes) {
		List<Byte> list = new ArrayList<>();
		for (byte value : bytes) {
			list.add(value);
		}
		return list;
	}

}
