package dev.rustauth.telemetry.collector;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import dev.rustauth.telemetry.collector.Answer.Break;

/**
 * One connection of a {@link ScriptedCollector}: reads requests, does what the script
 * says. Runs on a thread of its own.
 */
final class CollectorConnection {

	private final ScriptedCollector collector;

	private final Socket socket;

	private final int number;

	private final CountDownLatch ended = new CountDownLatch(1);

	private volatile boolean reset;

	CollectorConnection(ScriptedCollector collector, Socket socket, int number) {
		this.collector = collector;
		this.socket = socket;
		this.number = number;
	}

	void run() {
		try {
			if (this.collector.isBrokenOnConnect()) {
				reset();
				return;
			}
			Socket stream = secured();
			InputStream in = new BufferedInputStream(stream.getInputStream());
			OutputStream out = stream.getOutputStream();
			while (serveNext(in, out)) {
				// Keep-alive.
			}
			if (stream != this.socket && !this.reset) {
				stream.close();
			}
		}
		catch (IOException ex) {
			// The client is gone, or the collector was stopped.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			close();
		}
	}

	private Socket secured() throws IOException {
		SSLContext tls = this.collector.tls();
		if (tls == null) {
			return this.socket;
		}
		SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(this.socket, null, true);
		secured.setUseClientMode(false);
		secured.setNeedClientAuth(this.collector.isClientAuthentication());
		try {
			secured.startHandshake();
		}
		catch (IOException ex) {
			this.collector.handshakeFailed();
			// As servers do: else a reset could overtake the reason they give.
			this.socket.shutdownOutput();
			this.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
			throw ex;
		}
		return secured;
	}

	private boolean serveNext(InputStream in, OutputStream out) throws IOException, InterruptedException {
		in.mark(1);
		if (in.read() == -1) {
			return false;
		}
		in.reset();
		String requestLine = line(in);
		Map<String, List<String>> headers = headers(in);
		Answer next = this.collector.nextAnswer();
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		boolean complete = readBody(in, headers, next, body);
		ReceivedRequest request = new ReceivedRequest(this.number, requestLine, headers, body.toByteArray(), complete);
		if (!complete || next.breaks(Break.AFTER_BODY)) {
			this.collector.received(request);
			reset();
			return false;
		}
		Answer answer = next.to(request);
		if (answer.delay().isZero()) {
			// Whoever sees the request may count on its answer.
			request.answered(answer.status(), answer.body());
			if (answer.isPrompt()) {
				request.answeredPromptly();
			}
			this.collector.received(request);
		}
		else {
			this.collector.received(request);
			pause(answer.delay());
			request.answered(answer.status(), answer.body());
		}
		return answer(request, answer, in, out);
	}

	private boolean answer(ReceivedRequest request, Answer answer, InputStream in, OutputStream out)
			throws IOException, InterruptedException {
		if (answer.isSilent() || answer.isHalfClose()) {
			if (answer.isHalfClose()) {
				this.socket.shutdownOutput();
			}
			while (in.read() != -1) {
				// Until the client gives up.
			}
			return false;
		}
		try {
			answer.writeHead(out, this::pause);
		}
		catch (IOException ex) {
			request.answered(0, "");
			throw ex;
		}
		if (answer.breaks(Break.DURING_ANSWER)) {
			reset();
			return false;
		}
		answer.writeBody(out, this::pause);
		return !answer.isLast();
	}

	private void pause(Duration duration) throws IOException, InterruptedException {
		if (this.ended.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new IOException("The collector was stopped");
		}
	}

	private boolean readBody(InputStream in, Map<String, List<String>> headers, Answer answer,
			ByteArrayOutputStream body) {
		if (answer.breaks(Break.BEFORE_BODY)) {
			return false;
		}
		try {
			if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
				return readChunks(in, answer, body);
			}
			int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0));
			return read(in, length, answer, body);
		}
		catch (IOException ex) {
			// What broke off did arrive as far as it goes.
			return false;
		}
	}

	private boolean readChunks(InputStream in, Answer answer, ByteArrayOutputStream body) throws IOException {
		while (true) {
			int size = Integer.parseInt(line(in), 16);
			if (!read(in, size, answer, body)) {
				return false;
			}
			line(in);
			if (size == 0) {
				return true;
			}
		}
	}

	private boolean read(InputStream in, int length, Answer answer, ByteArrayOutputStream body) throws IOException {
		int wanted = (answer.breaks(Break.DURING_BODY)) ? length / 2 : length;
		for (int i = 0; i < wanted; i++) {
			int value = in.read();
			if (value == -1) {
				return false;
			}
			body.write(value);
		}
		return wanted == length;
	}

	private static Map<String, List<String>> headers(InputStream in) throws IOException {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			int colon = line.indexOf(':');
			if (colon < 0) {
				throw new IOException("Not HTTP");
			}
			headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).strip());
		}
		return headers;
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int value = in.read(); value != '\n'; value = in.read()) {
			if (value == -1) {
				throw new EOFException();
			}
			if (value != '\r') {
				line.append((char) value);
			}
		}
		return line.toString();
	}

	/**
	 * Close with a reset instead of an end.
	 */
	void reset() {
		this.reset = true;
		try {
			this.socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			// Already closed.
		}
		close();
	}

	void close() {
		this.ended.countDown();
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			// As good as closed.
		}
		this.collector.closed(this);
	}

}
