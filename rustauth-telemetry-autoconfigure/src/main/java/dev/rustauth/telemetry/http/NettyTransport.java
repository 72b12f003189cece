package dev.rustauth.telemetry.http;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;
import reactor.netty.transport.ProxyProvider;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.delivery.WriteSignal;

/**
 * Reactor Netty's {@code HttpClient} with a connection pool and event loops of our own,
 * so that nothing is shared with the application's clients.
 */
final class NettyTransport implements HttpTransport {

	private static final Duration MAX_IDLE = Duration.ofSeconds(30);

	private static final int MAX_HEADER_BYTES = 64 * 1024;

	private static final int THREADS = 2;

	private static final long THREAD_END_MILLIS = 100;

	private final HttpSettings settings;

	/**
	 * The second thread starts with the second connection: when several requests are sent
	 * at a time, or one before the pool has the last one's connection back.
	 */
	private final EventLoopGroup eventLoops = LoopResources.create("rustauth-telemetry-http", 1, THREADS, true, false)
		.onClient(false);

	private final ExecutorService lookups = ClientThreads.pool("rustauth-telemetry-lookup");

	private final ConnectionProvider connections;

	private final Duration maxIdle;

	private final Mono<Void> closing = Mono.<Void>create(this::close).cache();

	NettyTransport(HttpSettings settings) {
		this(settings, MAX_IDLE);
	}

	/**
	 * Create the client. Opens no connection.
	 * @param maxIdle how long a connection is kept without a request
	 */
	NettyTransport(HttpSettings settings, Duration maxIdle) {
		this.settings = settings;
		this.maxIdle = maxIdle;
		this.connections = ConnectionProvider.builder("rustauth-telemetry")
			.maxConnections(settings.maxConnections())
			.maxIdleTime(maxIdle)
			.lifo()
			// Each attempt has its own time limit, and the engine bounds their number.
			.pendingAcquireTimeout(Duration.ZERO)
			.pendingAcquireMaxCount(-1)
			.build();
	}

	@Override
	public ClientHttpConnector connector(@Nullable SslBundle bundle) {
		HttpClient client = HttpClient.create(this.connections)
			// First, because runOn would otherwise create Netty's DNS client.
			.resolver(new BackgroundResolver(this.lookups))
			.runOn(this.eventLoops)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.settings.connectTimeout().toMillis())
			.httpResponseDecoder((decoder) -> decoder.maxHeaderSize(MAX_HEADER_BYTES))
			.doOnChannelInit((observer, channel, address) -> {
				channel.pipeline().addAfter(NettyPipeline.HttpCodec, "oneAnswer", new OneAnswerHandler());
				channel.pipeline().addFirst("idle", closingWhenIdle());
			});
		if (this.settings.endpoint().isSecure() || bundle != null) {
			client = client.secure((ssl) -> secure(ssl, bundle));
		}
		HttpClient proxied = withProxy(client);
		Supplier<ProxyProvider> provider = proxied.configuration().proxyProviderSupplier();
		if (provider == null) {
			return new ReactorClientHttpConnector(telling(client, (channel, signal) -> signal.written()));
		}
		// The proxy resolves the collector's name. The subscribing thread resolves the
		// proxy's.
		ClientHttpConnector connector = new ReactorClientHttpConnector(
				telling(proxied, ProxyTunnel::tellWhenOpen).resolver(NoopAddressResolverGroup.INSTANCE));
		Scheduler background = Schedulers.fromExecutor(this.lookups);
		return (method, uri, request) -> Mono
			.defer(() -> named(connector.connect(method, uri, request), provider.get()))
			.subscribeOn(background);
	}

	/**
	 * Name the proxy if it is the one that refuses the connection.
	 */
	private <T> Mono<T> named(Mono<T> response, ProxyProvider provider) {
		String proxy = proxy(provider);
		return (proxy != null)
				? response.onErrorMap(NettyTransport::isRefused,
						(failure) -> DeliveryFailure.unconnected("the proxy " + proxy + " refused the connection"))
				: response;
	}

	/**
	 * Host and port of the proxy on the way to the collector, {@code null} if there is
	 * none.
	 */
	private @Nullable String proxy(ProxyProvider provider) {
		URI collector = this.settings.endpoint().uri();
		InetSocketAddress address = InetSocketAddress.createUnresolved(collector.getHost(),
				Math.max(0, collector.getPort()));
		return (provider.shouldProxy(address) && provider.getSocketAddress().get() instanceof InetSocketAddress proxy)
				? proxy.getHostString() + ":" + proxy.getPort() : null;
	}

	/**
	 * Whether nothing listens where the first connection goes.
	 */
	private static boolean isRefused(Throwable failure) {
		return failure instanceof ConnectException && !(failure instanceof ConnectTimeoutException)
				&& !(failure instanceof ProxyConnectException);
	}

	/**
	 * Tells when a request is about to be written.
	 */
	private static HttpClient telling(HttpClient client, BiConsumer<Channel, WriteSignal> tell) {
		// A customizer may make requests of its own, which carry no event.
		return client.doOnRequest((request, connection) -> request.currentContextView()
			.<WriteSignal>getOrEmpty(WriteSignal.class)
			.ifPresent((signal) -> tell.accept(connection.channel(), signal)));
	}

	/**
	 * Closes idle connections. The pool itself does so only when the next connection is
	 * acquired: its background eviction uses threads that Reactor shares with the
	 * application (Reactor Netty 1.2).
	 */
	private ChannelHandler closingWhenIdle() {
		// A request that waits for its answer must not count as idle.
		Duration limit = this.maxIdle.plus(this.settings.requestTimeout());
		return new IdleStateHandler(0, 0, limit.toMillis(), TimeUnit.MILLISECONDS) {

			@Override
			protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
				context.close();
			}

		};
	}

	private static HttpClient withProxy(HttpClient client) {
		try {
			return client.proxyWithSystemProperties();
		}
		catch (RuntimeException ex) {
			throw DeliveryFailure.permanent(DropReason.SINK_ERROR,
					"the JVM's proxy settings can't be used: check the system properties https.proxyHost or "
							+ "http.proxyHost, with proxyPort, proxyUser and proxyPassword");
		}
	}

	private void secure(SslProvider.SslContextSpec ssl, @Nullable SslBundle bundle) {
		SslProvider.GenericSslContextSpec<SslContextBuilder> spec = Http11SslContextSpec.forClient();
		if (bundle != null) {
			SslOptions options = bundle.getOptions();
			spec.configure((context) -> context.trustManager(bundle.getManagers().getTrustManagerFactory())
				.keyManager(bundle.getManagers().getKeyManagerFactory())
				.ciphers(SslOptions.asSet(options.getCiphers()))
				.protocols(SslOptions.asSet(options.getEnabledProtocols())));
		}
		ssl.sslContext(spec).handshakeTimeout(this.settings.connectTimeout());
	}

	@Override
	public boolean tellsWhenWritten() {
		return true;
	}

	@Override
	public Mono<Void> close() {
		return this.closing;
	}

	/**
	 * Closes the event loops directly: Reactor Netty's LoopResources would start a timer
	 * on a thread that Reactor shares with the application.
	 */
	private void close(MonoSink<Void> sink) {
		this.lookups.shutdownNow();
		this.connections.dispose();
		this.eventLoops.shutdownGracefully(0, THREAD_END_MILLIS, TimeUnit.MILLISECONDS)
			.addListener((ended) -> sink.success());
	}

}
