package dev.rustauth.telemetry.sink;

import java.net.URI;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.AbstractClientHttpRequest;
import org.springframework.http.client.reactive.AbstractClientHttpResponse;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets a {@code WebClient} use a {@link CollectorTransport}: a request is sent whole once
 * its body is there, and a response is handed over whole, with at most 64 KB of its body.
 * Cookies are neither sent nor kept. Filters and customizers see what they see with any
 * other connector.
 */
final class CollectorConnector implements ClientHttpConnector {

	private final Function<Question, Mono<Answer>> transport;

	CollectorConnector(Function<Question, Mono<Answer>> transport) {
		this.transport = transport;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return Mono.defer(() -> {
			Request request = new Request(method, uri);
			return requestCallback.apply(request)
				.then(Mono.defer(() -> this.transport.apply(request.toQuestion())))
				.map(Response::new);
		});
	}

	private static final class Request extends AbstractClientHttpRequest {

		private final HttpMethod method;

		private final URI uri;

		private byte[] body = new byte[0];

		Request(HttpMethod method, URI uri) {
			this.method = method;
			this.uri = uri;
		}

		Question toQuestion() {
			return new Question(this.method, this.uri, getHeaders(), this.body);
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		public DataBufferFactory bufferFactory() {
			return DefaultDataBufferFactory.sharedInstance;
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T> T getNativeRequest() {
			return (T) this;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> content) {
			return doCommit(() -> DataBufferUtils.join(content).doOnNext(this::take).then());
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> content) {
			return writeWith(Flux.from(content).concatMap(Function.identity()));
		}

		@Override
		public Mono<Void> setComplete() {
			return doCommit();
		}

		private void take(DataBuffer buffer) {
			byte[] bytes = new byte[buffer.readableByteCount()];
			buffer.read(bytes);
			DataBufferUtils.release(buffer);
			this.body = bytes;
		}

		@Override
		protected void applyHeaders() {
			// They are read when the request is sent.
		}

		@Override
		protected void applyCookies() {
			// Cookies aren't sent.
		}

	}

	private static final class Response extends AbstractClientHttpResponse {

		Response(Answer answer) {
			super(HttpStatusCode.valueOf(answer.status()), answer.headers(), new LinkedMultiValueMap<>(), body(answer));
		}

		private static Flux<DataBuffer> body(Answer answer) {
			return (answer.body().length > 0) ? Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(answer.body()))
					: Flux.empty();
		}

	}

}
