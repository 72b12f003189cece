package dev.rustauth.telemetry.sink;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.NoopAddressResolverGroup;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;

/**
 * Reactor Netty's {@code HttpClient} with a connection pool and an event loop of our own,
 * so that nothing is shared with the application's clients.
 */
final class NettyTransport implements HttpTransport {

	private static final Duration MAX_IDLE = Duration.ofSeconds(30);

	private static final int MAX_HEADER_BYTES = 64 * 1024;

	private static final long THREAD_END_MILLIS = 100;

	private final HttpSettings settings;

	private final EventLoopGroup eventLoop = LoopResources.create("rustauth-telemetry-http", 1, 1, true)
		.onClient(false);

	private final ExecutorService lookups = ClientThreads.pool("rustauth-telemetry-lookup");

	private final ConnectionProvider connections;

	private final Mono<Void> closing = Mono.<Void>create(this::close).cache();

	NettyTransport(HttpSettings settings, Scheduler clock) {
		this.settings = settings;
		this.connections = ConnectionProvider.builder("rustauth-telemetry")
			.maxConnections(settings.maxConnections())
			.maxIdleTime(MAX_IDLE)
			.evictInBackground(MAX_IDLE, clock)
			.lifo()
			// Each attempt has its own time limit, and the engine bounds their number.
			.pendingAcquireTimeout(Duration.ZERO)
			.pendingAcquireMaxCount(-1)
			.build();
	}

	@Override
	public ClientHttpConnector connector(HttpSettings.@Nullable Trust trust) {
		HttpClient client = HttpClient.create(this.connections)
			.runOn(this.eventLoop)
			.protocol(HttpProtocol.HTTP11)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.settings.connectTimeout().toMillis())
			.httpResponseDecoder((decoder) -> decoder.maxHeaderSize(MAX_HEADER_BYTES))
			.doOnRequest((request, connection) -> Attempt.written(request.currentContextView()));
		if (this.settings.endpoint().isSecure() || trust != null) {
			client = client.secure((ssl) -> secure(ssl, trust));
		}
		HttpClient proxied = client.proxyWithSystemProperties();
		if (!proxied.configuration().hasProxy()) {
			return new ReactorClientHttpConnector(client.resolver(new BackgroundResolver(this.lookups)));
		}
		// The proxy looks the collector's name up. Its own is looked up by the thread
		// that
		// subscribes.
		ClientHttpConnector connector = new ReactorClientHttpConnector(
				proxied.resolver(NoopAddressResolverGroup.INSTANCE));
		Scheduler background = Schedulers.fromExecutor(this.lookups);
		return (method, uri, request) -> connector.connect(method, uri, request).subscribeOn(background);
	}

	private void secure(SslProvider.SslContextSpec ssl, HttpSettings.@Nullable Trust trust) {
		SslProvider.GenericSslContextSpec<SslContextBuilder> spec = Http11SslContextSpec.forClient();
		if (trust != null) {
			spec.configure((context) -> context.trustManager(trust.trusted())
				.keyManager(trust.own())
				.ciphers(trust.ciphers())
				.protocols(trust.protocols()));
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
	 * Not by way of Reactor Netty's resources, whose time limit runs on a thread that
	 * Reactor shares with the application, and starts that thread if need be.
	 */
	private void close(MonoSink<Void> sink) {
		this.lookups.shutdownNow();
		this.connections.dispose();
		this.eventLoop.shutdownGracefully(0, THREAD_END_MILLIS, TimeUnit.MILLISECONDS)
			.addListener((ended) -> sink.success());
	}

}
