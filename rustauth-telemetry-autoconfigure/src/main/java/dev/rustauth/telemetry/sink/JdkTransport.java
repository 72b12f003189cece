package dev.rustauth.telemetry.sink;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

	/** What the JDK's client sets itself, and lets nobody else set. */
	private static final Set<String> ITS_OWN = ignoringCase(
			Set.of("Host", "Content-Length", "Connection", "Expect", "Upgrade"));

	private final Duration requestTimeout;

	private final Scheduler timer;

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "rustauth-telemetry-http");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpClient client;

	/**
	 * Make a transport. Opens no connection.
	 * @param timer scheduler for the time limit of a body
	 * @throws DeliveryFailure if the certificates can't be used
	 */
	JdkTransport(HttpSettings settings, Scheduler timer) {
		this.requestTimeout = settings.requestTimeout();
		this.timer = timer;
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
	}

	private static Set<String> ignoringCase(Set<String> names) {
		Set<String> result = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		result.addAll(names);
		return result;
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
	public Mono<Answer> exchange(Question question) {
		return Mono.fromFuture(() -> this.client.sendAsync(request(question), HttpResponse.BodyHandlers.ofPublisher()))
			.flatMap(this::answer);
	}

	private HttpRequest request(Question question) {
		HttpRequest.Builder request = HttpRequest.newBuilder(question.uri())
			.timeout(this.requestTimeout)
			.method(question.method().name(), HttpRequest.BodyPublishers.ofByteArray(question.body()));
		question.headers().forEach((name, values) -> {
			if (!ITS_OWN.contains(name)) {
				values.forEach((value) -> request.header(name, value));
			}
		});
		return request.build();
	}

	private Mono<Answer> answer(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
		HttpHeaders headers = new HttpHeaders();
		response.headers().map().forEach(headers::addAll);
		return JdkResponseBody.read(response.body(), this.timer)
			.map((body) -> new Answer(response.statusCode(), headers, body));
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

}
