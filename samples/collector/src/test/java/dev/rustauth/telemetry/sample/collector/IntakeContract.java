package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

import dev.rustauth.telemetry.sample.collector.store.Arrival;
import dev.rustauth.telemetry.sample.collector.store.Import;
import dev.rustauth.telemetry.sample.collector.store.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the intake promises, whatever the database.
 */
abstract class IntakeContract extends RunningCollector {

	private static final String MINIMAL = "{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{}}";

	@Test
	void initShouldBeKeptAsItWasSent() {
		String body = Samples.wire("java-init");
		HttpResponse<String> answer = sender().post(body, "Idempotency-Key", "k1", "RustAuth-Telemetry-Schema", "1");
		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(answer.body()).isEmpty();
		assertThat(events()).singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("body", body)
				.containsEntry("type", "init")
				.containsEntry("idempotency_key", "k1")
				.containsEntry("anonymous_id", "Sau7s1j5xJQlfqcxQ7+RN/ilItiUY1uv2SvECf7oZhk=")
				.containsEntry("schema_version", "1")
				.containsEntry("flags", null));
		assertThat(rows("deployment")).singleElement()
			.satisfies((deployment) -> assertThat(deployment).containsEntry("runtime", "java")
				.containsEntry("framework", "spring-boot")
				.containsEntry("starts", 1L)
				.containsEntry("events", 1L));
	}

	/** One statement inserts several of them, and must not take one for another. */
	@Test
	void eventsOfOneTransactionShouldBeKeptOnceAndAsTheyWereSent(@Autowired ListableBeanFactory beans) {
		String awkward = "{\"type\":\"t\",\"payload\":{\"x\":\"NULL, '{}' $1 \\\\ \\\" ü 😀\"}}";
		String large = "{\"x\":\"" + "x".repeat(900_000) + "\"}";
		List<Arrival.Event> events = List.of(event("a", awkward), event("b", "NULL"), event("a", awkward),
				event("c", large), event("d", large), event("e", large), event("b", "NULL"));
		assertThat(Import.saveTogether(beans, events)).containsExactly(Outcome.STORED, Outcome.STORED, Outcome.KNOWN,
				Outcome.STORED, Outcome.STORED, Outcome.STORED, Outcome.KNOWN);
		assertThat(Import.saveTogether(beans, List.of(event("f", ""), event("e", large))))
			.containsExactly(Outcome.STORED, Outcome.KNOWN);
		assertThat(events().stream().map((event) -> List.of(event.get("once"), event.get("body"))))
			.containsExactlyInAnyOrder(List.of("a", awkward), List.of("b", "NULL"), List.of("c", large),
					List.of("d", large), List.of("e", large), List.of("f", ""));
		assertThat(events()).allSatisfy((event) -> assertThat(event).containsEntry("anonymous_id", null)
			.containsEntry("idempotency_key", "key " + event.get("once"))
			.containsEntry("type", "t"));
		assertThat(rows("event_count")).singleElement()
			.satisfies((count) -> assertThat(count).containsEntry("events", 6L));
	}

	private static Arrival.Event event(String once, String body) {
		return new Arrival.Event("key " + once, once, Instant.parse("2026-11-28T12:00:00.123456Z"), "t", null, null,
				null, body, null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "rust-init", "rust-cli-migrate", "node-init" })
	void eventOfAnotherLanguageShouldBeAcceptedWithoutAnyHeaderAndIsNotOdd(String sample) {
		assertThat(sender().post(Samples.wire(sample)).statusCode()).isEqualTo(202);
		assertThat(events()).singleElement().satisfies((event) -> assertThat(event).containsEntry("flags", null));
		assertThat(rows("deployment")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"init\",\"anonymousId\":null,\"payload\":{\"config\":null,\"runtime\":null}}",
			"{\"type\":\"cli_generate\",\"anonymousId\":\"\",\"payload\":null}" })
	void eventOfNobodyShouldBeKeptButNoDeployment(String body) {
		assertThat(sender().post(body).statusCode()).isEqualTo(202);
		assertThat(events()).hasSize(1);
		assertThat(rows("deployment")).isEmpty();
	}

	@Test
	void eventOfNewerSchemaShouldBeAcceptedAndFlagged() {
		assertThat(sender().post("{\"type\":\"init\",\"payload\":{\"config\":[7]}}", "RustAuth-Telemetry-Schema", "2")
			.statusCode()).isEqualTo(202);
		assertThat(events()).singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("flags", "newer-schema")
				.containsEntry("schema_version", "2"));
	}

	@Test
	void eventOfAnApplicationShouldBeAcceptedAndIsNotOdd() {
		assertThat(sender().post("{\"type\":\"checkout\",\"payload\":{}}").statusCode()).isEqualTo(202);
		assertThat(events()).singleElement().satisfies((event) -> assertThat(event).containsEntry("flags", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"init\",\"payload\":{\"runtime\":{\"name\":\"java\"}}}",
			"{\"type\":\"init\",\"payload\":{\"runtime\":{\"name\":\"abacus\"}}}",
			"{\"type\":\"checkout\",\"payload\":7}" })
	void oddEventShouldBeAcceptedAndFlagged(String body) {
		assertThat(sender().post(body).statusCode()).isEqualTo(202);
		assertThat(events()).singleElement().satisfies((event) -> assertThat(event).containsEntry("flags", "differs"));
	}

	@Test
	void keyShouldTellApartOnlyTheEventsOfOneDeployment() {
		for (String id : List.of("\"a\"", "\"b\"", "null")) {
			String body = "{\"type\":\"init\",\"anonymousId\":%s,\"payload\":{}}".formatted(id);
			accept(body, "Idempotency-Key", "same");
			accept(body, "Idempotency-Key", "same");
		}
		assertThat(events()).hasSize(3);
		assertThat(rows("deployment")).hasSize(2);
		for (String id : List.of("\"a\"", "\"b\"", "null")) {
			String body = "{\"type\":\"\",\"anonymousId\":%s,\"payload\":{}}".formatted(id);
			assertThat(sender().post(body, "Idempotency-Key", "same").statusCode()).isEqualTo(422);
			assertThat(sender().post(body, "Idempotency-Key", "same").statusCode()).isEqualTo(422);
		}
		assertThat(rows("dead_letter")).hasSize(3);
	}

	@Test
	void eventThatSaysSomethingElseUnderAKnownKeyShouldBeKept() {
		accept(MINIMAL, "Idempotency-Key", "same");
		accept(MINIMAL.replace("{}", "{\"more\":1}"), "Idempotency-Key", "same");
		assertThat(events()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/events", "/events/", "/events/any" })
	void everyFormOfThePathAndAnyTokenShouldBeGoodEnoughWhenNoneIsSet(String path) {
		assertThat(sender().postTo(path, MINIMAL).statusCode()).isEqualTo(202);
		for (String authorization : List.of("Bearer any", "Basic YTpi", "Digest x")) {
			assertThat(sender().postTo(path, MINIMAL, "Authorization", authorization).statusCode()).isEqualTo(202);
		}
		assertThat(events()).hasSize(4);
	}

	@Test
	void headerOfAnyBytesShouldNotBeInTheWay() throws IOException {
		String head = "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
				+ "Idempotency-Key: k\u0081\u00ff\r\nRustAuth-Telemetry-Schema: \u0090\r\nContent-Length: 2\r\n"
				+ "Connection: close\r\n\r\n[]";
		assertThat(sender().raw(head)).startsWith("HTTP/1.1 422");
	}

	@Test
	void byteOrderMarkShouldBeLeftOut() {
		accept("\uFEFF" + MINIMAL);
		assertThat(events()).singleElement().satisfies((event) -> assertThat(event).containsEntry("body", MINIMAL));
	}

	@Test
	void startsThatSayTheSameShouldBeOneSnapshotHoweverManyThereAre() {
		ObjectNode event = Samples.tree("java-init");
		ObjectNode host = (ObjectNode) event.path("payload").path("systemInfo");
		ObjectNode runtime = (ObjectNode) event.path("payload").path("runtime");
		for (int i = 0; i < 20; i++) {
			host.put("memory", (i % 2 == 0) ? 1_000_000L : 2_000_000L);
			runtime.put("version", (i < 5) ? "17" : "21");
			accept(event.toString());
		}
		assertThat(rows("snapshot")).extracting((row) -> row.get("kind") + " " + row.get("starts"))
			.containsExactlyInAnyOrder("configuration 5", "configuration 15", "host 10", "host 10");
	}

	@Test
	void eventSentTwiceShouldBeKeptOnce() {
		String body = Samples.wire("java-init");
		assertThat(sender().post(body, "Idempotency-Key", "k").statusCode()).isEqualTo(202);
		assertThat(sender().post(body, "Idempotency-Key", "k").statusCode()).isEqualTo(202);
		assertThat(events()).hasSize(1);
		assertThat(rows("deployment")).singleElement()
			.satisfies((deployment) -> assertThat(deployment).containsEntry("starts", 1L));
		assertThat(rows("event_count")).singleElement()
			.satisfies((count) -> assertThat(count).containsEntry("events", 1L));
	}

	@Test
	void eventWithoutKeyShouldBeKeptEachTime() {
		assertThat(sender().post(MINIMAL).statusCode()).isEqualTo(202);
		assertThat(sender().post(MINIMAL).statusCode()).isEqualTo(202);
		assertThat(events()).hasSize(2);
	}

	@Test
	void manyEventsSentTwiceAtOnceShouldBeKeptOnceEach() {
		int events = 1000;
		byte[] body = Samples.wire("rust-init").getBytes(StandardCharsets.UTF_8);
		List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
		for (int i = 0; i < events; i++) {
			answers.add(sender().postAsync(body, "Idempotency-Key", "many-" + i));
			answers.add(sender().postAsync(body, "Idempotency-Key", "many-" + i));
			if (i % 50 == 49) {
				awaitAll(answers);
			}
		}
		awaitAll(answers);
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(202));
		assertThat(jdbc().sql("select count(distinct idempotency_key) from event").query(Integer.class).single())
			.isEqualTo(events);
		assertThat(rows("deployment")).singleElement()
			.satisfies((deployment) -> assertThat(deployment).containsEntry("events", (long) events));
		assertThat(jdbc().sql("select sum(events) from event_count").query(Long.class).single()).isEqualTo(events);
	}

	private static void awaitAll(List<CompletableFuture<HttpResponse<String>>> answers) {
		CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).orTimeout(30, TimeUnit.SECONDS).join();
	}

	@Test
	void keyThatFitsNoColumnShouldWorkAllTheSame() {
		String key = "k".repeat(1000);
		assertThat(sender().post(MINIMAL, "Idempotency-Key", key).statusCode()).isEqualTo(202);
		assertThat(sender().post(MINIMAL, "Idempotency-Key", key).statusCode()).isEqualTo(202);
		assertThat(sender().post(MINIMAL, "Idempotency-Key", key + "k").statusCode()).isEqualTo(202);
		assertThat(events()).hasSize(2);
	}

	@Test
	void batchShouldBeKeptEventByEventAsTheyWereSent() {
		List<String> sent = List.of(Samples.wire("java-init"), "{ \"type\":\"ü\\\"[,\" , \"payload\":{}}",
				Samples.wire("rust-cli-migrate"));
		HttpResponse<String> answer = sender().post("\n[ " + String.join(" ,\r\n", sent) + "\t]\n", "Idempotency-Key",
				"k", "RustAuth-Telemetry-Schema", "1");
		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(answer.body()).isEmpty();
		assertThat(events()).extracting((event) -> event.get("body")).containsExactlyInAnyOrderElementsOf(sent);
		assertThat(events()).extracting((event) -> event.get("idempotency_key"))
			.containsExactlyInAnyOrder("k/0", "k/1", "k/2");
		assertThat(events()).allSatisfy((event) -> assertThat(event).containsEntry("schema_version", "1"));
		assertThat(rows("deployment")).hasSize(2);
	}

	@Test
	void batchSentTwiceAndItsEventsSentAloneShouldBeKeptOnce() {
		String batch = "[%s,%s]".formatted(MINIMAL, MINIMAL);
		accept(batch, "Idempotency-Key", "k");
		accept(batch, "Idempotency-Key", "k");
		accept(MINIMAL, "Idempotency-Key", "k/1");
		assertThat(events()).hasSize(2);
		String longKey = "k".repeat(199);
		accept(batch, "Idempotency-Key", longKey);
		accept(MINIMAL, "Idempotency-Key", longKey + "/1");
		assertThat(events()).hasSize(4);
		assertThat(rows("deployment")).singleElement()
			.satisfies((deployment) -> assertThat(deployment).containsEntry("starts", 4L));
	}

	@Test
	void batchWithoutKeyShouldBeKeptEachTime() {
		accept("[%s,%s]".formatted(MINIMAL, MINIMAL));
		accept("[%s,%s]".formatted(MINIMAL, MINIMAL));
		assertThat(events()).hasSize(4);
	}

	@Test
	void eventThatCannotBeKeptShouldCostNoOtherOfItsBatch() {
		String large = "{\"type\":\"a\",\"payload\":\"%s\"}".formatted("x".repeat(256 * 1024));
		String deep = "{\"type\":\"a\",\"payload\":%s}".formatted("[".repeat(70) + "]".repeat(70));
		String named = "{\"type\":\"a\",\"payload\":{\"%s\":1}}".formatted("n".repeat(1001));
		String number = "{\"type\":\"a\",\"payload\":%s}".formatted("1".repeat(1001));
		HttpResponse<String> answer = sender().post(
				"[%s,{\"payload\":{}},7,%s,%s,%s,%s,\"x\",%s]".formatted(MINIMAL, large, deep, named, number, MINIMAL));
		assertThat(answer.statusCode()).isEqualTo(207);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(answer.body()).isEqualTo("[202,422,422,413,400,400,400,422,202]");
		assertThat(events()).hasSize(2);
		assertThat(rows("dead_letter")).extracting((row) -> row.get("body"))
			.containsExactlyInAnyOrder("{\"payload\":{}}", "7", "\"x\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[%s", "[%s,", "[%s,]", "[%s]]", "[%s] {}", "[%s %s]", "[%s,{]", "[%s,nope]" })
	void brokenBatchShouldBeRefusedAsAWhole(String batch) {
		assertThat(sender().post(batch.replace("%s", MINIMAL)).statusCode()).isEqualTo(400);
		assertThat(events()).isEmpty();
		assertThat(rows("dead_letter")).isEmpty();
	}

	@Test
	void batchOfTheLimitsShouldBeAcceptedAndOneMoreBeTooLarge() {
		String thousand = "[" + (MINIMAL + ",").repeat(999) + MINIMAL;
		accept(thousand + "]");
		assertThat(sender().post(thousand + "," + MINIMAL + "]").statusCode()).isEqualTo(413);
		assertThat(jdbc().sql("select count(*) from event").query(Integer.class).single()).isEqualTo(1000);
		String padded = "[" + MINIMAL + " ".repeat(1024 * 1024 - MINIMAL.length() - 2) + "]";
		accept(padded);
		assertThat(sender().post(padded + " ").statusCode()).isEqualTo(413);
	}

	@Test
	void compressedBatchShouldBeKept() {
		byte[] batch = Sender.gzip("[%s,%s]".formatted(MINIMAL, MINIMAL).getBytes(StandardCharsets.UTF_8));
		assertThat(sender().post(batch, "Content-Encoding", "gzip").statusCode()).isEqualTo(202);
		assertThat(events()).hasSize(2);
	}

}
