package dev.rustauth.telemetry.http;

import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import reactor.core.publisher.Mono;

/**
 * The JDK's HTTP client with Spring's connector, for applications without Reactor Netty.
 * It doesn't tell when a request is written, has no connection limit, and can't be closed
 * before Java 21: its sockets and selector thread end when it is garbage collected.
 */
final class JdkTransport implements HttpTransport {

	private final HttpSettings settings;

	private final ExecutorService executor = ClientThreads.pool("rustauth-telemetry-http");

	private volatile @Nullable HttpClient client;

	JdkTransport(HttpSettings settings) {
		this.settings = settings;
	}

	@Override
	public ClientHttpConnector connector(@Nullable SslBundle bundle) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(this.settings.connectTimeout())
			.executor(this.executor);
		if (bundle != null) {
			builder.sslContext(bundle.createSslContext()).sslParameters(sslParameters(bundle.getOptions()));
		}
		HttpClient client = builder.build();
		this.client = client;
		return new JdkClientHttpConnector(client);
	}

	private static SSLParameters sslParameters(SslOptions options) {
		SSLParameters parameters = new SSLParameters();
		parameters.setCipherSuites(options.getCiphers());
		parameters.setProtocols(options.getEnabledProtocols());
		return parameters;
	}

	@Override
	public boolean tellsWhenWritten() {
		return false;
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
	 * Call a method that Java 21 added.
	 */
	private void shutdownNow() {
		try {
			HttpClient.class.getMethod("shutdownNow").invoke(this.client);
		}
		catch (ReflectiveOperationException ex) {
			// Then the threads end when the client is garbage collected.
		}
	}

}
