package dev.rustauth.telemetry.http;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.reactive.function.client.WebClient;

import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyTransport} over real sockets: what it does by itself.
 */
@Timeout(300)
class NettyTransportIntegrationTests {

	@Test
	void connectionThatIsNotUsedAnyMoreShouldBeClosed() {
		try (ScriptedCollector collector = ScriptedCollector.start()) {
			HttpSettings settings = TestHttpSettings.of(collector.url()).requestTimeout(Duration.ofMillis(50)).build();
			NettyTransport transport = new NettyTransport(settings, Duration.ofMillis(50));
			WebClient client = WebClient.builder().clientConnector(transport.connector(null)).build();
			client.post().uri(settings.endpoint().uri()).retrieve().toBodilessEntity().block();
			assertThat(collector.connections()).isEqualTo(1);
			await().atMost(ScriptedCollector.PATIENCE).until(() -> collector.openConnections() == 0);
			transport.close().block();
		}
	}

}
