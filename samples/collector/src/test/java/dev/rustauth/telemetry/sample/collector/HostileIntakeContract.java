package dev.rustauth.telemetry.sample.collector;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the intake says to what it can't use, or to what should hurt it, whatever the
 * database.
 */
abstract class HostileIntakeContract extends RunningCollector {

	private static final String MINIMAL = "{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{}}";

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "{'type':'a','payload':{}}", "{\"type\":\"a\",\"payload\":{}} {}",
			"{\"type\":\"a\",\"payload\":{\"n\":NaN}}", "\uFEFF", "\uFEFF\uFEFF{\"type\":\"a\",\"payload\":{}}",
			"<xml/>", "{\"type\":\"a\",\"payload\":\"\u0000\"}" })
	void bodyThatIsNoJsonShouldBeABadRequest(String body) {
		assertThat(sender().post(body).statusCode()).isEqualTo(400);
		assertNothingKept();
	}

	@Test
	void numberWithoutEndShouldBeABadRequest() {
		assertThat(sender().post("{\"type\":\"a\",\"payload\":" + "9".repeat(100_000) + "}").statusCode())
			.isEqualTo(400);
		assertNothingKept();
	}

	@Test
	void nameWithoutEndShouldBeABadRequest() {
		String name = "K".repeat(49_000);
		StringBuilder leaves = new StringBuilder();
		for (int i = 0; i < 12_500; i++) {
			leaves.append((i > 0) ? "," : "").append("\"a").append(i).append("\":1");
		}
		assertThat(sender()
			.post("{\"type\":\"init\",\"anonymousId\":\"victim\",\"payload\":{\"%1$s\":{\"%1$s\":{%2$s}}}}"
				.formatted(name, leaves))
			.statusCode()).isEqualTo(400);
		assertNothingKept();
	}

	@Test
	void startThatSaysMoreThanIsKeptShouldBeADeadLetter() {
		StringBuilder leaves = new StringBuilder();
		for (int i = 0; i < 12_500; i++) {
			leaves.append((i > 0) ? "," : "").append("\"a").append(i).append("\":1");
		}
		assertDead("{\"x\":{%s}}".formatted(leaves), "payload has more than 5000 values");
		assertDead("{\"x\":[%s1]}".formatted("1,".repeat(100_000)), "payload has more than 5000 values");
		assertDead("{\"config\":{\"plugins\":[%s1]}}".formatted("1,".repeat(100_000)),
				"payload has more than 5000 values");
		String name = "K".repeat(1000);
		String deep = "{\"%s\":".formatted(name).repeat(50)
				+ "{%s}".formatted("\"a\":[%s1]".formatted("1,".repeat(1000))) + "}".repeat(50);
		assertDead(deep, "payload has names and values of more than 150000 characters");
		assertDead("{\"x\":\"%s\"}".formatted("x".repeat(200_000)),
				"payload has names and values of more than 150000 characters");
		assertThat(events()).isEmpty();
	}

	private void assertDead(String payload, String reason) {
		HttpResponse<String> answer = sender()
			.post("{\"type\":\"init\",\"anonymousId\":\"victim\",\"payload\":%s}".formatted(payload));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains(reason);
	}

	@ParameterizedTest
	@ValueSource(ints = { 62, 10_000 })
	void arraysNestedTooDeepShouldBeABadRequest(int depth) {
		assertThat(sender().post(nested(depth + 1)).statusCode()).isEqualTo(400);
		assertNothingKept();
	}

	@Test
	void arraysNestedAsDeepAsAllowedShouldBeAccepted() {
		assertThat(sender().post(nested(62)).statusCode()).isEqualTo(202);
	}

	private static String nested(int depth) {
		return "{\"type\":\"a\",\"payload\":{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}}";
	}

	@Test
	void bodyThatIsNotUtf8ShouldBeABadRequest() {
		byte[] body = "{\"type\":\"\u00e9\",\"payload\":{}}".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(sender().post(body).statusCode()).isEqualTo(400);
		assertNothingKept();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					[]                                                        | it is no JSON object
					7                                                         | it is no JSON object
					{}                                                        | type is missing, blank or no text
					{"type":7,"payload":{}}                                   | type is missing, blank or no text
					{"type":" ","payload":{}}                                 | type is missing, blank or no text
					{"type":"a","anonymousId":7,"payload":{}}                 | anonymousId is no text
					{"type":"init","payload":[]}                              | payload: array found, object expected
					{"type":"init","payload":null}                            | payload: null found, object expected
					{"type":"init"}                                           | payload is missing
					{"type":"init","payload":{"runtime":7}}                   | payload/runtime: integer found, [object, null] expected
					{"type":"init","payload":{"config":{"plugins":{}},"runtime":{"name":"java"}}} | payload/config/plugins: object found, [array, null] expected
					{"type":"init","payload":{"systemInfo":{"isCI":1e999999999}}} | a number is too large
					{"type":"a","payload":{"x":[1e2147483648]}}               | a number is too large
					{"type":"a","payload":{"x":-1e2147483648}}                | a number is too large
					""")
	void jsonThatIsNoEventShouldBeKeptAsADeadLetterWithItsReason(String body, String reason) {
		HttpResponse<String> answer = sender().post(body, "Idempotency-Key", "dead");
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(Samples.JSON.readTree(answer.body()).path("detail").asString()).isEqualTo(reason);
		assertThat(sender().post(body, "Idempotency-Key", "dead").statusCode()).isEqualTo(422);
		assertThat(rows("dead_letter")).singleElement()
			.satisfies((letter) -> assertThat(letter).containsEntry("reason", reason).containsEntry("body", body));
		assertThat(events()).isEmpty();
	}

	@Test
	void deadLetterOfALargeBodyShouldKeepItsBeginning() {
		String body = "[\"" + "\ud83d\ude00".repeat(20_000) + "\"]";
		assertThat(sender().post(body).statusCode()).isEqualTo(422);
		assertThat(rows("dead_letter")).singleElement()
			.satisfies((letter) -> assertThat(body).startsWith(letter.get("body").toString()));
	}

	@Test
	void typeAndIdThatFitNoColumnShouldBeDeadLetters() {
		String limit = "x".repeat(200);
		assertThat(post("{\"type\":\"%s\",\"anonymousId\":\"%s\",\"payload\":{}}", limit, limit)).isEqualTo(202);
		assertThat(post("{\"type\":\"%sx\",\"anonymousId\":\"%s\",\"payload\":{}}", limit, limit)).isEqualTo(422);
		assertThat(post("{\"type\":\"%s\",\"anonymousId\":\"%sx\",\"payload\":{}}", limit, limit)).isEqualTo(422);
	}

	private int post(String template, String type, String id) {
		return sender().post(template.formatted(type, id)).statusCode();
	}

	@Test
	void bodyOfTheLimitShouldBeAcceptedAndOneByteMoreBeTooLarge() {
		String frame = "{\"type\":\"a\",\"payload\":{\"s\":\"\"}}";
		String filler = "x".repeat(256 * 1024 - frame.length());
		assertThat(sender().post(frame.replace("\"\"", "\"" + filler + "\"")).statusCode()).isEqualTo(202);
		assertThat(sender().post(frame.replace("\"\"", "\"x" + filler + "\"")).statusCode()).isEqualTo(413);
		assertThat(events()).hasSize(1);
	}

	@Test
	void bodyOfTenMegabytesShouldBeTooLarge() {
		byte[] body = new byte[10_000_000];
		Arrays.fill(body, (byte) ' ');
		assertThat(sender().post(body).statusCode()).isEqualTo(413);
		assertThat(sender().postChunked(body).statusCode()).isEqualTo(413);
		assertNothingKept();
	}

	@Test
	void compressedEventShouldBeKeptAsItWasBeforeCompression() {
		String body = Samples.wire("java-init");
		byte[] compressed = Sender.gzip(body.getBytes(StandardCharsets.UTF_8));
		assertThat(sender().post(compressed, "Content-Encoding", "gzip").statusCode()).isEqualTo(202);
		assertThat(events()).singleElement().satisfies((event) -> assertThat(event).containsEntry("body", body));
	}

	@Test
	void bombShouldBeTooLarge() {
		byte[] bomb = Sender.gzip(new byte[100_000_000]);
		assertThat(bomb).hasSizeLessThan(200_000);
		assertThat(sender().post(bomb, "Content-Encoding", "gzip").statusCode()).isEqualTo(413);
		assertNothingKept();
	}

	@Test
	void brokenCompressionShouldBeABadRequest() {
		byte[] compressed = Sender.gzip(MINIMAL.getBytes(StandardCharsets.UTF_8));
		assertThat(sender().post(MINIMAL, "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
		assertThat(sender().post(Arrays.copyOf(compressed, 20), "Content-Encoding", "gzip").statusCode())
			.isEqualTo(400);
		compressed[compressed.length - 6] ^= 1;
		assertThat(sender().post(compressed, "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
		assertNothingKept();
	}

	@Test
	void otherEncodingsAndTypesShouldBeUnsupported() {
		assertThat(sender().post(MINIMAL, "Content-Encoding", "br").statusCode()).isEqualTo(415);
		assertThat(sender().post(MINIMAL, "Content-Encoding", "gzip, gzip").statusCode()).isEqualTo(415);
		assertThat(sender().postPlain(MINIMAL).statusCode()).isEqualTo(415);
		assertThat(sender().postPlain(MINIMAL, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
		assertThat(sender().postPlain(MINIMAL, "Content-Type", ";;").statusCode()).isEqualTo(415);
		assertThat(sender().postPlain(MINIMAL, "Content-Type", "application/*").statusCode()).isEqualTo(415);
		assertNothingKept();
		assertThat(sender().postPlain(MINIMAL, "Content-Type", "application/json;charset=utf-8").statusCode())
			.isEqualTo(202);
	}

	@Test
	void sqlInEveryStringShouldBeKeptAsText() {
		String sql = "'; drop table event; delete from deployment where '1'='1'; --";
		String body = Samples.JSON.writeValueAsString(Samples.mapTexts(Samples.tree("java-init"), (text) -> sql));
		assertThat(sender().post(Samples.wire("rust-init")).statusCode()).isEqualTo(202);
		assertThat(sender().post(body, "Idempotency-Key", sql, "RustAuth-Telemetry-Schema", "1").statusCode())
			.isEqualTo(202);
		assertThat(sender().post(body, "RustAuth-Telemetry-Schema", sql).statusCode()).isEqualTo(202);
		assertThat(events()).hasSize(3);
		assertThat(rows("deployment")).hasSize(2)
			.anySatisfy((deployment) -> assertThat(deployment).containsEntry("anonymous_id", sql)
				.containsEntry("runtime", sql));
	}

	@Test
	void whatNoDatabaseTakesShouldBeReplacedInColumnsAndKeptInTheBody() {
		ObjectNode event = Samples.tree("java-init");
		((ObjectNode) event.path("payload").path("runtime")).put("version", "v");
		String body = Samples.JSON.writeValueAsString(event)
			.replace("\"v\"", "\"1\\u0000\\ud800\"")
			.replace("\"Sau7", "\"\\udfff");
		assertThat(sender().post(body).statusCode()).isEqualTo(202);
		assertThat(events()).singleElement().satisfies((stored) -> assertThat(stored).containsEntry("body", body));
		assertThat(rows("deployment")).singleElement()
			.satisfies((stored) -> assertThat(stored).containsEntry("runtime_version", "1\ufffd\ufffd")
				.hasEntrySatisfying("anonymous_id", (id) -> assertThat(id.toString()).startsWith("\ufffds1j5")));
	}

	@Test
	void nothingShouldTellWhereAnEventCameFrom() {
		assertThat(sender().post(MINIMAL, "X-Forwarded-For", "203.0.113.7", "User-Agent", "agent-203").statusCode())
			.isEqualTo(202);
		assertThat(sender().post("7", "X-Forwarded-For", "203.0.113.7", "User-Agent", "agent-203").statusCode())
			.isEqualTo(422);
		for (String table : List.of("event", "deployment", "event_count", "dead_letter")) {
			assertThat(rows(table)).isNotEmpty();
			assertThat(rows(table).toString()).doesNotContain("203", "127.0.0.1", "0:0:0:0", "localhost");
		}
	}

	private void assertNothingKept() {
		assertThat(events()).isEmpty();
		assertThat(rows("dead_letter")).isEmpty();
	}

}
