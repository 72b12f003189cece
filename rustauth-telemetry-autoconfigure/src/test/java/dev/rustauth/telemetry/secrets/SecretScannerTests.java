package dev.rustauth.telemetry.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.secrets.SecretScanner.Form;

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

	@Property(tries = 500)
	void searchShouldFindWhatASearchForEachWouldFind(@ForAll @Size(max = 12) List<@From("texts") String> parts,
			@ForAll("texts") String text) {
		List<byte[]> patterns = parts.stream().distinct().map(SecretScannerTests::bytes).toList();
		byte[] bytes = bytes(text + String.join("", parts));
		Set<List<Integer>> found = new TreeSet<>(Comparator.comparing(List::toString));
		new PatternSet(patterns).search(bytes, (pattern, start, end) -> found.add(List.of(pattern, start, end)));
		Set<List<Integer>> expected = new TreeSet<>(Comparator.comparing(List::toString));
		for (int i = 0; i < patterns.size(); i++) {
			for (int start = 0; start + patterns.get(i).length <= bytes.length; start++) {
				int end = start + patterns.get(i).length;
				if (Arrays.equals(bytes, start, end, patterns.get(i), 0, patterns.get(i).length)) {
					expected.add(List.of(i, start, end));
				}
			}
		}
		assertThat(found).isEqualTo(expected);
	}

	/**
	 * Of two letters, so that many begin alike and lie over each other.
	 */
	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.strings().withChars('a', 'b').ofMinLength(PatternSet.PREFIX).ofMaxLength(12);
	}

	@ParameterizedTest
	@ValueSource(strings = { "YWJj\r\nZGVm\r\nZ2hpams=", "YWJjZGVm\\r\\nZ2hpams=", "61:62:63:64:65:66:67:68:69:6a:6b",
			"61-62-63-64-65-66-67-68-69-6A-6B", "61 62 63 64 65 66 67 68 69 6a 6b" })
	void scanShouldFindBase64WithLineBreaksAndHexWithSeparators(String text) {
		assertThat(scan(new SecretScanner(List.of("abcdefghijk")), "{\"a\":\"" + text + "\"}")).containsOnlyKeys(0);
	}

	@Test
	void scanShouldNotFindASecretInWordsThatAreApart() {
		assertThat(scan(new SecretScanner(List.of("correcthorse")), "correct horse correct-horse")).isEmpty();
	}

	@Test
	void scanShouldNotFindANumberInALongerOne() {
		SecretScanner scanner = new SecretScanner(List.of("48151623"));
		assertThat(scan(scanner, "{\"memory\":1481516230}")).isEmpty();
		assertThat(scan(scanner, "{\"memory\":48151623}")).containsOnlyKeys(0);
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
	 * The claim is a count, since a time would depend on the machine: each of at most
	 * seven readings takes every byte once, and a little more where a secret may begin.
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
		assertThat(reads(scanner, harmless)).isLessThanOrEqualTo(4L * EVENT);
		assertThat(reads(scanner, worst)).isLessThanOrEqualTo(8L * EVENT);
		measure("harmless", scanner, harmless);
		measure("worst", scanner, worst);
		measure("few secrets", new SecretScanner(secrets.subList(0, 10)), harmless);
	}

	/**
	 * However many secrets somebody makes up with one beginning, a position costs no more
	 * than the lengths that there are.
	 */
	@Test
	void searchWhenAllPatternsBeginAsTheTextDoesShouldStayInItsBound() {
		List<byte[]> patterns = new ArrayList<>();
		for (int i = 0; i < 1800; i++) {
			patterns.add(bytes("a".repeat(24) + "%08d".formatted(i)));
		}
		long reads = new PatternSet(patterns).search(bytes("a".repeat(EVENT)), (pattern, start, end) -> {
		});
		assertThat(reads).isLessThanOrEqualTo((1 + 32) * (long) EVENT);
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
			.info("tripwire, " + what + ": " + best * 1024 / bytes.length + " ns/KB");
	}

	private static long reads(SecretScanner scanner, String text) {
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

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
