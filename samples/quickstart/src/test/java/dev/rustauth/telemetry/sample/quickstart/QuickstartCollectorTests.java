package dev.rustauth.telemetry.sample.quickstart;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The collector and the page with events that somebody else sends, friendly or not.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "rustauth.telemetry.enabled=false")
@ExtendWith(OutputCaptureExtension.class)
class QuickstartCollectorTests {

	private final JsonMapper mapper = new JsonMapper();

	@Autowired
	private ReceivedEvents events;

	@LocalServerPort
	private int port;

	private RestTestClient client;

	@BeforeEach
	void startEmpty() {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
		this.events.clear();
	}

	@Test
	void eventShouldBeAcceptedKeptAndAnnounced(CapturedOutput output) {
		String body = "{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{}}";
		assertThat(post(body)).isEqualTo(202);
		assertThat(this.events.newestFirst()).singleElement().satisfies((event) -> {
			assertThat(event.body()).asString().isEqualTo(body);
			assertThat(event.receivedAt()).isNotNull();
			assertThat(event.headers()).containsKey("User-Agent").doesNotContainKey("Idempotency-Key");
		});
		assertThat(output).contains(
				"Received the init event, %d bytes: look at http://localhost:%d/".formatted(body.length(), this.port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "null", "7", "[]", "{}", "{\"type\":\"a\"}", "{\"type\":7,\"payload\":{}}",
			"{\"type\":\"a\",\"payload\":[]}", "{\"type\":\" \",\"payload\":{}}", "{\"type\":\"a\",\"payload\":{}} {}",
			"{'type':'a','payload':{}}", "{\"type\":\"a\",\"payload\":{\"n\":NaN}}" })
	void bodyThatIsNoEventShouldBeABadRequest(String body) {
		assertThat(post(body)).isEqualTo(400);
		assertThat(this.events.newestFirst()).isEmpty();
	}

	@Test
	void bodyNestedWithoutEndShouldBeABadRequest() {
		assertThat(post("{\"type\":\"a\",\"payload\":{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}}"))
			.isEqualTo(400);
	}

	@Test
	void bodyOfTheLimitShouldBeAcceptedAndOneByteMoreBeTooLarge() {
		String frame = "{\"type\":\"a\",\"payload\":{\"s\":\"\"}}";
		String filler = "x".repeat(CollectorController.MAX_BODY_SIZE - frame.length());
		assertThat(post(frame.replace("\"\"", "\"" + filler + "\""))).isEqualTo(202);
		assertThat(post(frame.replace("\"\"", "\"x" + filler + "\""))).isEqualTo(413);
		assertThat(this.events.newestFirst()).hasSize(1);
	}

	@Test
	void contentTypeThatAFormCanSendShouldBeRefused() {
		this.client.post()
			.uri("/telemetry")
			.contentType(MediaType.TEXT_PLAIN)
			.body("{\"type\":\"a\",\"payload\":{}}")
			.exchange()
			.expectStatus()
			.isEqualTo(415);
	}

	@Test
	void onlyTheLastHundredEventsShouldBeKeptNewestFirst() {
		for (int i = 1; i <= ReceivedEvents.CAPACITY + 2; i++) {
			post("{\"type\":\"event_" + i + "\",\"payload\":{}}");
		}
		Page page = Page.get(this.client, "/");
		assertThat(page.types()).hasSize(ReceivedEvents.CAPACITY).startsWith("event_102").endsWith("event_3");
		assertThat(page.html()).contains("This is what arrived.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "</script><script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' x='",
			"<img src=x onerror=alert(1)>", "</div></article><h1>", "&lt;b&gt; &amp; %s ${x} {{y}}", "a\nb\u0000\u2028",
			"\u00e9\ud83d\ude00" })
	void hostileTextShouldBeShownAsText(String hostile) {
		String json = this.mapper.writeValueAsString(hostile);
		String body = "{\"type\":%1$s,%1$s:%1$s,\"payload\":{%1$s:{%1$s:[%1$s,[%1$s]]}}}".formatted(json);
		String calm = body.replace(json, "\"calm\"");
		assertThat(post(calm)).isEqualTo(202);
		String calmTags = tags(Page.get(this.client, "/"));
		this.events.clear();
		assertThat(post(body)).isEqualTo(202);
		Page page = Page.get(this.client, "/");
		assertThat(page.jsonBlocks()).singleElement()
			.satisfies((shown) -> assertThat(this.mapper.readTree(shown)).isEqualTo(this.mapper.readTree(body)));
		assertThat(tags(page)).isEqualTo(calmTags);
		assertThat(page.types()).singleElement().asString().isEqualTo(hostile);
	}

	@Test
	void hostileHeaderShouldBeShownAsText() {
		this.client.post()
			.uri("/telemetry")
			.contentType(MediaType.APPLICATION_JSON)
			.header("Idempotency-Key", "<b title=\"x\">")
			.body("{\"type\":\"a\",\"payload\":{}}")
			.exchange()
			.expectStatus()
			.isAccepted();
		assertThat(Page.get(this.client, "/").html()).contains("<dd>&lt;b title=&quot;x&quot;&gt;</dd>");
	}

	@Test
	void typeThatForgesALogLineShouldNotGetIntoTheLog(CapturedOutput output) {
		assertThat(post("{\"type\":\"a\\nERROR forged\",\"payload\":{}}")).isEqualTo(202);
		assertThat(output).contains("Received an event").doesNotContain("forged");
	}

	@Test
	void numbersShouldBeShownAsTheyWereSent() {
		String payload = "{\"a\":1e999999999,\"b\":12345678901234567890,\"c\":1.10,\"d\":-0.0}";
		assertThat(post("{\"type\":\"a\",\"payload\":" + payload + "}")).isEqualTo(202);
		assertThat(Page.get(this.client, "/").jsonBlocks().get(0)).contains("1E+999999999", "12345678901234567890",
				"1.10");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e2147483648", "-1e2147483648", "1e-2147483648", "10e2147483647", "1e99999999999" })
	void numberThatCannotBeShownShouldBeRefused(String number) {
		assertThat(post("{\"type\":\"a\",\"payload\":{\"n\":%s}}".formatted(number))).isIn(202, 400);
		assertThat(post("{\"type\":\"a\",\"payload\":{\"n\":[%s]}}".formatted(number))).isIn(202, 400);
		Page.get(this.client, "/");
	}

	@Test
	void unpairedSurrogateShouldNotBreakThePage() {
		assertThat(post("{\"type\":\"\\ud800\",\"payload\":{}}")).isEqualTo(202);
		assertThat(Page.get(this.client, "/").types()).hasSize(1);
	}

	@Test
	void groupInWhichNothingIsSetShouldStartFolded() {
		post("{\"type\":\"a\",\"payload\":{\"off\":{\"x\":false,\"y\":null,\"z\":[]},\"on\":{\"x\":0}}}");
		assertThat(Page.get(this.client, "/").html())
			.contains("<details class=\"group\"><summary><span class=\"key\">&quot;off&quot;</span>")
			.contains("<details class=\"group\" open><summary><span class=\"key\">&quot;on&quot;</span>");
	}

	@Test
	void emptyPageShouldSayWhy() {
		assertThat(Page.get(this.client, "/").html()).contains("Nothing has arrived yet.", "telemetry is off");
	}

	@Test
	void rawBodyShouldNotBeReadAsAPage() {
		post("{\"type\":\"a\",\"payload\":{\"x\":\"<script>\"}}");
		this.client.get()
			.uri("/events/" + this.events.newestFirst().get(0).number())
			.header("Accept", "text/html,*/*")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectHeader()
			.valueEquals("X-Content-Type-Options", "nosniff");
		this.client.get().uri("/events/999999").exchange().expectStatus().isNotFound();
	}

	private int post(String body) {
		return this.client.post()
			.uri("/telemetry")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body.getBytes(StandardCharsets.UTF_8))
			.exchange()
			.returnResult(Void.class)
			.getStatus()
			.value();
	}

	/**
	 * The skeleton of the page: every tag with its attributes, less what changes anyway.
	 */
	private static String tags(Page page) {
		return page.html()
			.replaceAll(">[^<]*<", "><")
			.replaceAll("datetime=\"[^\"]*\"", "")
			.replaceAll("events/\\d+", "");
	}

}
