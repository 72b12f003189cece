package dev.rustauth.telemetry.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;

import javax.net.SocketFactory;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.TrackMessage;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * Segment's client with its own transport, OkHttp, and its own JSON: it adds an id and
 * two times to each event, so that its events are larger. It has nothing to report, and
 * blocks the caller while its queue is full.
 */
final class Segment implements Contender {

	private static final String ANSWER = "{\"success\":true}";

	private final Analytics analytics;

	Segment(int port, int queueCapacity, int batch) {
		OkHttpClient client = new OkHttpClient.Builder().socketFactory(new Undelayed())
			.addInterceptor(Segment::withBody)
			.build();
		this.analytics = Analytics.builder("benchmark")
			.endpoint("http://localhost:" + port)
			.client(client)
			.queueCapacity(queueCapacity)
			.flushQueueSize(batch)
			.build();
	}

	/**
	 * Segment repeats what isn't answered with JSON, which the collector doesn't write.
	 */
	private static Response withBody(Interceptor.Chain chain) throws IOException {
		Response response = chain.proceed(chain.request());
		ResponseBody body = response.body();
		if (body != null) {
			body.close();
		}
		return response.newBuilder().body(ResponseBody.create(ANSWER, MediaType.get("application/json"))).build();
	}

	@Override
	public Object prepare(TelemetryEvent event) {
		return event.payload();
	}

	@Override
	@SuppressWarnings("unchecked")
	public void publish(Object prepared) {
		this.analytics.enqueue(TrackMessage.builder("cli_migrate")
			.anonymousId(Events.ANONYMOUS_ID)
			.properties((Map<String, ?>) prepared));
	}

	@Override
	public void flush() {
		this.analytics.flush();
	}

	@Override
	public void close() {
		this.analytics.shutdown();
	}

	/**
	 * The other clients don't let the kernel hold back small packets; OkHttp does, which
	 * costs it 40 ms for each request over the loopback interface.
	 */
	private static final class Undelayed extends SocketFactory {

		@Override
		public Socket createSocket() throws IOException {
			Socket socket = new Socket();
			socket.setTcpNoDelay(true);
			return socket;
		}

		@Override
		public Socket createSocket(String host, int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(InetAddress host, int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
			throw new UnsupportedOperationException();
		}

	}

}
