package dev.rustauth.telemetry.sink;

import java.net.URI;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Makes Netty's requests.
 */
final class NettyRequests {

	private NettyRequests() {
	}

	static FullHttpRequest of(Question question) {
		DefaultHttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.HOST, host(question.uri()));
		question.headers().forEach(headers::set);
		headers.set(HttpHeaderNames.CONTENT_LENGTH, question.body().length);
		return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(question.method().name()),
				requestTarget(question.uri()), Unpooled.wrappedBuffer(question.body()), headers,
				EmptyHttpHeaders.INSTANCE);
	}

	private static String host(URI uri) {
		return (uri.getPort() > 0) ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
	}

	private static String requestTarget(URI uri) {
		String path = uri.getRawPath();
		String query = uri.getRawQuery();
		return ((path == null || path.isEmpty()) ? "/" : path) + ((query != null) ? "?" + query : "");
	}

}
