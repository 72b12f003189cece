package dev.rustauth.telemetry.sink;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLParameters;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import dev.rustauth.telemetry.delivery.WriteSignal;

/**
 * The connections to the collector: a few, kept alive, on one event loop. An exchange
 * takes a free one, opens one, or waits for one.
 * <p>
 * {@link #exchange} and {@link #close} may be called from any thread; everything else
 * belongs to the event loop's.
 */
final class CollectorConnections {

	private static final long LAST_LOOK_MILLIS = 1;

	private static final Duration MAX_IDLE = Duration.ofSeconds(30);

	private final EventLoop loop;

	private final Duration connectTimeout;

	private final Duration requestTimeout;

	private final int maxConnections;

	private final @Nullable SslContext ssl;

	private final Deque<CollectorConnection> idle = new ArrayDeque<>();

	private final Deque<Exchange> waiting = new ArrayDeque<>();

	private final Set<CollectorConnection> open = new LinkedHashSet<>();

	private boolean evicting;

	private boolean closed;

	CollectorConnections(EventLoop loop, HttpSettings settings, @Nullable SslContext ssl) {
		this.loop = loop;
		this.connectTimeout = settings.connectTimeout();
		this.requestTimeout = settings.requestTimeout();
		this.maxConnections = settings.maxConnections();
		this.ssl = ssl;
	}

	/**
	 * Send a request.
	 * @param target where to
	 * @param request the request; released in any case
	 * @return the answer, or a {@link CollectorException}
	 */
	Mono<Answer> exchange(Target target, FullHttpRequest request) {
		return Mono.create((sink) -> {
			WriteSignal signal = sink.contextView().getOrDefault(WriteSignal.class, null);
			Exchange exchange = new Exchange(target, request, sink, signal);
			sink.onCancel(() -> execute(exchange::cancel));
			if (!execute(() -> begin(exchange))) {
				exchange.fail(new IOException("The client is closed"));
			}
		});
	}

	private boolean execute(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
			return true;
		}
		try {
			this.loop.execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended, and everything with it.
			return false;
		}
	}

	private void begin(Exchange exchange) {
		exchange
			.timeout(this.loop.schedule(() -> lateFor(exchange), this.requestTimeout.toNanos(), TimeUnit.NANOSECONDS));
		assign(exchange);
	}

	/**
	 * The loop may be late itself, with the answer waiting to be read: it gets to read
	 * once more before it gives up.
	 */
	private void lateFor(Exchange exchange) {
		exchange.timeout(this.loop.schedule(() -> exchange.timedOut(new TimeoutException("No answer in time")),
				LAST_LOOK_MILLIS, TimeUnit.MILLISECONDS));
	}

	private void assign(Exchange exchange) {
		if (this.closed) {
			exchange.fail(new IOException("The client is closed"));
			return;
		}
		CollectorConnection free = takeIdle(exchange.target());
		if (free != null) {
			free.send(exchange);
		}
		else if (this.open.size() < this.maxConnections) {
			connect(exchange);
		}
		else {
			this.waiting.add(exchange);
			closeOneIdle();
		}
	}

	private @Nullable CollectorConnection takeIdle(Target target) {
		// The one used last: the others may time out.
		for (Iterator<CollectorConnection> each = this.idle.descendingIterator(); each.hasNext();) {
			CollectorConnection connection = each.next();
			if (connection.target().equals(target)) {
				each.remove();
				return connection;
			}
		}
		return null;
	}

	/**
	 * Make room when all connections lead elsewhere, which takes a customizer that
	 * changes the URL.
	 */
	private void closeOneIdle() {
		CollectorConnection oldest = this.idle.poll();
		if (oldest != null) {
			oldest.close();
		}
	}

	private void connect(Exchange exchange) {
		Target target = exchange.target();
		ProxyHandler proxy = SystemProxy.handlerFor(target);
		CollectorConnection connection = new CollectorConnection(this, target);
		ChannelFuture connecting = new Bootstrap().group(this.loop)
			.channel(NioSocketChannel.class)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.connectTimeout.toMillis())
			.option(ChannelOption.TCP_NODELAY, true)
			// Names are looked up as everything else in this JVM does it, without sockets
			// of our own; behind a proxy it is the proxy that looks them up.
			.resolver((proxy != null) ? NoopAddressResolverGroup.INSTANCE : DefaultAddressResolverGroup.INSTANCE)
			.handler(pipeline(target, proxy, connection))
			.connect(InetSocketAddress.createUnresolved(target.host(), target.port()));
		connection.opening(connecting.channel(), exchange);
		this.open.add(connection);
		connecting.channel().closeFuture().addListener((closed) -> gone(connection));
		connecting.addListener((connected) -> {
			if (connected.isSuccess()) {
				ready(connecting.channel().pipeline()).addListener(connection::opened);
			}
			else {
				connection.opened(connected);
			}
		});
	}

	private ChannelHandler pipeline(Target target, @Nullable ProxyHandler proxy, CollectorConnection connection) {
		return new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				ChannelPipeline pipeline = channel.pipeline();
				if (proxy != null) {
					proxy.setConnectTimeoutMillis(CollectorConnections.this.connectTimeout.toMillis());
					pipeline.addLast(proxy);
				}
				SslContext ssl = CollectorConnections.this.ssl;
				if (target.secure() && ssl != null) {
					pipeline.addLast(tls(ssl, channel, target));
				}
				pipeline.addLast(new HttpClientCodec(), connection);
			}

		};
	}

	private SslHandler tls(SslContext ssl, Channel channel, Target target) {
		SslHandler handler = ssl.newHandler(channel.alloc(), target.host(), target.port());
		handler.setHandshakeTimeoutMillis(this.connectTimeout.toMillis());
		SSLParameters parameters = handler.engine().getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		handler.engine().setSSLParameters(parameters);
		return handler;
	}

	/**
	 * When a connected channel may be written to: after the handshake, if there is one.
	 */
	private static Future<?> ready(ChannelPipeline pipeline) {
		SslHandler ssl = pipeline.get(SslHandler.class);
		if (ssl != null) {
			return ssl.handshakeFuture();
		}
		ProxyHandler proxy = pipeline.get(ProxyHandler.class);
		return (proxy != null) ? proxy.connectFuture() : pipeline.channel().newSucceededFuture();
	}

	/**
	 * A connection has nothing to do.
	 */
	void release(CollectorConnection connection) {
		if (this.closed) {
			connection.close();
			return;
		}
		for (Iterator<Exchange> each = this.waiting.iterator(); each.hasNext();) {
			Exchange next = each.next();
			if (next.isEnded() || next.target().equals(connection.target())) {
				each.remove();
			}
			if (!next.isEnded() && next.target().equals(connection.target())) {
				connection.send(next);
				return;
			}
		}
		connection.idleSince(System.nanoTime());
		this.idle.add(connection);
		evictLater();
	}

	private void gone(CollectorConnection connection) {
		this.open.remove(connection);
		this.idle.remove(connection);
		while (!this.waiting.isEmpty() && (this.closed || this.open.size() < this.maxConnections)) {
			Exchange next = this.waiting.remove();
			if (!next.isEnded()) {
				assign(next);
			}
		}
	}

	private void evictLater() {
		if (!this.evicting) {
			this.evicting = true;
			this.loop.schedule(this::evict, MAX_IDLE.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private void evict() {
		this.evicting = false;
		long oldest = System.nanoTime() - MAX_IDLE.toNanos();
		for (CollectorConnection connection : List.copyOf(this.idle)) {
			if (connection.idleSince() - oldest <= 0) {
				connection.close();
			}
		}
		if (!this.idle.isEmpty()) {
			evictLater();
		}
	}

	/**
	 * Close everything. What is under way fails.
	 * @return completes when the sockets are being closed
	 */
	Mono<Void> close() {
		return Mono.create((sink) -> {
			if (!execute(() -> closeAll(sink))) {
				sink.success();
			}
		});
	}

	private void closeAll(MonoSink<Void> done) {
		this.closed = true;
		this.waiting.forEach((exchange) -> exchange.fail(new IOException("The client is closed")));
		this.waiting.clear();
		List.copyOf(this.open).forEach(CollectorConnection::close);
		done.success();
	}

}
