package dev.rustauth.telemetry.sample.collector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Talks to a collector as hosts and people do.
 */
public final class Sender {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private final URI base;

	public Sender(int port) {
		this.base = URI.create("http://localhost:" + port);
	}

	/**
	 * Send an event as the hosts do.
	 * @param body the JSON
	 * @param headers further headers, name and value in turn
	 * @return the answer
	 */
	public HttpResponse<String> post(String body, String... headers) {
		return post(body.getBytes(StandardCharsets.UTF_8), headers);
	}

	HttpResponse<String> postTo(String path, String body, String... headers) {
		return await(send(
				request(path, BodyPublishers.ofString(body), headers).setHeader("Content-Type", "application/json")));
	}

	/**
	 * Send what no client would.
	 * @param head request line and headers, each with its line break
	 * @return everything until the other side closes
	 */
	String raw(String head) throws IOException {
		try (Socket socket = new Socket("localhost", this.base.getPort())) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	HttpResponse<String> post(byte[] body, String... headers) {
		return await(postAsync(body, headers));
	}

	CompletableFuture<HttpResponse<String>> postAsync(byte[] body, String... headers) {
		return send(request("/events", BodyPublishers.ofByteArray(body), headers).setHeader("Content-Type",
				"application/json"));
	}

	HttpResponse<String> postChunked(byte[] body) {
		return await(send(request("/events", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
			.setHeader("Content-Type", "application/json")));
	}

	HttpResponse<String> postPlain(String body, String... headers) {
		return await(send(request("/events", BodyPublishers.ofString(body), headers)));
	}

	String origin() {
		return this.base.toString();
	}

	/**
	 * Send a form, as browsers do.
	 * @param form names and values, encoded
	 */
	HttpResponse<String> postForm(String path, String form, String... headers) {
		return await(send(request(path, BodyPublishers.ofString(form), headers).setHeader("Content-Type",
				"application/x-www-form-urlencoded")));
	}

	HttpResponse<String> get(String path, String... headers) {
		return await(send(request(path, BodyPublishers.noBody(), headers).method("GET", BodyPublishers.noBody())));
	}

	HttpResponse<String> delete(String path, String... headers) {
		return await(send(request(path, BodyPublishers.noBody(), headers).DELETE()));
	}

	private HttpRequest.Builder request(String path, BodyPublisher body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.base.resolve(path)).timeout(PATIENCE).POST(body);
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
		return this.client.sendAsync(request.build(), BodyHandlers.ofString());
	}

	private static <T> T await(CompletableFuture<T> future) {
		return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

}
