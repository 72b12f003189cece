package dev.rustauth.telemetry.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLException;

import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.resolver.DefaultAddressResolverGroup;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.delivery.ManagedSink;

/**
 * Posts each event to the collector with a {@link WebClient} on Reactor Netty that shares
 * nothing with the application's: own connections, own event loop (one daemon thread), no
 * redirects, no cookies, none of the application's customizers.
 * <p>
 * Built when the first event leaves, on a thread of the telemetry starter.
 *
 * @since 0.1.0
 */
public final class WebClientTelemetrySink implements ManagedSink {

	/** Version of the payload's schema, sent as {@code RustAuth-Telemetry-Schema}. */
	static final String SCHEMA_VERSION = "1";

	/** How much of an answer is read to keep the connection usable. */
	static final int MAX_DISCARDED_BYTES = 64 * 1024;

	private static final Duration DISCARD_TIMEOUT = Duration.ofSeconds(1);

	private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

	private static final int GONE = 410;

	private final HttpSettings settings;

	private final EventEncoder encoder;

	private final ConnectionProvider connections;

	private final LoopResources loops;

	private final Scheduler timer;

	private final WebClient client;

	/**
	 * Build the client. Opens no connection.
	 * @param settings what the sink needs to know
	 */
	public WebClientTelemetrySink(HttpSettings settings) {
		this.settings = settings;
		this.encoder = new EventEncoder(settings.maxEventSize());
		this.connections = ConnectionProvider.builder("rustauth-telemetry")
			.maxConnections(settings.maxConnections())
			.pendingAcquireMaxCount(-1)
			.pendingAcquireTimeout(settings.requestTimeout())
			.maxIdleTime(Duration.ofSeconds(30))
			.build();
		this.loops = LoopResources.create("rustauth-telemetry-http", 1, 1, true);
		this.timer = Schedulers.fromExecutorService(this.loops.onClient(false).next());
		this.client = buildClient();
	}

	private WebClient buildClient() {
		HttpClient http = HttpClient.create(this.connections)
			.runOn(this.loops, false)
			.protocol(HttpProtocol.HTTP11)
			.followRedirect(false)
			.disableRetry(true)
			.proxyWithSystemProperties()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.settings.connectTimeout().toMillis())
			.option(ChannelOption.TCP_NODELAY, true)
			.responseTimeout(this.settings.requestTimeout());
		if (!http.configuration().hasProxy()) {
			// Names are looked up as everything else in this JVM does it, without sockets
			// of our own.
			http = http.resolver(DefaultAddressResolverGroup.INSTANCE);
		}
		HttpSettings.Trust trust = this.settings.trust();
		if (trust != null) {
			SslContext context = sslContext(trust);
			http = http.secure((ssl) -> ssl.sslContext(context));
		}
		WebClient.Builder builder = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(http))
			.defaultHeaders(this::addHeaders);
		this.settings.customizers().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private static SslContext sslContext(HttpSettings.Trust trust) {
		try {
			return SslContextBuilder.forClient()
				.trustManager(trust.trusted())
				.keyManager(trust.own())
				.ciphers(trust.ciphers())
				.protocols(trust.protocols())
				.build();
		}
		catch (SSLException ex) {
			throw DeliveryFailure.permanent(DropReason.TLS, "the SSL bundle can't be used");
		}
	}

	private void addHeaders(HttpHeaders headers) {
		headers.set(HttpHeaders.USER_AGENT, UserAgent.VALUE);
		headers.set("RustAuth-Telemetry-Schema", SCHEMA_VERSION);
		headers.setContentType(MediaType.APPLICATION_JSON);
		if (this.settings.gzip()) {
			headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		String userInfo = this.settings.endpoint().userInfo();
		if (userInfo != null) {
			headers.set(HttpHeaders.AUTHORIZATION, basic(userInfo));
		}
		this.settings.headers().forEach(headers::set);
	}

	/**
	 * Basic authentication (RFC 7617): without a password there is still a colon.
	 */
	private static String basic(String userInfo) {
		String credentials = (userInfo.indexOf(':') >= 0) ? userInfo : userInfo + ":";
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.deferContextual((context) -> {
			byte[] body = this.encoder.encode(event);
			return this.client.post()
				.uri(this.settings.endpoint().uri())
				.headers((headers) -> context.getOrEmpty(TelemetrySink.IDEMPOTENCY_KEY)
					.ifPresent((key) -> headers.set("Idempotency-Key", key.toString())))
				.bodyValue((this.settings.gzip()) ? gzip(body) : body)
				.exchangeToMono(this::answered)
				.onErrorMap(WebClientTelemetrySink::toFailure);
		});
	}

	private static byte[] gzip(byte[] body) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 2);
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

	private Mono<Void> answered(ClientResponse response) {
		Mono<Void> discarded = discard(response);
		DeliveryFailure failure = failure(response);
		return (failure != null) ? discarded.then(Mono.error(failure)) : discarded;
	}

	/**
	 * Read and drop the body, so that the connection can be used again; give up on one
	 * that is long or slow. What the body does has no say in whether the event arrived.
	 */
	private Mono<Void> discard(ClientResponse response) {
		AtomicLong bytes = new AtomicLong();
		return response.body(BodyExtractors.toDataBuffers())
			.doOnNext((buffer) -> bytes.addAndGet(buffer.readableByteCount()))
			.doOnNext(DataBufferUtils::release)
			.takeUntil((buffer) -> bytes.get() > MAX_DISCARDED_BYTES)
			.then()
			.timeout(DISCARD_TIMEOUT, this.timer)
			.onErrorComplete();
	}

	private static @Nullable DeliveryFailure failure(ClientResponse response) {
		int status = response.statusCode().value();
		String answer = "the collector answered " + status;
		if (response.statusCode().is2xxSuccessful()) {
			return null;
		}
		if (status == GONE) {
			return DeliveryFailure.permanent(DropReason.GONE, answer);
		}
		if (TRANSIENT.contains(status)) {
			String retryAfter = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
			return DeliveryFailure.transientFailure(answer, RetryAfter.parse(retryAfter, Instant.now()));
		}
		return DeliveryFailure.permanent(DropReason.REJECTED, answer);
	}

	/**
	 * Only class names and fixed words get into the message: exceptions of the client
	 * repeat the URL.
	 */
	private static Throwable toFailure(Throwable signal) {
		if (signal instanceof DeliveryFailure) {
			return signal;
		}
		Throwable cause = (signal instanceof WebClientRequestException && signal.getCause() != null) ? signal.getCause()
				: signal;
		if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
			return DeliveryFailure.permanent(DropReason.TLS, "the TLS handshake failed");
		}
		if (cause instanceof ConnectTimeoutException) {
			return DeliveryFailure.transientFailure("no connection in time", null);
		}
		if (cause instanceof ConnectException) {
			return DeliveryFailure.transientFailure("the connection was refused", null);
		}
		if (cause instanceof UnknownHostException) {
			return DeliveryFailure.transientFailure("its host name can't be resolved", null);
		}
		if (cause instanceof ReadTimeoutException || cause instanceof TimeoutException) {
			return DeliveryFailure.unanswered("no answer in time");
		}
		if (cause instanceof IOException) {
			return DeliveryFailure.unanswered("the connection broke (" + cause.getClass().getSimpleName() + ")");
		}
		return DeliveryFailure.permanent(DropReason.SINK_ERROR, "the client failed with " + cause.getClass().getName());
	}

	@Override
	public Mono<Void> close() {
		return this.connections.disposeLater().then(this.loops.disposeLater(Duration.ZERO, Duration.ofMillis(100)));
	}

}
