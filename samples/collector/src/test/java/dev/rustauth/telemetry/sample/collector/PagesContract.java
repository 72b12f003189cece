package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages show, whatever the database.
 */
abstract class PagesContract extends RunningCollector {

	private static final String ID = "Sau7s1j5xJQlfqcxQ7+RN/ilItiUY1uv2SvECf7oZhk=";

	@Test
	void emptyFleetShouldSayWhatToDo() {
		assertThat(page("/")).contains("Nothing has arrived yet", "RUSTAUTH_TELEMETRY_ENDPOINT=");
	}

	@Test
	void fleetShouldHaveARowForEachDeployment() {
		accept(Samples.wire("java-init"));
		accept(Samples.wire("java-init"));
		accept(Samples.wire("rust-init"));
		accept(Samples.wire("node-init"));
		String page = page("/");
		assertThat(page.split("<tr>", -1)).as("head and rows").hasSize(5);
		assertThat(page).contains("spring-boot 4.1.0", "java 17", "axum workspace", "next 15.2<", "next ^15.2.0",
				"node 22.14.0", "sqlx", "passkey", "production", "e-mail verification");
		assertThat(page).contains("data-label=\"Starts\" class=\"number\">2<");
		assertThat(page).contains("4 events, at most 4 in one bar");
		assertThat(page("/?span=month")).contains("4 events, at most 4 in one bar");
	}

	@Test
	void versionsShouldBeGroupedByMinorAndTheRestBeNoBar() {
		ObjectNode event = Samples.tree("java-init");
		ObjectNode framework = (ObjectNode) event.path("payload").path("framework");
		for (int i = 0; i < 24; i++) {
			framework.put("version", (i < 12) ? "4.1." + i : i + ".0.0");
			accept(event.put("anonymousId", "deployment-" + i).toString());
		}
		String page = page("/");
		assertThat(page).containsSubsequence("Frameworks", "spring-boot 4.1<", ">12<", "width=\"100.0%\"",
				"and 7 deployments on others", "Every version", "spring-boot 4.1.11", "Runtimes");
		assertThat(page.split("class=\"starts\" height=\"8\"", -1)).as("bars").hasSize(1 + 6 + 1 + 6);
	}

	@Test
	void filtersInTheUrlShouldNarrowTheFleetAndItsPlots() {
		ObjectNode event = Samples.tree("java-init");
		ObjectNode payload = (ObjectNode) event.path("payload");
		for (int i = 0; i < 6; i++) {
			payload.put("environment", (i < 4) ? "production" : "100%_\\x");
			((ObjectNode) payload.path("framework")).put("version", "4." + i % 2 + ".9");
			((ArrayNode) payload.path("config").path("plugins")).removeAll().add((i < 2) ? "passkey" : "two_factor");
			for (int start = 0; start <= i; start++) {
				accept(event.put("anonymousId", "deployment-" + i).toString());
			}
		}
		assertRows("/", 6);
		assertRows("/?q=", 6);
		assertRows("/?environment=production", 4);
		assertRows("/?environment=production&framework=spring-boot&frameworkVersion=4.1", 2);
		assertRows("/?frameworkVersion=4.1.9", 3);
		assertRows("/?frameworkVersion=4", 6);
		assertRows("/?feature=passkey", 2);
		assertRows("/?without=passkey", 4);
		assertRows("/?feature=two", 0);
		assertRows("/?q=PASSK", 2);
		assertRows("/?q=ment-3", 1);
		assertRows("/?q=100%25_%5Cx", 2);
		assertRows("/?q=%25", 2);
		assertRows("/?q=nobody%27%20or%201=1--", 0);
		String alias = page("/deployment?id=deployment-3").replaceAll("(?s).*<h1>([^<]+)</h1>.*", "$1");
		assertRows("/?q=" + alias, 1);
		assertThat(page("/?environment=production")).contains("4 deployments",
				"href=\"/?environment=production&amp;sort=starts\"", "spring-boot 4.1<", "Auth features");
		assertThat(page("/?sort=starts")).containsSubsequence("deployment-5", "deployment-3", "deployment-0");
		assertThat(page("/?sort=nonsense")).contains("deployment-0");
	}

	private void assertRows(String path, int expected) {
		assertThat(page(path).split("<td class=\"name\"", -1)).as(path).hasSize(1 + expected);
	}

	@Test
	void secondPageOfTheFleetShouldShowTheRest() {
		for (int i = 0; i < 53; i++) {
			accept("{\"type\":\"init\",\"anonymousId\":\"deployment-" + i + "\",\"payload\":{}}");
		}
		assertThat(page("/").split("class=\"name\"", -1)).hasSize(51);
		assertThat(page("/?page=1").split("class=\"name\"", -1)).hasSize(4);
		assertThat(page("/stream").split("<li>", -1)).hasSize(51);
	}

	@Test
	void deploymentShouldShowWhatChangedBetweenItsSnapshots() {
		accept(Samples.wire("java-init"));
		accept(Samples.wire("java-init"));
		ObjectNode changed = Samples.tree("java-init");
		((ArrayNode) changed.path("payload").path("config").path("plugins")).add("organization");
		((ObjectNode) changed.path("payload").path("runtime")).put("version", "21.0.4");
		((ObjectNode) changed.path("payload").path("config")).remove("hooks");
		accept(changed.toString());
		String page = page("/deployment?id=" + encoded(ID));
		assertThat(page).contains("4 changes", "First snapshot", ">2 starts<", ">current<");
		assertThat(page).containsSubsequence("config.hooks.after", "false", "is gone",
				"config.plugins[&quot;organization&quot;]", "added", "runtime.version", "17.0.15", "21.0.4");
	}

	@Test
	void changeShouldBeShownHoweverManyStartsCameAfterIt() {
		ObjectNode event = Samples.tree("java-init");
		ObjectNode framework = (ObjectNode) event.path("payload").path("framework");
		framework.put("version", "4.0.7");
		accept(event.toString());
		framework.put("version", "4.1.0");
		for (int i = 0; i < 120; i++) {
			accept(event.toString());
		}
		String page = page("/deployment?id=" + encoded(ID));
		assertThat(page).containsSubsequence("1 change", ">120 starts<", "framework.version", "4.0.7", "4.1.0",
				"First snapshot", ">1 start<");
	}

	@Test
	void snapshotsBeyondAPageShouldBeReachableAndOnlyTheOldestBeTheFirst() {
		for (int i = 0; i < 45; i++) {
			accept("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{\"x\":%d}}".formatted(i));
		}
		String path = "/deployment?id=a";
		int snapshots = 0;
		int first = 0;
		while (path != null) {
			String page = page(path);
			snapshots += page.split(">1 change<", -1).length - 1;
			first += page.split("First snapshot", -1).length - 1;
			path = older(page);
		}
		assertThat(snapshots).isEqualTo(44);
		assertThat(first).isOne();
	}

	@Test
	void changesBeyondALimitShouldBeCounted() {
		accept("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{}}");
		StringBuilder payload = new StringBuilder("\"x\":0");
		for (int i = 0; i < 129; i++) {
			payload.append(",\"x").append(i).append("\":0");
		}
		accept("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{%s}}".formatted(payload));
		assertThat(page("/deployment?id=a")).contains("130 changes", "and 30 more");
	}

	@Test
	void startsOnDifferentHostsShouldBeNoChange() {
		ObjectNode event = Samples.tree("java-init");
		ObjectNode host = (ObjectNode) event.path("payload").path("systemInfo");
		for (int i = 0; i < 20; i++) {
			host.put("cpuModel", "model-" + i % 2).put("memory", i % 2).put("systemRelease", "release-" + i % 2);
			accept(event.toString());
		}
		String page = page("/deployment?id=" + encoded(ID));
		assertThat(page).contains("First snapshot", ">20 starts<", "Hosts", ">10 starts<", "model-0", "model-1")
			.doesNotContain(" change<", " changes<");
	}

	@Test
	void emptyObjectThatIsFilledShouldBeNoChangeOfItsOwn() {
		accept("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{\"a\":{},\"b\":[],\"c\":null,\"d\":{\"e\":1}}}");
		accept("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{\"a\":{\"x\":1},\"b\":[2],\"c\":{\"y\":3},\"d\":{}}}");
		assertThat(page("/deployment?id=a")).contains(">4 changes<")
			.containsSubsequence(">a.x<", ">b[2]<", "added", ">c.y<", ">d.e<", "is gone");
		accept("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{\"a\":{\"x\":1},\"b\":[2],\"c\":{\"y\":3}}}");
		assertThat(page("/deployment?id=a")).containsSubsequence(">1 change<", ">d<", "{} (empty)", "is gone");
	}

	@Test
	void olderEventsShouldBeReachableWithAndWithoutADeployment() {
		for (int i = 0; i < 120; i++) {
			accept("{\"type\":\"t%d\",\"anonymousId\":\"a+b\",\"payload\":{}}".formatted(i));
		}
		for (String start : new String[] { "/stream", "/stream?id=", "/stream?id=a%2Bb" }) {
			String path = start;
			int events = 0;
			while (path != null) {
				String page = page(path);
				events += page.split("<li>", -1).length - 1;
				path = older(page);
			}
			assertThat(events).as(start).isEqualTo(120);
		}
		assertThat(page("/?page=&span=")).contains("120 events");
	}

	private static String older(String page) {
		Matcher matcher = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
		return (matcher.find()) ? text(matcher.group(1)) : null;
	}

	@Test
	void eventStoredUnderOtherLimitsShouldBeShownAllTheSame() {
		accept("{\"type\":\"t\",\"anonymousId\":\"a\",\"payload\":{}}");
		for (String body : new String[] { "{\"x\":1e2147483648}", "{\"" + "K".repeat(49_000) + "\":{}}",
				"[".repeat(5000) + "]".repeat(5000), "[" + "[7],".repeat(50_000) + "7]" }) {
			jdbc().sql("update event set body = ?").param(body).update();
			assertThat(page("/event?number=" + events().get(0).get("id"))).contains("<pre");
			assertThat(page("/deployment?id=a")).contains("no <code>init</code>");
			assertThat(sender().get("/deployments/export?id=a").body()).contains("\"event\":").hasLineCount(1);
		}
	}

	@Test
	void streamShouldShowEventsOfOneDeploymentOrAll() {
		accept(Samples.wire("java-init"));
		accept(Samples.wire("rust-init"));
		accept("{\"type\":\"checkout\",\"payload\":{}}", "RustAuth-Telemetry-Schema", "2");
		assertThat(page("/stream")).contains(">init<", ">checkout<", "newer-schema");
		assertThat(page("/stream?id=" + encoded(ID)).split("<li>", -1)).hasSize(2);
		Object number = events().get(0).get("id");
		assertThat(page("/event?number=" + number)).contains("&quot;anonymousId&quot; : &quot;");
	}

	@Test
	void deadLettersShouldShowTheirReasonAndWhatWasReceived() {
		assertThat(page("/dead-letters")).contains("None.");
		assertThat(sender().post("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{\"runtime\":7}}").statusCode())
			.isEqualTo(422);
		assertThat(page("/dead-letters")).contains("payload/runtime: integer found", "&quot;runtime&quot;:7");
		assertThat(page("/")).contains("class=\"count\">1<");
	}

	@ParameterizedTest
	@ValueSource(strings = { "</script><script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' x='",
			"<img src=x onerror=alert(1)>", "</td></table><h1>", "&lt;b&gt; &amp; %s ${7*7} [[${7*7}]] __${7*7}__",
			"a\nb\u0000\u2028", "\u202eliam", "'; drop table event; --" })
	void hostileTextShouldBeShownAsText(String hostile) {
		String calm = skeletons("calm-calm");
		startEmpty();
		assertThat(skeletons(hostile)).isEqualTo(calm).doesNotContain("49");
		String shown = hostile.replace("\u0000", "\ufffd").replace("\n", " ").strip();
		assertThat(text(page("/"))).contains(shown);
		assertThat(text(page("/deployment?id=" + encoded(hostile.replace("\u0000", "\ufffd"))))).contains(shown);
	}

	/**
	 * All pages after a deployment that says it everywhere: every tag with its
	 * attributes, less what changes anyway.
	 */
	private String skeletons(String text) {
		ObjectNode event = (ObjectNode) Samples.mapTexts(Samples.tree("java-init"), (value) -> text);
		event.put("anonymousId", text);
		accept(event.toString());
		accept(event.toString().replace("\"minPasswordLength\":12", "\"minPasswordLength\":13"));
		String named = Samples.JSON.writeValueAsString(text);
		accept("{\"type\":%1$s,\"anonymousId\":%1$s,\"payload\":{%1$s:%1$s}}".formatted(named));
		assertThat(sender().post("[%s]".formatted(named)).statusCode()).isEqualTo(422);
		String id = encoded(text.replace("\u0000", "\ufffd"));
		Object number = events().get(2).get("id");
		String pages = page("/") + page("/deployment?id=" + id) + page("/stream") + page("/stream?id=" + id)
				+ page("/dead-letters") + page("/event?number=" + number);
		return pages.replaceAll(">[^<]*<", "><")
			.replaceAll("(href|datetime|title|aria-label|value)=\"[^\"]*\"", "")
			.replaceAll("\\s+", " ");
	}

	private static String text(String page) {
		return page.replaceAll("<[^>]*>", "")
			.replace("&lt;", "<")
			.replace("&gt;", ">")
			.replace("&quot;", "\"")
			.replace("&#39;", "'")
			.replace("&amp;", "&");
	}

	@Test
	void pageShouldForbidEverythingItDoesNotNeed() {
		HttpResponse<String> answer = sender().get("/");
		assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
				(policy) -> assertThat(policy).startsWith("default-src 'none'; style-src 'self'; img-src 'self'")
					.doesNotContain("script-src", "unsafe"));
		assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(answer.body()).doesNotContain("<script", "style=");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "evil.example", "localhost.evil.example", "evil.example:8090", "127.0.0.1.evil.example", "" })
	void hostOfAnotherNameShouldBeRefusedWithoutAToken(String host) throws IOException {
		accept("{\"type\":\"t\",\"anonymousId\":\"a\",\"payload\":{}}");
		for (String request : new String[] { "GET / HTTP/1.1", "DELETE /deployments?id=a HTTP/1.1",
				"GET /deployments/export?id=a HTTP/1.1", "GET /actuator/metrics HTTP/1.1", "POST /events HTTP/1.1" }) {
			assertThat(sender().raw(request + "\r\nHost: " + host + "\r\n")).as(request).startsWith("HTTP/1.1 400");
		}
		assertThat(rows("deployment")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:8090", "127.0.0.1", "[::1]", "[::1]:8090" })
	void hostOfThisMachineShouldBeGoodEnough(String host) throws IOException {
		assertThat(sender().raw("GET / HTTP/1.1\r\nHost: " + host + "\r\n")).startsWith("HTTP/1.1 200");
	}

	@Test
	void pageThatDoesNotExistShouldBeNotFound() {
		for (String path : new String[] { "/nothing", "/deployment?id=nobody", "/deployment?id=", "/stream?id=nobody",
				"/event?number=0", "/?page=-1" }) {
			HttpResponse<String> answer = sender().get(path, "Accept", "text/html");
			assertThat(answer.statusCode()).as(path).isEqualTo(404);
			assertThat(answer.body()).contains("There is no such page");
		}
		assertThat(sender().get("/event?number=x", "Accept", "text/html").statusCode()).isEqualTo(400);
	}

	private String page(String path) {
		HttpResponse<String> answer = sender().get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
		return answer.body();
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
