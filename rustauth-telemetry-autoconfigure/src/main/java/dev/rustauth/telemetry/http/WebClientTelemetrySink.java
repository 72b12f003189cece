package dev.rustauth.telemetry.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.delivery.BatchTelemetrySink;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.delivery.WriteSignal;

/**
 * Posts events to the collector, one as a JSON object and several as an array, with a
 * {@link WebClient} that shares nothing with the application's: it has its own
 * connections and threads, and uses no redirects, no cookies and none of the
 * application's customizers.
 * <p>
 * Built when the first event leaves, on a thread of the telemetry starter.
 *
 * @since 0.1.0
 */
@Internal
public final class WebClientTelemetrySink implements BatchTelemetrySink {

	/** Version of the payload's schema, sent as {@code RustAuth-Telemetry-Schema}. */
	static final String SCHEMA_VERSION = "1";

	/** How much of a response body is read. */
	static final int MAX_BODY_BYTES = 64 * 1024;

	private static final Duration MAX_BODY_TIME = Duration.ofMillis(250);

	private final HttpSettings settings;

	private final EventEncoder encoder;

	private final HttpTransport transport;

	private final Scheduler clock;

	private volatile Client client;

	private WebClientTelemetrySink(HttpSettings settings, HttpTransport transport, Scheduler clock) {
		this.settings = settings;
		this.clock = clock;
		this.encoder = new EventEncoder(settings.maxEventSize());
		this.transport = transport;
		try {
			this.client = client(settings.sslBundle());
		}
		catch (RuntimeException | Error ex) {
			// A customizer that throws is called again for the next event.
			close().subscribe();
			throw ex;
		}
	}

	/**
	 * Build the client on Reactor Netty. Opens no connection.
	 * @param settings the sink's settings
	 * @param clock for time limits
	 * @return the sink
	 */
	public static WebClientTelemetrySink onReactorNetty(HttpSettings settings, Scheduler clock) {
		return new WebClientTelemetrySink(settings, new NettyTransport(settings), clock);
	}

	/**
	 * Build the client on the JDK's own. Opens no connection.
	 * @param settings the sink's settings
	 * @param clock for time limits
	 * @return the sink
	 */
	public static WebClientTelemetrySink onJdkClient(HttpSettings settings, Scheduler clock) {
		return new WebClientTelemetrySink(settings, new JdkTransport(settings), clock);
	}

	private Client client(@Nullable SslBundle bundle) {
		WebClient.Builder builder = WebClient.builder()
			.clientConnector(connector(bundle))
			.defaultHeaders(this::addHeaders);
		this.settings.customizers().forEach((customizer) -> customizer.customize(builder));
		// Last, so that it is closest to the connection.
		return new Client(builder.filter((request, next) -> next.exchange(request).map(this::bounded)).build(), bundle);
	}

	private ClientHttpConnector connector(@Nullable SslBundle bundle) {
		try {
			return this.transport.connector(bundle);
		}
		catch (RuntimeException ex) {
			if (bundle == null || ex instanceof DeliveryFailure) {
				throw ex;
			}
			throw DeliveryFailure.permanent(DropReason.TLS, "the SSL bundle can't be used");
		}
	}

	/**
	 * The client, or a new one if the SSL bundle was reloaded. Requests in progress stay
	 * with the old one, whose connections close when they become idle.
	 */
	private WebClient client() {
		Client client = this.client;
		SslBundle bundle = this.settings.sslBundle();
		if (client.bundle() != bundle) {
			client = client(bundle);
			this.client = client;
		}
		return client.webClient();
	}

	/**
	 * Limits the response body. Except for a batch, only the status counts: a long or
	 * slow body costs the connection and nothing else.
	 */
	private ClientResponse bounded(ClientResponse response) {
		if (response.headers().contentLength().orElse(-1) == 0) {
			return response;
		}
		AtomicInteger room = new AtomicInteger(MAX_BODY_BYTES);
		return response.mutate().body((body) -> {
			Flux<DataBuffer> bounded = body.takeUntil((buffer) -> room.addAndGet(-buffer.readableByteCount()) < 0);
			boolean multi = response.statusCode().value() == ResponseStatus.MULTI;
			return (multi) ? bounded : bounded.take(MAX_BODY_TIME, this.clock);
		}).build();
	}

	private void addHeaders(HttpHeaders headers) {
		headers.set(HttpHeaders.USER_AGENT, UserAgent.VALUE);
		headers.set("RustAuth-Telemetry-Schema", SCHEMA_VERSION);
		headers.set(HttpHeaders.ACCEPT, MediaType.ALL_VALUE);
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
	 * Basic authentication (RFC 7617), with a colon even if there is no password.
	 */
	private static String basic(String userInfo) {
		String credentials = (userInfo.indexOf(':') >= 0) ? userInfo : userInfo + ":";
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public byte[] encode(TelemetryEvent event) {
		return this.encoder.encode(event);
	}

	@Override
	public Mono<Void> send(List<byte[]> events) {
		return Mono.deferContextual((context) -> {
			byte[] body = (events.size() == 1) ? events.get(0) : EventEncoder.array(events);
			WriteSignal signal = context.get(WriteSignal.class);
			if (this.transport.tellsWhenWritten()) {
				signal.held();
			}
			return client().post()
				.uri(this.settings.endpoint().uri())
				.headers((headers) -> context.getOrEmpty(TelemetrySink.IDEMPOTENCY_KEY)
					.ifPresent((key) -> headers.set("Idempotency-Key", key.toString())))
				.bodyValue((this.settings.gzip()) ? gzip(body) : body)
				.exchangeToMono((response) -> answered(response, events.size()))
				.onErrorMap((failure) -> ClientFailures.toDeliveryFailure(failure, signal.isWritten()));
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

	/**
	 * The client releases the body afterwards. Releasing it here as well would cost an
	 * exception in the client per event.
	 */
	private Mono<Void> answered(ClientResponse response, int events) {
		int status = response.statusCode().value();
		if (events > 1 && status == ResponseStatus.MULTI) {
			return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()))
				.switchIfEmpty(Mono.error(ResponseStatus::unreadable))
				.flatMap((body) -> errorOrEmpty(ResponseStatus.failures(body, events, retryAfter(response))));
		}
		return errorOrEmpty(ResponseStatus.failure(status, retryAfter(response), events > 1));
	}

	private static Mono<Void> errorOrEmpty(@Nullable DeliveryFailure failure) {
		return (failure != null) ? Mono.error(failure) : Mono.empty();
	}

	private @Nullable Duration retryAfter(ClientResponse response) {
		Instant now = Instant.ofEpochMilli(this.clock.now(TimeUnit.MILLISECONDS));
		return RetryAfter.parse(response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER), now);
	}

	@Override
	public Mono<Void> close() {
		return this.transport.close();
	}

	private record Client(WebClient webClient, @Nullable SslBundle bundle) {

	}

}
