package dev.rustauth.telemetry.sample.collector;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

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
		assertThat(page).contains("spring-boot 4.1.0", "java 17", "axum workspace", "next ^15.2.0", "node 22.14.0",
				"sqlx", "passkey", "production", "e-mail verification");
		assertThat(page).contains("data-label=\"Instances\" class=\"number\">2<");
		assertThat(page).contains("4 events, at most 4 in one bar");
		assertThat(page("/?span=month")).contains("4 events, at most 4 in one bar");
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
		assertThat(page).contains("4 changes", "First snapshot", "same at <span>1</span> later <span>start</span>");
		assertThat(page).containsSubsequence("config.hooks.after", "false", "is gone",
				"config.plugins[&quot;organization&quot;]", "added", "runtime.version", "17.0.15", "21.0.4");
	}

	@Test
	void streamShouldShowEventsOfOneDeploymentOrAll() {
		accept(Samples.wire("java-init"));
		accept(Samples.wire("rust-init"));
		accept("{\"type\":\"checkout\",\"payload\":{}}", "RustAuth-Telemetry-Schema", "2");
		assertThat(page("/stream")).contains(">init<", ">checkout<", "unknown-type", "newer-schema");
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
			.replaceAll("(href|datetime|title|aria-label)=\"[^\"]*\"", "")
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

	@Test
	void pageThatDoesNotExistShouldBeNotFound() {
		for (String path : new String[] { "/nothing", "/deployment?id=nobody", "/event?number=0", "/?page=-1" }) {
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
