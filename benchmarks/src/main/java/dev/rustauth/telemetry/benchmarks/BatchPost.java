package dev.rustauth.telemetry.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;

/**
 * Posts a batch for the peers that send batches. Blocks.
 */
final class BatchPost {

	private static final int TIMEOUT_MILLIS = 10_000;

	private final URL url;

	BatchPost(int port) {
		try {
			this.url = URI.create("http://localhost:" + port + "/events").toURL();
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Post.
	 * @throws IOException if it fails or the answer isn't a success
	 */
	void send(byte[] body) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) this.url.openConnection();
		connection.setConnectTimeout(TIMEOUT_MILLIS);
		connection.setReadTimeout(TIMEOUT_MILLIS);
		connection.setRequestMethod("POST");
		connection.setDoOutput(true);
		connection.setRequestProperty("Content-Type", "application/json");
		connection.setFixedLengthStreamingMode(body.length);
		connection.getOutputStream().write(body);
		try (InputStream answer = connection.getInputStream()) {
			answer.readAllBytes();
		}
	}

}
