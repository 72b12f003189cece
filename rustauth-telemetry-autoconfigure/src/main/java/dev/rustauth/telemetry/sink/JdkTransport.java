package dev.rustauth.telemetry.sink;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ClientHttpResponseDecorator;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * The HTTP client of the JDK, for applications without Reactor Netty: HTTP/1.1, no
 * redirects, no cookies, the JVM's proxy settings, and as little of a response's body as
 * the other transport reads. It costs an event more, and can't tell whether a request
 * that failed had been written.
 * <p>
 * Its threads are daemons. From Java 21 on they end with {@link #close}; before, the
 * client's selector thread ends once the client is garbage.
 */
final class JdkTransport implements CollectorTransport {

	private static final int MAX_BODY_BYTES = 64 * 1024;

	private static final Duration MAX_BODY_TIME = Duration.ofSeconds(1);

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "rustauth-telemetry-http");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpClient client;

	private final ClientHttpConnector connector;

	/**
	 * Make a transport. Opens no connection.
	 * @param timer scheduler for the time limit of a body
	 * @throws DeliveryFailure if the certificates can't be used
	 */
	JdkTransport(HttpSettings settings, Scheduler timer) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(settings.connectTimeout())
			.executor(this.executor);
		HttpSettings.Trust trust = settings.trust();
		if (trust != null) {
			builder.sslContext(sslContext(trust)).sslParameters(sslParameters(trust));
		}
		this.client = builder.build();
		JdkClientHttpConnector jdk = new JdkClientHttpConnector(this.client);
		jdk.setReadTimeout(settings.requestTimeout());
		this.connector = (method, uri, callback) -> jdk.connect(method, uri, callback)
			.map((response) -> new BoundedResponse(response, timer));
	}

	private static SSLContext sslContext(HttpSettings.Trust trust) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(trust.own().getKeyManagers(), trust.trusted().getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw DeliveryFailure.permanent(DropReason.TLS, "the SSL bundle can't be used");
		}
	}

	private static SSLParameters sslParameters(HttpSettings.Trust trust) {
		SSLParameters parameters = new SSLParameters();
		parameters.setCipherSuites(array(trust.ciphers()));
		parameters.setProtocols(array(trust.protocols()));
		return parameters;
	}

	private static String @Nullable [] array(@Nullable List<String> values) {
		return (values != null) ? values.toArray(new String[0]) : null;
	}

	@Override
	public ClientHttpConnector connector() {
		return this.connector;
	}

	@Override
	public DeliveryFailure classify(Throwable failure) {
		return JdkClientFailures.toDeliveryFailure(failure);
	}

	@Override
	public Mono<Void> close() {
		return Mono.fromRunnable(() -> {
			if (this.client instanceof AutoCloseable) {
				shutdownNow();
			}
			this.executor.shutdown();
		});
	}

	/**
	 * A method that came with Java 21.
	 */
	private void shutdownNow() {
		try {
			HttpClient.class.getMethod("shutdownNow").invoke(this.client);
		}
		catch (ReflectiveOperationException ex) {
			// Then the threads end when the client is garbage.
		}
	}

	/**
	 * A response whose body neither lasts nor fails: what the status says is all that
	 * counts.
	 */
	private static final class BoundedResponse extends ClientHttpResponseDecorator {

		private final Scheduler timer;

		BoundedResponse(ClientHttpResponse response, Scheduler timer) {
			super(response);
			this.timer = timer;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return DataBufferUtils.takeUntilByteCount(super.getBody(), MAX_BODY_BYTES)
				.takeUntilOther(Mono.delay(MAX_BODY_TIME, this.timer))
				.onErrorComplete();
		}

	}

}
