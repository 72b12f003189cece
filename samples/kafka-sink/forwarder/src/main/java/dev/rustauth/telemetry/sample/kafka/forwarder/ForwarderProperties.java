package dev.rustauth.telemetry.sample.kafka.forwarder;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Settings of the forwarder.
 *
 * @param topic where events come from
 * @param deadLetterTopic where events go that the collector refuses
 * @param collector URL that events are posted to
 * @param token bearer token for the collector, {@code null} for none
 * @param timeout how long a request may take
 * @param firstWait how long to wait after a first failure; doubles with each further one
 * @param longestWait the longest wait, also when the collector asks for more; Kafka gives
 * a consumer five minutes before it takes it for dead
 */
@ConfigurationProperties("forwarder")
record ForwarderProperties(String topic, String deadLetterTopic, URI collector, @Nullable String token,
		Duration timeout, Duration firstWait, Duration longestWait) {

	ForwarderProperties {
		boolean http = "http".equals(collector.getScheme()) || "https".equals(collector.getScheme());
		Assert.isTrue(http && collector.getHost() != null,
				"forwarder.collector must be an http or https URL, such as https://collector.example.com/events");
		token = StringUtils.hasText(token) ? token : null;
	}

	/**
	 * Without the token.
	 */
	@Override
	public String toString() {
		return "ForwarderProperties[topic=" + this.topic + "]";
	}

}
