package dev.rustauth.telemetry.sample.quickstart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as its user meets it: it starts, reports itself to itself over a
 * socket, and shows what arrived.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "rustauth.telemetry.skip-test-check=true", OwnPortConfiguration.ENDPOINT })
@Import(OwnPortConfiguration.class)
class QuickstartApplicationTests {

	private final JsonMapper mapper = new JsonMapper();

	@Autowired
	private ReceivedEvents events;

	@LocalServerPort
	private int port;

	private RestTestClient client;

	private ReceivedEvent init;

	@BeforeEach
	void awaitInit() {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
		Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !this.events.newestFirst().isEmpty());
		this.init = this.events.find(1).orElseThrow();
	}

	@Test
	void initShouldHaveTypeIdAndTheSevenSections() throws Exception {
		JsonNode body = this.mapper.readTree(this.init.body());
		assertThat(body.propertyNames()).containsExactly("type", "anonymousId", "payload");
		assertThat(body.path("type").stringValue()).isEqualTo("init");
		byte[] hash = MessageDigest.getInstance("SHA-256")
			.digest("https://auth.example.comquickstart".getBytes(StandardCharsets.UTF_8));
		assertThat(body.path("anonymousId").stringValue()).isEqualTo(Base64.getEncoder().encodeToString(hash));
		assertThat(body.path("payload").propertyNames()).containsExactlyInAnyOrder("config", "runtime", "database",
				"framework", "environment", "systemInfo", "packageManager");
	}

	@Test
	void initShouldSayWhereTheApplicationRuns() {
		JsonNode payload = this.mapper.readTree(this.init.body()).path("payload");
		assertThat(payload.at("/runtime/name").stringValue()).isEqualTo("java");
		assertThat(payload.at("/runtime/version").stringValue()).isEqualTo(System.getProperty("java.version"));
		assertThat(payload.at("/framework/name").stringValue()).isEqualTo("spring-boot");
		assertThat(payload.path("environment").isString()).isTrue();
		assertThat(payload.path("systemInfo").propertyNames()).hasSize(12);
		assertThat(payload.at("/systemInfo/cpuCount").isIntegralNumber()).isTrue();
		assertThat(payload.path("database").isNull()).isTrue();
	}

	@Test
	void initShouldHoldTheOptionsOfTheConfigurationFile() {
		JsonNode config = this.mapper.readTree(this.init.body()).at("/payload/config");
		assertThat(config.at("/emailAndPassword/enabled").booleanValue()).isTrue();
		assertThat(config.at("/emailAndPassword/minPasswordLength").intValue()).isEqualTo(12);
		assertThat(config.at("/emailAndPassword/resetPasswordTokenExpiresIn").intValue()).isEqualTo(15 * 60);
		assertThat(config.at("/session/expiresIn").intValue()).isEqualTo(7 * 24 * 60 * 60);
		assertThat(config.at("/socialProviders/0/id").stringValue()).isEqualTo("github");
		assertThat(config.path("plugins").valueStream().map(JsonNode::stringValue)).containsExactly("two-factor",
				"passkey");
		assertThat(config.path("trustedOrigins").intValue()).isEqualTo(2);
		assertThat(config.at("/user/additionalFields/role/defaultValue").booleanValue()).isTrue();
	}

	@Test
	void initShouldHoldNullsForWhatIsUnset() {
		JsonNode config = this.mapper.readTree(this.init.body()).at("/payload/config");
		for (String path : List.of("/adapter", "/session/modelName", "/advanced/useSecureCookies",
				"/onAPIError/errorURL")) {
			assertThat(config.at(path).isNull()).as(path).isTrue();
		}
	}

	@Test
	void initShouldNotHoldTheTextsThatAreOnlyCounted() {
		assertThat(new String(this.init.body(), StandardCharsets.UTF_8)).doesNotContain("example.com", "member");
	}

	@Test
	void initShouldComeWithTheHeadersOfTheStarter() {
		assertThat(this.init.headers()).containsOnlyKeys("Content-Type", "User-Agent", "Idempotency-Key",
				"RustAuth-Telemetry-Schema");
		assertThat(this.init.headers()).containsEntry("Content-Type", "application/json")
			.containsEntry("RustAuth-Telemetry-Schema", "1");
		assertThat(this.init.headers().get("User-Agent")).startsWith("rustauth-telemetry-java/");
		assertThat(this.init.headers().get("Idempotency-Key")).isNotBlank();
	}

	@Test
	void pageShouldShowTheWholeInit() {
		Page page = Page.get(this.client, "/");
		assertThat(page.html()).contains("This application has introduced itself.").doesNotContain("http-equiv");
		assertThat(page.types()).endsWith("init");
		List<String> shown = page.jsonBlocks();
		assertThat(this.mapper.readTree(shown.get(shown.size() - 1))).isEqualTo(this.mapper.readTree(this.init.body()));
	}

	@Test
	void pageShouldLinkToTheRawBody() {
		assertThat(Page.get(this.client, "/").html()).contains("href=\"events/1\"");
		this.client.get()
			.uri("/events/1")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(byte[].class)
			.isEqualTo(this.init.body());
	}

	@Test
	void pageAndStaticFilesShouldNotNeedForeignHosts() {
		assertThat(Page.get(this.client, "/").html()).doesNotContain("http://", "https://", "<script");
		for (String file : List.of("/quickstart.css", "/icon.svg")) {
			this.client.get().uri(file).exchange().expectStatus().isOk();
		}
	}

	@Test
	void buttonShouldPublishACustomEventThatArrivesAfterInit() {
		long before = this.events.newestFirst().get(0).number();
		this.client.post()
			.uri("/publish")
			.exchange()
			.expectStatus()
			.isFound()
			.expectHeader()
			.value("Location", (location) -> assertThat(location).contains("/?published="));
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> this.events.newestFirst().get(0).number() > before);
		ReceivedEvent event = this.events.newestFirst().get(0);
		assertThat(event.number()).isGreaterThan(this.init.number());
		JsonNode body = this.mapper.readTree(event.body());
		assertThat(body.path("type").stringValue()).isEqualTo("quickstart_button");
		assertThat(body.path("anonymousId")).isEqualTo(this.init.json().path("anonymousId"));
		assertThat(body.at("/payload/count").intValue()).isPositive();
		assertThat(body.at("/payload/time").isString()).isTrue();
		assertThat(event.headers().get("Idempotency-Key")).isNotEqualTo(this.init.headers().get("Idempotency-Key"));
		Page page = Page.get(this.client, "/?published=" + body.at("/payload/count").intValue());
		assertThat(page.types()).startsWith("quickstart_button").endsWith("init");
		assertThat(page.html()).doesNotContain("on its way", "http-equiv");
	}

	@Test
	void pageShouldLookAgainWhileAnEventIsOnItsWayButNotForever() {
		assertThat(Page.get(this.client, "/?published=1000").html()).contains("on its way", "http-equiv=\"refresh\"");
		assertThat(Page.get(this.client, "/?published=1000&attempt=5").html()).contains("has not arrived")
			.doesNotContain("http-equiv");
	}

}
