package dev.rustauth.telemetry.sample.quickstart;

import java.net.URI;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.util.UriComponentsBuilder;

import dev.rustauth.telemetry.http.TelemetryWebClientCustomizer;

/**
 * Directs telemetry to the random port of the test. The endpoint is needed before the
 * port is known, so the port is put in when a request leaves.
 */
@TestConfiguration(proxyBeanMethods = false)
class OwnPortConfiguration {

	static final String ENDPOINT = "rustauth.telemetry.endpoint=http://localhost/telemetry";

	@Bean
	TelemetryWebClientCustomizer ownPort(Environment environment) {
		ExchangeFilterFunction toOwnPort = (request, next) -> {
			URI url = UriComponentsBuilder.fromUri(request.url())
				.port(environment.getRequiredProperty("local.server.port"))
				.build(true)
				.toUri();
			return next.exchange(ClientRequest.from(request).url(url).build());
		};
		return (builder) -> builder.filter(toOwnPort);
	}

}
