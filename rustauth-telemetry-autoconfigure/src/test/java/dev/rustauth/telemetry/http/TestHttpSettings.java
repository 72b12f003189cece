package dev.rustauth.telemetry.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

import dev.rustauth.telemetry.collector.TestCertificates;
import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.delivery.CloseableSink;

/**
 * Settings of the HTTP sink for tests: short timeouts, one thing changed at a time.
 */
public final class TestHttpSettings {

	private final String url;

	private final Map<String, String> headers = new LinkedHashMap<>();

	private final List<TelemetryWebClientCustomizer> customizers = new ArrayList<>();

	private Duration connectTimeout = Duration.ofSeconds(2);

	private Duration requestTimeout = Duration.ofSeconds(5);

	private boolean gzip;

	private int maxEventSize = 64 * 1024;

	private int maxConnections = 4;

	private @Nullable Supplier<SslBundle> ssl;

	private ClientKind client = ClientKind.REACTOR_NETTY;

	private TestHttpSettings(String url) {
		this.url = url;
	}

	public static TestHttpSettings of(String url) {
		return new TestHttpSettings(url);
	}

	public TestHttpSettings connectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
		return this;
	}

	public TestHttpSettings requestTimeout(Duration requestTimeout) {
		this.requestTimeout = requestTimeout;
		return this;
	}

	public TestHttpSettings header(String name, String value) {
		this.headers.put(name, value);
		return this;
	}

	public TestHttpSettings gzip() {
		this.gzip = true;
		return this;
	}

	public TestHttpSettings maxEventSize(int maxEventSize) {
		this.maxEventSize = maxEventSize;
		return this;
	}

	public TestHttpSettings maxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
		return this;
	}

	/**
	 * Trust the test authority.
	 * @param own name of the client's certificate, {@code null} for none
	 */
	public TestHttpSettings trust(@Nullable String own) {
		SslBundle bundle = TestCertificates.shared().bundle(own);
		return ssl(() -> bundle);
	}

	public TestHttpSettings ssl(Supplier<SslBundle> ssl) {
		this.ssl = ssl;
		return this;
	}

	public TestHttpSettings customizer(TelemetryWebClientCustomizer customizer) {
		this.customizers.add(customizer);
		return this;
	}

	public TestHttpSettings client(ClientKind client) {
		this.client = client;
		return this;
	}

	public ClientKind client() {
		return this.client;
	}

	public HttpSettings build() {
		return new HttpSettings(CollectorUrl.parse(this.url), this.connectTimeout, this.requestTimeout, this.headers,
				this.gzip, this.maxEventSize, this.maxConnections, this.ssl, this.customizers);
	}

	/**
	 * Open a sink on a thread that ends when the sink is closed.
	 */
	CloseableSink open() {
		return new StandaloneSink(build(), this.client);
	}

}
