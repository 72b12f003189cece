package dev.rustauth.telemetry.http;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.DeliveryFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EventEncoder}: whatever a payload holds, the JSON is the one that
 * Jackson's databind would write.
 */
class EventEncoderTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final EventEncoder encoder = new EventEncoder(64 * 1024);

	@ParameterizedTest
	@MethodSource("values")
	void encodeShouldWriteWhatDatabindWrites(Object value) {
		Map<String, Object> payload = Collections.singletonMap("value", value);
		assertThat(encode(payload)).isEqualTo("{\"type\":\"own\",\"anonymousId\":\"anon\",\"payload\":"
				+ MAPPER.writeValueAsString(new TelemetryEvent("own", payload).payload()) + "}");
	}

	static Stream<Object> values() {
		Map<String, Object> nulls = new LinkedHashMap<>();
		nulls.put("b", null);
		nulls.put("a", List.of());
		return Stream.of("text", "\"\\\u0000\n\u2028 ünï 😀", true, 1, -1L, Long.MIN_VALUE, 1.5, Double.NaN,
				Double.NEGATIVE_INFINITY, 1.25f, (short) 3, (byte) 4, new BigDecimal("1E+30"), new BigDecimal("0.10"),
				BigInteger.TEN.pow(40), new AtomicInteger(5), nulls, Map.of(1, "one"), Map.of(DayOfWeek.MONDAY, 1),
				List.of(1, List.of("x", Map.of())), Set.of("one"), Arrays.asList(1, null), new int[] { 1, 2 },
				new byte[] { 1, 2, 3 }, new String[] { "a" }, DayOfWeek.MONDAY, Instant.EPOCH, Duration.ofMinutes(2),
				UUID.fromString("00000000-0000-0000-0000-000000000001"), 'c', Optional.of("here"), new Point(1, 2),
				new StringBuilder("builder"));
	}

	@Property(tries = 300)
	void encodeShouldWriteWhatDatabindWritesForAnyTree(@ForAll("trees") Map<String, Object> payload) {
		assertThat(encode(payload)).endsWith("\"payload\":" + MAPPER.writeValueAsString(payload) + "}");
		assertThat(MAPPER.readTree(this.encoder.encodePretty(event(payload))))
			.isEqualTo(MAPPER.readTree(encode(payload)));
	}

	@Provide
	Arbitrary<Map<String, Object>> trees() {
		Arbitrary<Object> leaf = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(20).map((text) -> (Object) text),
				Arbitraries.longs().map((number) -> (Object) number),
				Arbitraries.doubles().map((number) -> (Object) number), Arbitraries.of(true, false));
		return Arbitraries.recursive(() -> leaf, this::nested, 0, 3)
			.list()
			.ofMaxSize(4)
			.map((values) -> Collections.singletonMap("root", (Object) values));
	}

	private Arbitrary<Object> nested(Arbitrary<Object> inner) {
		Arbitrary<Object> lists = inner.list().ofMaxSize(3).map((list) -> (Object) list);
		Arbitrary<Object> maps = Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner)
			.ofMaxSize(3)
			.map((map) -> (Object) map);
		return Arbitraries.oneOf(lists, maps);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud800", "a\udc00b", "\ud83d\ude00\ud83d", "\udc00\ud800" })
	void encodeWhenASurrogateIsAloneShouldReplaceItWhoeverWrites(String text) {
		String expected = "\""
				+ new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('?', '\ufffd')
				+ "\"";
		assertThat(encode(Map.of("text", text))).contains("{\"text\":" + expected + "}");
		assertThat(encode(Map.of("record", new Text(text)))).contains("{\"text\":" + expected + "}");
		assertThat(encode(Map.of(text, 1))).contains("{" + expected + ":1}");
		assertThat(encode(Map.of("record", new Names(Map.of(text, 1))))).contains("{" + expected + ":1}");
	}

	@Test
	void encodeWhenAnObjectIsSmallInMemoryAndHugeOnTheWireShouldStopAtTheLimit() {
		AtomicInteger read = new AtomicInteger();
		List<Object> endless = new AbstractList<>() {

			@Override
			public Object get(int index) {
				read.incrementAndGet();
				return "one and the same text";
			}

			@Override
			public int size() {
				return Integer.MAX_VALUE;
			}

		};
		assertThatExceptionOfType(DeliveryFailure.class)
			.isThrownBy(() -> this.encoder.encode(event(Map.of("object", new Items(endless)))))
			.withMessageContaining("max-event-size");
		assertThat(read).hasValueLessThan(10_000);
	}

	@ParameterizedTest
	@MethodSource("throwables")
	void encodeWhenAnObjectThrowsAnythingShouldFailAsUnencodable(Throwable throwable) {
		assertThatExceptionOfType(DeliveryFailure.class)
			.isThrownBy(() -> this.encoder.encode(event(Map.of("object", new Throwing(throwable)))))
			.withMessageContaining("can't be written as JSON");
	}

	static Stream<Throwable> throwables() {
		return Stream.of(new AssertionError("secret"), new NoClassDefFoundError("secret"), new StackOverflowError(),
				new IllegalStateException("secret"));
	}

	@Test
	void encodeWhenDatabindIsMissingShouldWritePlainValuesAndSayWhatIsMissingForOthers() throws Exception {
		List<URL> libraries = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (!entry.contains("jackson-databind")) {
				libraries.add(Path.of(entry).toUri().toURL());
			}
		}
		try (URLClassLoader application = new URLClassLoader(libraries.toArray(new URL[0]),
				ClassLoader.getPlatformClassLoader())) {
			assertThat(encodeIn(application, List.of(1, "two", Map.of("three", Instant.EPOCH), DayOfWeek.MONDAY)))
				.isEqualTo(
						"{\"type\":\"own\",\"payload\":{\"value\":[1,\"two\",{\"three\":\"1970-01-01T00:00:00Z\"},\"MONDAY\"]}}");
			assertThat(encodeIn(application, Period.ofDays(1))).contains("java.time.Period",
					"add tools.jackson.core:jackson-databind");
		}
	}

	private static String encodeIn(ClassLoader application, Object value) throws Exception {
		Class<?> eventType = application.loadClass(TelemetryEvent.class.getName());
		Object event = eventType.getConstructor(String.class, Map.class).newInstance("own", Map.of("value", value));
		Class<?> encoderType = application.loadClass(EventEncoder.class.getName());
		Object encoder = encoderType.getConstructor(int.class).newInstance(1024);
		try {
			return new String((byte[]) encoderType.getMethod("encode", eventType).invoke(encoder, event),
					StandardCharsets.UTF_8);
		}
		catch (InvocationTargetException ex) {
			return String.valueOf(ex.getCause().getMessage());
		}
	}

	@Test
	void encodeWhenOneByteTooLargeShouldFail() {
		int size = encode(Map.of()).getBytes(StandardCharsets.UTF_8).length;
		assertThat(new EventEncoder(size).encode(event(Map.of()))).hasSize(size);
		assertThatExceptionOfType(DeliveryFailure.class)
			.isThrownBy(() -> new EventEncoder(size - 1).encode(event(Map.of())))
			.withMessageContaining("max-event-size");
	}

	@Test
	void encodeWhenALeafCannotBeWrittenShouldSayTheKindOnly() {
		assertThatExceptionOfType(DeliveryFailure.class)
			.isThrownBy(() -> this.encoder.encode(event(Map.of("bean", new Broken()))))
			.withMessageContaining("can't be written as JSON")
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain("secret"));
	}

	private String encode(Map<String, ?> payload) {
		return new String(this.encoder.encode(event(payload)), StandardCharsets.UTF_8);
	}

	private static TelemetryEvent event(Map<String, ?> payload) {
		return new TelemetryEvent("own", "anon", payload);
	}

	record Point(int x, int y) {

	}

	record Text(String text) {

	}

	record Names(Map<String, Object> names) {

	}

	record Items(List<Object> items) {

	}

	public static class Throwing {

		private final Throwable throwable;

		Throwing(Throwable throwable) {
			this.throwable = throwable;
		}

		public String getValue() throws Throwable {
			throw this.throwable;
		}

	}

	public static class Broken {

		public String getValue() {
			throw new IllegalStateException("secret");
		}

	}

}
