package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens, and the limit of requests. The limit refills so slowly that no test sees it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "collector.token=sender-token", "collector.operator-token=operator-token",
				"collector.rate.per-second=1", "collector.rate.burst=4" })
@ContextConfiguration(initializers = OnH2.class)
@Timeout(60)
class AccessIntegrationTests {

	private static final String EVENT = "{\"type\":\"a\",\"payload\":{}}";

	private Sender sender;

	AccessIntegrationTests(@LocalServerPort int port) {
		this.sender = new Sender(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer sender-toke", "Bearer sender-tokens",
			"Bearer operator-token", "sender-token", "Basic !", "Basic c2VuZGVyLXRva2Vu", "Digest sender-token" })
	void eventWithoutTheTokenShouldBeUnauthorizedAndCostNoToken(String authorization) {
		HttpResponse<String> answer = this.sender.post(EVENT, "Authorization", authorization);
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
	}

	@Test
	void eventsWithTheTokenShouldBeAcceptedUntilThereAreTooMany() {
		assertThat(this.sender.post(EVENT, "Authorization", "Bearer sender-token").statusCode()).isEqualTo(202);
		assertThat(this.sender.post(EVENT, "Authorization", basic("anybody:sender-token")).statusCode()).isEqualTo(202);
		HttpResponse<String> answer;
		int accepted = 2;
		do {
			answer = this.sender.post(EVENT, "Authorization", "Bearer sender-token");
			accepted++;
		}
		while (answer.statusCode() == 202 && accepted < 500);
		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/stream", "/dead-letters", "/event?number=1", "/deployment?id=a",
			"/deployments/export?id=a", "/changes", "/versions", "/zone", "/fleet.csv", "/fleet.ndjson",
			"/collector.js", "/events", "/actuator/metrics", "/actuator/prometheus", "/collector.css",
			"/actuator/health/../metrics", "/actuator//metrics", "/actuator/health;a=b/../../deployments/export?id=a" })
	void everythingElseShouldAskForTheOperatorsToken(String path) {
		assertThat(this.sender.get(path).statusCode()).isIn(401, 400);
		assertThat(this.sender.get(path, "Authorization", "Bearer sender-token").statusCode()).isIn(401, 400);
		assertThat(this.sender.get(path, "Authorization", basic("me:operator-token")).statusCode()).isNotEqualTo(401);
	}

	@Test
	void deletionShouldAskForTheOperatorsToken() {
		assertThat(this.sender.delete("/deployments?id=a").statusCode()).isEqualTo(401);
		assertThat(this.sender.delete("/deployments?id=a", "Authorization", "Bearer sender-token").statusCode())
			.isEqualTo(401);
		assertThat(this.sender.delete("/deployments?id=a", "Authorization", "Bearer operator-token").statusCode())
			.isEqualTo(404);
	}

	@Test
	void nameShouldBeGivenByOperatorsOnPagesOfTheCollectorOnly() {
		String path = "/deployment/name?id=a";
		String operator = "Bearer operator-token";
		assertThat(this.sender.postForm(path, "name=x").statusCode()).isEqualTo(401);
		assertThat(this.sender.postForm(path, "name=x", "Authorization", "Bearer sender-token").statusCode())
			.isEqualTo(401);
		assertThat(this.sender.postForm(path, "name=x", "Authorization", operator).statusCode()).isEqualTo(404);
		for (String site : List.of("cross-site", "same-site", "nonsense")) {
			assertThat(this.sender
				.postForm(path, "name=x", "Authorization", operator, "Sec-Fetch-Site", site, "Origin",
						this.sender.origin())
				.statusCode()).as(site).isEqualTo(403);
		}
		for (String origin : List.of("null", "https://evil.example", "", "http://localhost",
				this.sender.origin() + "1")) {
			assertThat(this.sender.postForm(path, "name=x", "Authorization", operator, "Origin", origin).statusCode())
				.as(origin)
				.isEqualTo(403);
			assertThat(
					this.sender.delete("/deployments?id=a", "Authorization", operator, "Origin", origin).statusCode())
				.as(origin)
				.isEqualTo(403);
		}
		assertThat(this.sender.postForm(path, "name=x", "Authorization", operator, "Origin", this.sender.origin())
			.statusCode()).isEqualTo(404);
		assertThat(this.sender.postForm(path, "name=x", "Authorization", operator, "Sec-Fetch-Site", "same-origin")
			.statusCode()).isEqualTo(404);
		assertThat(this.sender.postForm(path, "name=" + "x".repeat(5000), "Authorization", operator).statusCode())
			.isEqualTo(413);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness" })
	void healthShouldNeedNoToken(String path) {
		assertThat(this.sender.get(path).statusCode()).isEqualTo(200);
	}

	@Test
	void pathShouldHoldTheSendersTokenAndNoOther() {
		for (String path : List.of("/events", "/events/", "/events/wrong", "/events/operator-token",
				"/events/sender-token/more", "/events/sender-toke", "/event/sender-token", "/sender-token")) {
			HttpResponse<String> answer = this.sender.postTo(path, EVENT);
			assertThat(answer.statusCode()).as(path).isIn(401, 413);
			assertThat(answer.body()).doesNotContain("sender-token");
		}
		assertThat(this.sender.postTo("/events/sender-token", EVENT).statusCode()).isIn(202, 429);
		assertThat(this.sender.postTo("/events/", EVENT, "Authorization", "Bearer sender-token").statusCode()).isIn(202,
				429);
		for (String path : List.of("/events/sender-token", "/events/sender-token/../../")) {
			assertThat(this.sender.get(path).statusCode()).as(path).isIn(401, 400);
		}
		assertThat(this.sender.delete("/deployments/sender-token?id=a").statusCode()).isEqualTo(401);
	}

	@Test
	void anyHostShouldBeGoodEnoughWithATokenOnly() throws IOException {
		assertThat(this.sender.raw("GET / HTTP/1.1\r\nHost: evil.example\r\n")).startsWith("HTTP/1.1 401");
		assertThat(this.sender.raw("GET / HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer operator-token\r\n"))
			.startsWith("HTTP/1.1 200");
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

}
