package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Senders that take their time, more of them than the server has threads.
 */
@ContextConfiguration(initializers = OnH2.class)
@TestPropertySource(properties = { "server.tomcat.threads.max=10", "collector.token=secret",
		"collector.operator-token=operator", "collector.limits.upload-time=3s",
		"collector.limits.uploads-per-address=60", "collector.limits.connections-per-address=120" })
@ExtendWith(OutputCaptureExtension.class)
class SlowSendersIntegrationTests extends RunningCollector {

	private static final String TOKEN = "Authorization: Bearer secret\r\n";

	private static final String JSON = "Content-Type: application/json\r\n";

	private static final String EVENT = "{\"type\":\"t\",\"payload\":{}}";

	private final List<Socket> sockets = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /events HTTP/1.1\r\nContent-Length: 1000\r\n" + TOKEN + JSON,
			"POST /events HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + TOKEN + JSON,
			"POST /events HTTP/1.1\r\nContent-Length: 1000\r\n" + JSON,
			"POST /events HTTP/1.1\r\nContent-Length: 1000\r\n" + TOKEN,
			"POST /events HTTP/1.1\r\nContent-Length: 1000000000\r\n" + TOKEN + JSON,
			"POST / HTTP/1.1\r\nContent-Length: 1000\r\nContent-Type: application/x-www-form-urlencoded\r\n",
			"PUT /deployments?id=a HTTP/1.1\r\nContent-Length: 1000\r\nContent-Type: application/x-www-form-urlencoded\r\n",
			"POST /deployment/name?id=a HTTP/1.1\r\nContent-Length: 1000\r\nContent-Type: application/x-www-form-urlencoded\r\n",
			"POST /zone HTTP/1.1\r\nContent-Length: 1000\r\nContent-Type: application/x-www-form-urlencoded\r\n",
			"POST /actuator/health HTTP/1.1\r\nContent-Length: 1000\r\n",
			"GET /actuator/health HTTP/1.1\r\nContent-Length: 1000\r\n",
			"POST /events/secret HTTP/1.1\r\nContent-Length: 1000\r\n" + JSON,
			"POST //events HTTP/1.1\r\nContent-Length: 1000\r\n" + JSON, "POST /events HTTP/1.1\r\n" })
	void sendersThatTakeTheirTimeShouldHoldUpNobodyElse(String head) {
		boolean complete = head.contains("Length") || head.contains("chunked");
		for (int i = 0; i < 50; i++) {
			write(open("127.0.0.1"), head + "Host: localhost\r\n" + ((complete) ? "\r\n" : "X-Slow: "));
		}
		for (Socket socket : this.sockets) {
			write(socket, (head.contains("chunked")) ? "1\r\n{\r\n" : "{");
		}
		assertThat(sender().get("/actuator/health").statusCode()).isEqualTo(200);
		accept(EVENT, "Authorization", "Bearer secret");
	}

	@Test
	void sendersThatHangUpShouldLeaveNothingInTheLog(CapturedOutput output) throws IOException {
		for (String headers : new String[] { JSON, TOKEN + JSON }) {
			for (int i = 0; i < 20; i++) {
				Socket socket = open("127.0.0.1");
				write(socket,
						"POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n" + headers + "\r\n{");
			}
			for (Socket socket : this.sockets.subList(10, 20)) {
				readAll(socket);
			}
			for (Socket socket : this.sockets) {
				socket.setSoLinger(true, 0);
				socket.close();
			}
			this.sockets.clear();
		}
		accept(EVENT, "Authorization", "Bearer secret");
		assertThat(output).doesNotContain("Exception");
	}

	@Test
	void bodyThatTakesTooLongShouldBeEnded() {
		Socket socket = open("127.0.0.1");
		write(socket, "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n" + TOKEN + JSON + "\r\n{");
		String answer = readAll(socket);
		assertThat(answer).startsWith("HTTP/1.1 408").contains("Connection: close", "the body took longer than 3 s");
		assertThat(events()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { JSON + " 401", TOKEN + " 415", TOKEN + JSON + "Content-Encoding: br\r\n 415" })
	void senderThatIsRefusedShouldBeToldBeforeItSendsTheBody(String headersAndStatus) {
		int space = headersAndStatus.lastIndexOf(' ');
		Socket socket = open("127.0.0.1");
		write(socket, "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 250000\r\n"
				+ headersAndStatus.substring(0, space) + "\r\n");
		assertThat(readAll(socket)).startsWith("HTTP/1.1" + headersAndStatus.substring(space))
			.contains("Connection: close");
	}

	@Test
	void refusalOfACompleteRequestShouldKeepTheConnection() {
		Socket socket = open("127.0.0.1");
		for (int i = 0; i < 3; i++) {
			write(socket, "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + EVENT.length() + "\r\n"
					+ JSON + "\r\n" + EVENT);
			assertThat(readHead(socket)).startsWith("HTTP/1.1 401").doesNotContain("Connection: close");
		}
	}

	@Test
	void addressThatHasTooManyUnfinishedBodiesShouldBeRefusedAndOthersNot() {
		for (int i = 0; i < 60; i++) {
			write(open("127.0.0.1"),
					"POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n" + TOKEN + JSON + "\r\n{");
		}
		for (int i = 0; i < 20; i++) {
			write(open("127.0.0.1"),
					"POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n" + TOKEN + JSON + "\r\n{");
		}
		String request = "POST /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
				+ EVENT.length() + "\r\n" + TOKEN + JSON + "\r\n" + EVENT;
		String answer;
		do {
			// The last of them may not have been taken up yet.
			Socket same = open("127.0.0.1");
			write(same, request);
			answer = readAll(same);
		}
		while (answer.startsWith("HTTP/1.1 202"));
		assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
		Socket other = open("127.0.0.2");
		write(other, request);
		assertThat(readAll(other)).startsWith("HTTP/1.1 202");
	}

	@Test
	void addressThatHasTooManyConnectionsShouldGetNoMoreAndOthersDo() {
		for (int i = 0; i < 150; i++) {
			open("127.0.0.3");
		}
		assertThat(this.sockets.subList(130, 150)).allSatisfy((socket) -> assertThat(readAll(socket)).isEmpty());
		Socket other = open("127.0.0.4");
		write(other, "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
		assertThat(readAll(other)).startsWith("HTTP/1.1 200");
	}

	/**
	 * Connect from one of the addresses of this machine.
	 */
	private Socket open(String from) {
		try {
			Socket socket = new Socket();
			this.sockets.add(socket);
			socket.setSoTimeout(30_000);
			socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
			socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port()), 30_000);
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(Socket socket, String text) {
		try {
			OutputStream stream = socket.getOutputStream();
			stream.write(text.getBytes(StandardCharsets.US_ASCII));
			stream.flush();
		}
		catch (IOException ex) {
			// Closed, which is as good.
		}
	}

	/**
	 * Everything until the other side closes.
	 */
	private static String readAll(Socket socket) {
		StringBuilder text = new StringBuilder();
		try {
			InputStream stream = socket.getInputStream();
			for (int next = stream.read(); next >= 0; next = stream.read()) {
				text.append((char) next);
			}
		}
		catch (java.net.SocketTimeoutException ex) {
			throw new UncheckedIOException("It is still open: " + text, ex);
		}
		catch (IOException ex) {
			// Reset, which is an end, too.
		}
		return text.toString();
	}

	private static String readHead(Socket socket) {
		try {
			StringBuilder text = new StringBuilder();
			InputStream stream = socket.getInputStream();
			while (text.indexOf("\r\n\r\n") < 0) {
				text.append((char) stream.read());
			}
			int length = Integer.parseInt(text.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
			stream.readNBytes(length);
			return text.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
