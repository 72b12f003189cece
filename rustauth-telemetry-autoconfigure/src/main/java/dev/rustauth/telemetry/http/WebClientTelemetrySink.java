package dev.rustauth.telemetry.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

	/**
	 * RFC 9110, RFC 8470 and RFC 6585, then what hosting providers (509) and content
	 * delivery networks (520 to 524, 530) answer when they can't reach the server.
	 */
	static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 530);

	private static final int PROXY_AUTHENTICATION = 407;

	private static final int GONE = 410;

	private static final int MULTI_STATUS = 207;

	private static final int TOO_LARGE = 413;

	/**
	 * The answers of collectors that can't read arrays.
	 */
	private static final Set<Integer> NO_BATCHES = Set.of(400, 415, 422);

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
			return (isMultiStatus(response)) ? bounded : bounded.take(MAX_BODY_TIME, this.clock);
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
			byte[] body = (events.size() == 1) ? events.get(0) : array(events);
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

	private static byte[] array(List<byte[]> events) {
		int size = events.stream().mapToInt((event) -> event.length + 1).sum() + 1;
		ByteBuffer array = ByteBuffer.allocate(size);
		events.forEach((event) -> array.put((byte) ((array.position() == 0) ? '[' : ',')).put(event));
		return array.put((byte) ']').array();
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
		if (events > 1 && isMultiStatus(response)) {
			return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()))
				.switchIfEmpty(Mono.error(MultiStatus::unreadable))
				.flatMap((body) -> answered(MultiStatus.read(body, events), retryAfter(response)));
		}
		DeliveryFailure failure = failure(response.statusCode().value(), retryAfter(response), events > 1);
		return (failure != null) ? Mono.error(failure) : Mono.empty();
	}

	/**
	 * Each event of a batch has its own answer.
	 */
	private static Mono<Void> answered(List<Integer> statuses, @Nullable Duration retryAfter) {
		List<@Nullable DeliveryFailure> failures = new ArrayList<>();
		statuses.forEach((status) -> failures.add(failure(status, retryAfter, false)));
		return (failures.stream().allMatch(Objects::isNull)) ? Mono.empty()
				: Mono.error(DeliveryFailure.partly(failures));
	}

	private static boolean isMultiStatus(ClientResponse response) {
		return response.statusCode().value() == MULTI_STATUS;
	}

	private static @Nullable DeliveryFailure failure(int status, @Nullable Duration retryAfter, boolean batch) {
		if (status >= 200 && status < 300) {
			return null;
		}
		String answer = ((status == PROXY_AUTHENTICATION) ? "the proxy" : "the collector") + " answered " + status;
		if (status == GONE) {
			return DeliveryFailure.permanent(DropReason.GONE, answer);
		}
		if (TRANSIENT.contains(status)) {
			return DeliveryFailure.transientFailure(answer, retryAfter);
		}
		if (batch && NO_BATCHES.contains(status)) {
			return DeliveryFailure.batchRefused(answer);
		}
		return (batch && status == TOO_LARGE) ? DeliveryFailure.batchTooLarge(answer)
				: DeliveryFailure.permanent(DropReason.REJECTED, answer);
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
