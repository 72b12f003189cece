package dev.rustauth.telemetry.collector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as it arrived at a {@link ScriptedCollector}.
 */
public final class ReceivedRequest {

	private final int connection;

	private final String requestLine;

	private final Map<String, List<String>> headers;

	private final byte[] body;

	private final boolean complete;

	private volatile int answered;

	private volatile String answer = "";

	private volatile boolean prompt;

	private final long receivedAt = System.nanoTime();

	ReceivedRequest(int connection, String requestLine, Map<String, List<String>> headers, byte[] body,
			boolean complete) {
		this.connection = connection;
		this.requestLine = requestLine;
		this.headers = headers;
		this.body = body;
		this.complete = complete;
	}

	/**
	 * Number of the connection, in the order in which they were accepted, from 1 on.
	 */
	public int connection() {
		return this.connection;
	}

	/**
	 * Such as {@code POST /telemetry?tenant=7 HTTP/1.1}.
	 */
	public String requestLine() {
		return this.requestLine;
	}

	/**
	 * All headers by lower-case name, in their order.
	 */
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	/**
	 * The only value of a header, {@code null} if there is none.
	 * @throws IllegalStateException if there are several
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
		if (values.size() > 1) {
			throw new IllegalStateException("Several values of " + name + ": " + values);
		}
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * The bytes of the body, as far as they were read.
	 */
	public byte[] body() {
		return this.body.clone();
	}

	/**
	 * The body as text, decompressed if its headers say that it is compressed.
	 */
	public String text() {
		if (!"gzip".equals(header("Content-Encoding"))) {
			return new String(this.body, StandardCharsets.UTF_8);
		}
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(this.body))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Whether the body was read to its end.
	 */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * The status that was written, 0 if none was, or not wholly.
	 */
	public int answered() {
		return this.answered;
	}

	/**
	 * Whether the event was taken: a 2xx status was written.
	 */
	public boolean isAccepted() {
		return this.answered >= 200 && this.answered < 300;
	}

	/**
	 * Whether it holds several events in a JSON array.
	 */
	public boolean isBatch() {
		return text().startsWith("[");
	}

	/**
	 * The events, one or those of a batch.
	 */
	public List<JsonNode> events() {
		JsonNode body = JsonMapper.shared().readTree(text());
		return (body.isArray()) ? body.valueStream().toList() : List.of(body);
	}

	/**
	 * The key of each event: that of the request, in a batch with the event's position.
	 */
	public List<String> eventKeys() {
		String key = String.valueOf(header("Idempotency-Key"));
		return (isBatch()) ? IntStream.range(0, events().size()).mapToObj((event) -> key + "/" + event).toList()
				: List.of(key);
	}

	/**
	 * The key of each event that was taken.
	 */
	public List<String> acceptedKeys() {
		if (!isAccepted()) {
			return List.of();
		}
		if (this.answered != 207 || !this.answer.startsWith("[")) {
			return eventKeys();
		}
		JsonNode statuses = JsonMapper.shared().readTree(this.answer);
		List<String> keys = eventKeys();
		return IntStream.range(0, keys.size())
			.filter((event) -> statuses.get(event).intValue() / 100 == 2)
			.mapToObj(keys::get)
			.toList();
	}

	/**
	 * Whether the status was written in one go as soon as the request was there.
	 */
	public boolean isAnsweredPromptly() {
		return this.prompt;
	}

	/**
	 * When it was received whole, in nanoseconds since whenever.
	 */
	public long receivedAt() {
		return this.receivedAt;
	}

	void answered(int status, String body) {
		this.answer = body;
		this.answered = status;
	}

	void answeredPromptly() {
		this.prompt = true;
	}

	@Override
	public String toString() {
		return this.requestLine + " " + this.headers + " " + this.body.length + " bytes"
				+ ((this.complete) ? "" : " (incomplete)") + " -> " + this.answered;
	}

}
