package dev.rustauth.telemetry.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.compatibility.ClientLogDefault;
import dev.rustauth.telemetry.config.ClientLibraries;
import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.http.HttpSettings;
import dev.rustauth.telemetry.http.TelemetryWebClientCustomizer;
import dev.rustauth.telemetry.http.WebClientTelemetrySink;

/**
 * Opens the HTTP sink. A separate class, so that nothing of the client is loaded before
 * the first event is sent.
 */
final class HttpDestination {

	private HttpDestination() {
	}

	static TelemetrySink open(CollectorUrl endpoint, RustAuthTelemetryProperties properties,
			ConfigurableApplicationContext context, Scheduler clock) {
		HttpSettings settings = settings(endpoint, properties, context.getBeanFactory());
		if (!ClientLibraries.isReactorNettyPresent(context.getClassLoader())) {
			return WebClientTelemetrySink.onJdkClient(settings, clock);
		}
		ClientLogDefault.keep(context);
		return WebClientTelemetrySink.onReactorNetty(settings, clock);
	}

	private static HttpSettings settings(CollectorUrl endpoint, RustAuthTelemetryProperties properties,
			BeanFactory beanFactory) {
		RustAuthTelemetryProperties.Http http = properties.getHttp();
		RustAuthTelemetryProperties.Delivery delivery = properties.getDelivery();
		return new HttpSettings(endpoint, http.getConnectTimeout(), http.getRequestTimeout(), http.getHeaders(),
				http.getCompression() == RustAuthTelemetryProperties.Compression.GZIP,
				(int) delivery.getMaxEventSize().toBytes(), delivery.getConcurrency(),
				ssl(http.getSsl().getBundle(), beanFactory),
				beanFactory.getBeanProvider(TelemetryWebClientCustomizer.class)
					.orderedStream(ObjectProvider.UNFILTERED)
					.toList());
	}

	/**
	 * The current bundle, so that a reloaded one is used.
	 */
	private static @Nullable Supplier<SslBundle> ssl(@Nullable String bundleName, BeanFactory beanFactory) {
		if (bundleName == null || bundleName.isBlank()) {
			return null;
		}
		SslBundles bundles = beanFactory.getBean(SslBundles.class);
		// Without a handler Spring Boot warns that a reload may go unnoticed.
		bundles.addBundleUpdateHandler(bundleName, (bundle) -> {
		});
		return () -> bundles.getBundle(bundleName);
	}

}
