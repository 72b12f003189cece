package dev.rustauth.telemetry.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.ClientLibraries;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.http.EventEncoder;

/**
 * A sink for tests. Records every event in the order of arrival, and lets a test wait for
 * events and search them for secrets.
 * <p>
 * {@link AutoConfigureRustAuthTelemetry} adds it as a bean. Like the HTTP sink, it writes
 * each event as JSON: an event that cannot be written, or is larger than
 * {@code rustauth.telemetry.delivery.max-event-size}, is refused and not recorded, and
 * awaiting it says so. Without Jackson on the class path events are recorded unwritten.
 * <p>
 * All methods may be called from any thread. Those documented to wait block the calling
 * thread, all others return at once. None accepts {@code null}.
 *
 * @since 0.1.0
 */
public class RecordingTelemetrySink implements TelemetrySink {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	private static final long POLL_INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);

	private static final boolean JACKSON_PRESENT = ClassUtils.isPresent(ClientLibraries.JSON,
			RecordingTelemetrySink.class.getClassLoader());

	private final List<Recording> recordings = new ArrayList<>();

	private final List<String> refusals = new ArrayList<>();

	private final @Nullable EventEncoder encoder;

	private final @Nullable ContextTelemetry telemetry;

	/**
	 * Create a sink for a test that wires its own context, for instance with an
	 * {@code ApplicationContextRunner}. It records what it receives, and does not know
	 * whether telemetry is on.
	 */
	public RecordingTelemetrySink() {
		this(new RustAuthTelemetryProperties(), null);
	}

	RecordingTelemetrySink(RustAuthTelemetryProperties properties, @Nullable ContextTelemetry telemetry) {
		int maxEventSize = (int) properties.getDelivery().getMaxEventSize().toBytes();
		this.encoder = (JACKSON_PRESENT) ? new EventEncoder(maxEventSize) : null;
		this.telemetry = telemetry;
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.fromRunnable(() -> record(event));
	}

	private synchronized void record(TelemetryEvent event) {
		try {
			byte[] body = (this.encoder != null) ? this.encoder.encode(event) : null;
			this.recordings.add(new Recording(event, body));
		}
		catch (DeliveryFailure ex) {
			this.refusals.add(event.type() + " (" + ex.getMessage() + ")");
			throw ex;
		}
		finally {
			notifyAll();
		}
	}

	/**
	 * Wait up to 10 seconds for an event, and return it. It may have arrived already.
	 * @param type type of the event
	 * @return the first event of this type since the start or {@link #clear()}
	 * @throws AssertionError if none arrives in time, or at once if none can, because
	 * telemetry is off; the message says why, or what arrived instead
	 */
	public TelemetryEvent awaitEvent(String type) {
		return awaitEvent(type, DEFAULT_TIMEOUT);
	}

	/**
	 * Wait for an event, and return it. It may have arrived already.
	 * @param type type of the event
	 * @param timeout how long to wait
	 * @return the first event of this type since the start or {@link #clear()}
	 * @throws AssertionError as {@link #awaitEvent(String)} does
	 */
	public TelemetryEvent awaitEvent(String type, Duration timeout) {
		return awaitEvents(type, 1, timeout).get(0);
	}

	/**
	 * Wait up to 10 seconds for several events of one type, and return them.
	 * @param type type of the events
	 * @param count how many to wait for, at least 1
	 * @return all events of this type so far, which may be more
	 * @throws AssertionError as {@link #awaitEvent(String)} does
	 */
	public List<TelemetryEvent> awaitEvents(String type, int count) {
		return awaitEvents(type, count, DEFAULT_TIMEOUT);
	}

	private List<TelemetryEvent> awaitEvents(String type, int count, Duration timeout) {
		String whyOff = (events(type).size() < count) ? whyOff() : null;
		if (whyOff != null || !await(() -> events(type).size() >= count, timeout)) {
			throw new AssertionError(describe(type, count, timeout, whyOff));
		}
		return events(type);
	}

	/**
	 * What arrived since the start or {@link #clear()}.
	 * @return all events in the order of arrival, a copy
	 */
	public List<TelemetryEvent> events() {
		return recordings().stream().map(Recording::event).toList();
	}

	/**
	 * What arrived of one type since the start or {@link #clear()}.
	 * @param type type of the events
	 * @return the events of this type in the order of arrival, a copy
	 */
	public List<TelemetryEvent> events(String type) {
		return events().stream().filter((event) -> event.type().equals(type)).toList();
	}

	/**
	 * Forget what arrived so far. Call it before each test that counts events, since
	 * tests that share a context share its sink; this waits up to 10 seconds until what
	 * earlier tests published has arrived.
	 */
	public void clear() {
		settle();
		forget();
	}

	private synchronized void forget() {
		this.recordings.clear();
		this.refusals.clear();
	}

	/**
	 * The request body with which the HTTP sink would post an event: compact JSON.
	 * @param event an event from this sink, or any other
	 * @return the body, decoded as UTF-8
	 * @throws DeliveryFailure if the event can't be written as JSON or is too large
	 * @throws IllegalStateException if Jackson is missing
	 */
	public String body(TelemetryEvent event) {
		for (Recording recording : recordings()) {
			if (recording.event() == event && recording.body() != null) {
				return text(recording.body());
			}
		}
		if (this.encoder == null) {
			throw new IllegalStateException("JSON is written with Jackson 3, which is missing: depend on "
					+ "tools.jackson.core:jackson-core in tests");
		}
		return text(this.encoder.encode(event));
	}

	private static String text(byte[] body) {
		return new String(body, StandardCharsets.UTF_8);
	}

	/**
	 * The same body, parsed, for assertions on single values.
	 * @param event an event from this sink, or any other
	 * @return the members {@code type}, {@code anonymousId} and {@code payload}, made of
	 * maps, lists, strings, numbers, booleans and {@code null}
	 * @throws DeliveryFailure if the event can't be written as JSON or is too large
	 * @throws IllegalStateException if Jackson is missing
	 */
	public Map<String, @Nullable Object> json(TelemetryEvent event) {
		return new LinkedHashMap<>(JsonParserFactory.getJsonParser().parseMap(body(event)));
	}

	/**
	 * Assert that no event contains any of the secrets, in a value, a name or its type:
	 * as it is, in Base64 (both alphabets, at any offset), in hex, percent-encoded or
	 * JSON-escaped.
	 * <p>
	 * Waits up to 10 seconds until everything published has arrived, so nothing needs to
	 * be awaited before. Fails if no event has arrived, because there is nothing to
	 * search.
	 * @param secrets what must not be found, each of at least 4 characters
	 * @throws AssertionError if a secret is found; the message says in which type of
	 * event, at which JSON pointer and in which form, and shows no more of the secret
	 * than its first two characters
	 * @throws IllegalArgumentException if there is no secret, or one is too short
	 */
	public void assertNoneOf(String... secrets) {
		SecretSearch search = new SecretSearch(secrets);
		if (!settle()) {
			throw new AssertionError("Not every telemetry event that was published has arrived within "
					+ text(DEFAULT_TIMEOUT) + ", so not every one can be searched" + state(null));
		}
		List<TelemetryEvent> events = events();
		if (events.isEmpty()) {
			throw new AssertionError("No telemetry event arrived, so there is nothing to search for secrets. "
					+ "Publish one, or await 'init'" + state(whyOff()));
		}
		events.forEach((event) -> search.search(event.type(), body(event)));
		if (!search.findings().isEmpty()) {
			throw new AssertionError(String.join("\n", search.findings()));
		}
	}

	private synchronized List<Recording> recordings() {
		return List.copyOf(this.recordings);
	}

	private synchronized List<String> refusals() {
		return List.copyOf(this.refusals);
	}

	private @Nullable String whyOff() {
		return (this.telemetry != null) ? this.telemetry.whyOff() : null;
	}

	/**
	 * Wait until the ledger has everything that was published as delivered or lost.
	 */
	private boolean settle() {
		ContextTelemetry telemetry = this.telemetry;
		return telemetry == null || await(() -> telemetry.pending() == 0, DEFAULT_TIMEOUT);
	}

	private boolean await(BooleanSupplier condition, Duration timeout) {
		long end = System.nanoTime() + timeout.toNanos();
		while (!condition.getAsBoolean()) {
			long left = end - System.nanoTime();
			if (left <= 0) {
				return false;
			}
			// Not longer, because the ledger is kept elsewhere, and nothing signals here
			// when
			// it changes.
			awaitArrival(Math.min(left, POLL_INTERVAL));
		}
		return true;
	}

	private synchronized void awaitArrival(long nanos) {
		try {
			TimeUnit.NANOSECONDS.timedWait(this, nanos);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for telemetry events" + state(null), ex);
		}
	}

	private String describe(String type, int count, Duration timeout, @Nullable String whyOff) {
		String expected = (count == 1) ? "No telemetry event '" + type + "' arrived"
				: "Of " + count + " telemetry events '" + type + "' only " + events(type).size() + " arrived";
		return expected + ((whyOff != null) ? "" : " within " + text(timeout)) + state(whyOff);
	}

	private static String text(Duration timeout) {
		return (timeout.toMillis() % 1000 == 0) ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
	}

	/**
	 * What arrived and what did not, for the message of a failure. Types only: a payload
	 * may hold what does not belong into a report.
	 */
	private String state(@Nullable String whyOff) {
		StringBuilder text = new StringBuilder();
		if (whyOff != null) {
			text.append(".\n").append(whyOff);
		}
		Map<String, Integer> arrived = new LinkedHashMap<>();
		events().forEach((event) -> arrived.merge(event.type(), 1, Integer::sum));
		text.append(".\nArrived: ").append((arrived.isEmpty()) ? "nothing" : join(arrived));
		refusals().forEach((refusal) -> text.append(".\nRefused: ").append(refusal));
		String missing = (this.telemetry != null) ? this.telemetry.missing() : null;
		if (missing != null) {
			text.append(".\nNot arrived since the start: ").append(missing);
		}
		return text.toString();
	}

	private static String join(Map<String, Integer> counts) {
		return counts.entrySet()
			.stream()
			.map((count) -> count.getValue() + " " + count.getKey())
			.collect(Collectors.joining(", "));
	}

	/**
	 * An event with the body it would have had.
	 *
	 * @param event the event
	 * @param body its JSON, {@code null} without Jackson
	 */
	private record Recording(TelemetryEvent event, byte @Nullable [] body) {

	}

}
