package dev.rustauth.telemetry.sink;

import java.net.URI;
import java.util.function.Function;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
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
 * Lets a {@code WebClient} use the {@link CollectorConnections}: a request is sent whole
 * once its body is there, and a response is handed over whole, with at most 64 KB of its
 * body. Cookies are neither sent nor kept. Filters and customizers see what they see with
 * any other connector.
 */
final class CollectorConnector implements ClientHttpConnector {

	private final CollectorConnections connections;

	CollectorConnector(CollectorConnections connections) {
		this.connections = connections;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return Mono.defer(() -> {
			Request request = new Request(method, uri);
			return requestCallback.apply(request).then(Mono.defer(() -> exchange(request)));
		});
	}

	private Mono<ClientHttpResponse> exchange(Request request) {
		return this.connections.exchange(Target.of(request.uri), request.toNetty()).map(Response::new);
	}

	private static final class Request extends AbstractClientHttpRequest {

		private final HttpMethod method;

		private final URI uri;

		private byte[] body = new byte[0];

		Request(HttpMethod method, URI uri) {
			this.method = method;
			this.uri = uri;
		}

		FullHttpRequest toNetty() {
			DefaultHttpHeaders headers = new DefaultHttpHeaders();
			headers.set(HttpHeaderNames.HOST, host());
			headers.set(HttpHeaderNames.ACCEPT, "*/*");
			getHeaders().forEach(headers::set);
			headers.set(HttpHeaderNames.CONTENT_LENGTH, this.body.length);
			return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1,
					io.netty.handler.codec.http.HttpMethod.valueOf(this.method.name()), requestTarget(),
					Unpooled.wrappedBuffer(this.body), headers, EmptyHttpHeaders.INSTANCE);
		}

		private String host() {
			return (this.uri.getPort() > 0) ? this.uri.getHost() + ":" + this.uri.getPort() : this.uri.getHost();
		}

		private String requestTarget() {
			String path = this.uri.getRawPath();
			String query = this.uri.getRawQuery();
			return ((path == null || path.isEmpty()) ? "/" : path) + ((query != null) ? "?" + query : "");
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
			super(HttpStatusCode.valueOf(answer.response().status().code()), headers(answer),
					new LinkedMultiValueMap<>(), body(answer));
		}

		private static HttpHeaders headers(Answer answer) {
			HttpHeaders headers = new HttpHeaders();
			answer.response().headers().forEach((header) -> headers.add(header.getKey(), header.getValue()));
			return headers;
		}

		private static Flux<DataBuffer> body(Answer answer) {
			return (answer.body().length > 0) ? Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(answer.body()))
					: Flux.empty();
		}

	}

}
