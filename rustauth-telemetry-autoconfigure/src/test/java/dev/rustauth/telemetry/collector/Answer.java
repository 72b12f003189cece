package dev.rustauth.telemetry.collector;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a {@link ScriptedCollector} does with one request: answer it, well or badly, or
 * break the connection. Immutable; the {@code with…} and {@code after…} methods return
 * changed copies.
 */
public final class Answer {

	/** When the connection is broken. */
	enum Break {

		/** As soon as the connection is there, before anything was read. */
		ON_CONNECT,

		/** After the request's headers. */
		BEFORE_BODY,

		/** After half of the request's body. */
		DURING_BODY,

		/** After the whole request. */
		AFTER_BODY,

		/** In the middle of the answer's status line. */
		DURING_ANSWER,

		/** Never. */
		NEVER

	}

	/** How the answer is written. */
	enum Style {

		PLAIN, EACH_EVENT, NOTHING, HALF_CLOSE, SLOW_HEADERS, ENDLESS_BODY, CUT_BODY, GARBAGE

	}

	private static final byte[] GARBAGE = "\u0000\u0001SSH-2.0-OpenSSH_9.9\r\n\r\nnot HTTP at all\r\n\r\n"
		.getBytes(StandardCharsets.ISO_8859_1);

	private static final int HALF_A_STATUS_LINE = 6;

	private final int status;

	private final Map<String, String> headers;

	private final String body;

	private final Duration delay;

	private final Break reset;

	private final Style style;

	private final Duration pause;

	private final boolean close;

	private Answer(int status, Map<String, String> headers, String body, Duration delay, Break reset, Style style,
			Duration pause, boolean close) {
		this.status = status;
		this.headers = headers;
		this.body = body;
		this.delay = delay;
		this.reset = reset;
		this.style = style;
		this.pause = pause;
		this.close = close;
	}

	/**
	 * Answer with a status and an empty body, and keep the connection open.
	 */
	public static Answer status(int status) {
		return new Answer(status, Map.of(), "", Duration.ZERO, Break.NEVER, Style.PLAIN, Duration.ZERO, false);
	}

	/**
	 * Reset the connection as soon as it is there.
	 */
	public static Answer resetOnConnect() {
		return status(0).breaking(Break.ON_CONNECT);
	}

	/**
	 * Read the request's headers, then reset the connection.
	 */
	public static Answer resetBeforeBody() {
		return status(0).breaking(Break.BEFORE_BODY);
	}

	/**
	 * Read half of the request's body, then reset the connection.
	 */
	public static Answer resetDuringBody() {
		return status(0).breaking(Break.DURING_BODY);
	}

	/**
	 * Read the whole request, then reset the connection.
	 */
	public static Answer resetAfterBody() {
		return status(0).breaking(Break.AFTER_BODY);
	}

	/**
	 * Read the whole request, write a part of the status line, then reset the connection.
	 */
	public static Answer resetDuringAnswer() {
		return status(200).breaking(Break.DURING_ANSWER);
	}

	/**
	 * Read the whole request and leave it at that, with the connection open.
	 */
	public static Answer never() {
		return status(0).style(Style.NOTHING, Duration.ZERO);
	}

	/**
	 * Read the whole request and close the way out, with the way in open.
	 */
	public static Answer halfClose() {
		return status(0).style(Style.HALF_CLOSE, Duration.ZERO);
	}

	/**
	 * Answer with something that isn't HTTP.
	 */
	public static Answer garbage() {
		return status(0).style(Style.GARBAGE, Duration.ZERO);
	}

	/**
	 * Answer a batch with 207 and a status for each event, the given ones again and
	 * again; a single event with the first of them.
	 */
	public static Answer eachEvent(int... statuses) {
		return status(statuses[0]).withBody(Arrays.toString(statuses)).style(Style.EACH_EVENT, Duration.ZERO);
	}

	/**
	 * The same answer with a header more.
	 */
	public Answer withHeader(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.put(name, value);
		return new Answer(this.status, headers, this.body, this.delay, this.reset, this.style, this.pause, this.close);
	}

	/**
	 * The same answer with a body.
	 */
	public Answer withBody(String body) {
		return new Answer(this.status, this.headers, body, this.delay, this.reset, this.style, this.pause, this.close);
	}

	/**
	 * The same answer with a body that has no end, one kilobyte after each pause.
	 */
	public Answer withEndlessBody(Duration pause) {
		return style(Style.ENDLESS_BODY, pause);
	}

	/**
	 * The same answer with a body that is announced and cut off half way.
	 */
	public Answer withBodyCutOff() {
		return withBody("a body of which only a part arrives").style(Style.CUT_BODY, Duration.ZERO);
	}

	/**
	 * The same answer with headers that come one byte after each pause.
	 */
	public Answer withSlowHeaders(Duration pause) {
		return style(Style.SLOW_HEADERS, pause);
	}

	/**
	 * The same answer, some time after the request is complete.
	 */
	public Answer after(Duration delay) {
		return new Answer(this.status, this.headers, this.body, delay, this.reset, this.style, this.pause, this.close);
	}

	/**
	 * The same answer, and then the connection is closed without a word.
	 */
	public Answer thenClose() {
		return new Answer(this.status, this.headers, this.body, this.delay, this.reset, this.style, this.pause, true);
	}

	private Answer breaking(Break reset) {
		return new Answer(this.status, this.headers, this.body, this.delay, reset, this.style, this.pause, this.close);
	}

	private Answer style(Style style, Duration pause) {
		return new Answer(this.status, this.headers, this.body, this.delay, this.reset, style, pause, this.close);
	}

	/**
	 * The answer to a certain request.
	 */
	Answer to(ReceivedRequest request) {
		if (this.style != Style.EACH_EVENT) {
			return this;
		}
		Answer plain = style(Style.PLAIN, Duration.ZERO);
		if (!request.isBatch()) {
			return plain.withBody("");
		}
		String[] statuses = this.body.substring(1, this.body.length() - 1).split(", ");
		String body = IntStream.range(0, request.eventKeys().size())
			.mapToObj((event) -> statuses[event % statuses.length])
			.collect(Collectors.joining(",", "[", "]"));
		return new Answer(207, this.headers, body, this.delay, this.reset, Style.PLAIN, this.pause, this.close);
	}

	String body() {
		return this.body;
	}

	/**
	 * The status, 0 if no status is ever sent whole.
	 */
	public int status() {
		return (this.reset == Break.NEVER) ? this.status : 0;
	}

	Duration delay() {
		return this.delay;
	}

	boolean breaks(Break when) {
		return this.reset == when;
	}

	boolean isPrompt() {
		return this.style != Style.SLOW_HEADERS && this.delay.isZero();
	}

	boolean isSilent() {
		return this.style == Style.NOTHING;
	}

	boolean isHalfClose() {
		return this.style == Style.HALF_CLOSE;
	}

	boolean isLast() {
		return this.close || this.style == Style.GARBAGE || this.style == Style.CUT_BODY;
	}

	/**
	 * Write the status line and the headers; whoever writes waits through the pauses.
	 */
	void writeHead(OutputStream out, Pauses pauses) throws IOException, InterruptedException {
		byte[] head = (this.style == Style.GARBAGE) ? GARBAGE : head().getBytes(StandardCharsets.ISO_8859_1);
		if (this.style == Style.SLOW_HEADERS) {
			for (byte character : head) {
				pauses.pause(this.pause);
				out.write(character);
				out.flush();
			}
			return;
		}
		out.write(head, 0, (this.reset == Break.DURING_ANSWER) ? HALF_A_STATUS_LINE : head.length);
		out.flush();
	}

	private String head() {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + this.status + " Scripted\r\n");
		this.headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		if (this.style == Style.ENDLESS_BODY) {
			head.append("Transfer-Encoding: chunked\r\n");
		}
		else if (this.status != 204 && this.status != 304) {
			head.append("Content-Length: ").append(bodyBytes().length).append("\r\n");
		}
		return head.append("\r\n").toString();
	}

	void writeBody(OutputStream out, Pauses pauses) throws IOException, InterruptedException {
		byte[] body = bodyBytes();
		if (this.style == Style.ENDLESS_BODY) {
			byte[] chunk = ("400\r\n" + "x".repeat(1024) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
			while (true) {
				out.write(chunk);
				out.flush();
				pauses.pause(this.pause);
			}
		}
		out.write(body, 0, (this.style == Style.CUT_BODY) ? body.length / 2 : body.length);
		out.flush();
	}

	private byte[] bodyBytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "%s %s reset %s after %s%s".formatted(this.status, this.style, this.reset, this.delay,
				(this.close) ? " then close" : "");
	}

	/**
	 * Waits that end when the collector does.
	 */
	@FunctionalInterface
	interface Pauses {

		void pause(Duration duration) throws IOException, InterruptedException;

	}

}
