package dev.rustauth.telemetry.sink;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.MonoSink;

import dev.rustauth.telemetry.delivery.WriteSignal;

/**
 * One request and the answer to it. Used by the event loop's thread only.
 */
final class Exchange {

	private final Target target;

	private final FullHttpRequest request;

	private final MonoSink<Answer> sink;

	private final @Nullable WriteSignal signal;

	private boolean ended;

	private boolean written;

	private @Nullable CollectorConnection connection;

	private @Nullable Future<?> timeout;

	Exchange(Target target, FullHttpRequest request, MonoSink<Answer> sink, @Nullable WriteSignal signal) {
		this.target = target;
		this.request = request;
		this.sink = sink;
		this.signal = signal;
		if (signal != null) {
			signal.held();
		}
	}

	Target target() {
		return this.target;
	}

	void timeout(Future<?> timeout) {
		this.timeout = timeout;
	}

	void connection(CollectorConnection connection) {
		this.connection = connection;
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * Hand out the request to be written.
	 */
	FullHttpRequest write() {
		this.written = true;
		if (this.signal != null) {
			this.signal.written();
		}
		return this.request;
	}

	void succeed(HttpResponse response, byte[] body) {
		if (end()) {
			this.sink.success(new Answer(response.status().code(), headers(response), body));
		}
	}

	private static HttpHeaders headers(HttpResponse response) {
		HttpHeaders headers = new HttpHeaders();
		response.headers().forEach((header) -> headers.add(header.getKey(), header.getValue()));
		return headers;
	}

	void fail(Throwable cause) {
		if (end()) {
			this.sink.error(new CollectorException(cause, this.written));
		}
	}

	/**
	 * The answer took too long; what has come of it counts.
	 */
	void timedOut(Throwable cause) {
		if (this.connection != null) {
			this.connection.failOrEnd(cause);
		}
		fail(cause);
	}

	/**
	 * Nobody waits for the answer any more: whatever comes on this connection can't be
	 * told from the answer to the next request.
	 */
	void cancel() {
		if (end() && this.connection != null) {
			this.connection.close();
		}
	}

	private boolean end() {
		if (this.ended) {
			return false;
		}
		this.ended = true;
		if (this.timeout != null) {
			this.timeout.cancel(false);
		}
		if (!this.written) {
			this.request.release();
		}
		return true;
	}

}
