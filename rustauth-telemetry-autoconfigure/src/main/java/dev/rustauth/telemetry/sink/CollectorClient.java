package dev.rustauth.telemetry.sink;

import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.resources.LoopResources;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * What stands behind the {@code WebClient}: an event loop of Reactor Netty with one
 * daemon thread, and the connections on it.
 * <p>
 * Not Reactor Netty's {@code HttpClient}, for two reasons: it writes a warning with a
 * stack trace to the application's log whenever a connection breaks, and no setting of
 * ours can stop that; and it costs a telemetry event nearly twice what this does (see
 * docs/RATIONALE.md).
 */
final class CollectorClient {

	private static final long THREAD_END_MILLIS = 100;

	private final EventLoopGroup group;

	private final CollectorConnections connections;

	private final Mono<Void> closing;

	/**
	 * Make a client. Opens no connection.
	 * @throws DeliveryFailure if the certificates can't be used
	 */
	CollectorClient(HttpSettings settings) {
		SslContext ssl = (settings.endpoint().isSecure() || settings.trust() != null) ? sslContext(settings.trust())
				: null;
		this.group = LoopResources.create("rustauth-telemetry-http", 1, 1, true).onClient(false);
		EventLoop loop = (EventLoop) this.group.next();
		this.connections = new CollectorConnections(loop, settings, ssl);
		// Once: a thread that has ended takes no second order.
		this.closing = this.connections.close().then(Mono.<Void>create(this::endThread)).cache();
	}

	private static SslContext sslContext(HttpSettings.@Nullable Trust trust) {
		SslContextBuilder builder = SslContextBuilder.forClient();
		if (trust != null) {
			builder.trustManager(trust.trusted())
				.keyManager(trust.own())
				.ciphers(trust.ciphers())
				.protocols(trust.protocols());
		}
		try {
			return builder.build();
		}
		catch (SSLException ex) {
			throw DeliveryFailure.permanent(DropReason.TLS, "the SSL bundle can't be used");
		}
	}

	ClientHttpConnector connector() {
		return new CollectorConnector(this.connections);
	}

	/**
	 * Close the connections, and end the thread. A second call does nothing.
	 * @return completes when both is done
	 */
	Mono<Void> close() {
		return this.closing;
	}

	/**
	 * Not by way of the resources, whose time limit runs on a thread that Reactor shares
	 * with the application, and starts that thread if need be. Whoever closes has a limit
	 * of its own.
	 */
	private void endThread(MonoSink<Void> ended) {
		this.group.shutdownGracefully(0, THREAD_END_MILLIS, TimeUnit.MILLISECONDS)
			.addListener((future) -> ended.success());
	}

}
