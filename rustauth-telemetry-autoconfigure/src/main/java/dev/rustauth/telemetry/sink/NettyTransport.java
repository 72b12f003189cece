package dev.rustauth.telemetry.sink;

import javax.net.ssl.SSLException;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * Connections of our own on an event loop of Reactor Netty.
 * <p>
 * Not Reactor Netty's {@code HttpClient}, for two reasons: it writes a warning with a
 * stack trace to the application's log whenever a connection breaks, and no setting of
 * ours can stop that; and it costs a telemetry event more than twice what this does (see
 * docs/RATIONALE.md).
 */
final class NettyTransport implements CollectorTransport {

	/** How much of a body is read. */
	static final int MAX_BODY_BYTES = 64 * 1024;

	private final CollectorConnections connections;

	/**
	 * Make a transport. Opens no connection.
	 * @param loop the thread that everything happens on
	 * @throws DeliveryFailure if the certificates can't be used
	 */
	NettyTransport(EventLoop loop, HttpSettings settings) {
		SslContext ssl = (settings.endpoint().isSecure() || settings.trust() != null) ? sslContext(settings.trust())
				: null;
		this.connections = new CollectorConnections(loop, settings, ssl);
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

	@Override
	public Mono<Answer> exchange(Question question) {
		return this.connections.exchange(Target.of(question.uri()), NettyRequests.of(question));
	}

	@Override
	public DeliveryFailure classify(Throwable failure) {
		return ClientFailures.toDeliveryFailure(failure);
	}

	@Override
	public Mono<Void> close() {
		return this.connections.close();
	}

}
