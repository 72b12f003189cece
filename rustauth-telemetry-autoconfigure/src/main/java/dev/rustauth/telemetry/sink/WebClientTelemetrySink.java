package dev.rustauth.telemetry.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

import io.netty.channel.ChannelOption;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;

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
		this.loops = LoopResources.create("rustauth-telemetry-http", 1, 1, true);
		this.timer = Schedulers.fromExecutorService(this.loops.onClient(false).next());
		this.connections = ConnectionProvider.builder("rustauth-telemetry")
			.maxConnections(settings.maxConnections())
			.pendingAcquireMaxCount(-1)
			.pendingAcquireTimeout(settings.requestTimeout())
			// Else the threads of Schedulers.parallel() would be started.
			.pendingAcquireTimer((task, delay) -> this.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS))
			.maxIdleTime(Duration.ofSeconds(30))
			.build();
		try {
			this.client = buildClient();
		}
		catch (RuntimeException | Error ex) {
			// A customizer that throws is called again for the next event.
			close().subscribe();
			throw ex;
		}
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
		// Names are looked up as everything else in this JVM does it, without sockets of
		// our own. Behind a proxy it is the proxy that looks them up.
		http = http.resolver((http.configuration().hasProxy()) ? NoopAddressResolverGroup.INSTANCE
				: DefaultAddressResolverGroup.INSTANCE);
		if (this.settings.endpoint().isSecure()) {
			SslProvider.GenericSslContextSpec<?> context = sslContext(this.settings.trust());
			http = http.secure((ssl) -> ssl.sslContext(context).handshakeTimeout(this.settings.connectTimeout()));
		}
		WebClient.Builder builder = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(http))
			.defaultHeaders(this::addHeaders);
		this.settings.customizers().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private static SslProvider.GenericSslContextSpec<?> sslContext(HttpSettings.@Nullable Trust trust) {
		Http11SslContextSpec context = Http11SslContextSpec.forClient();
		return (trust != null)
				? context.configure((builder) -> builder.trustManager(trust.trusted()).keyManager(trust.own()))
				: context;
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
			headers.set(HttpHeaders.AUTHORIZATION,
					"Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
		}
		this.settings.headers().forEach(headers::set);
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.deferContextual((context) -> {
			byte[] body = this.encoder.encode(event);
			BodyInserter<byte[], ReactiveHttpOutputMessage> inserter = BodyInserters
				.fromValue((this.settings.gzip()) ? gzip(body) : body);
			AtomicBoolean written = new AtomicBoolean();
			return this.client.post()
				.uri(this.settings.endpoint().uri())
				.headers((headers) -> context.getOrEmpty(TelemetrySink.IDEMPOTENCY_KEY)
					.ifPresent((key) -> headers.set("Idempotency-Key", key.toString())))
				.body((message, writers) -> {
					// Called once there is a connection.
					written.set(true);
					return inserter.insert(message, writers);
				})
				.exchangeToMono(this::answered)
				.onErrorMap((failure) -> ClientFailures.toDeliveryFailure(failure, written.get()));
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
		// The status is all there is to know: an attempt that waited for the end of a
		// slow
		// body could run out of time and be repeated although the event had arrived.
		discard(response).subscribe();
		DeliveryFailure failure = failure(response);
		Mono<Void> outcome = (failure != null) ? Mono.error(failure) : Mono.empty();
		// A turn later, when a body that came along with the status has been read, and
		// the
		// connection is free for the next event.
		return outcome.subscribeOn(this.timer);
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
		int status;
		try {
			status = response.statusCode().value();
		}
		catch (IllegalArgumentException ex) {
			return DeliveryFailure.unanswered("the answer is not HTTP (its status is no number from 100 to 999)");
		}
		String answer = "the collector answered " + status;
		if (status >= 200 && status < 300) {
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

	@Override
	public Mono<Void> close() {
		return this.connections.disposeLater().then(this.loops.disposeLater(Duration.ZERO, Duration.ofMillis(100)));
	}

}
