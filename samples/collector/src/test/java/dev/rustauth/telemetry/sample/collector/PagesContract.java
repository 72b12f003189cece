package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Locale;
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
				"and 7 deployments on other versions", "Every version", "spring-boot 4.1.11", "Runtimes");
		assertThat(page.split("class=\"starts\" height=\"8\"", -1)).as("bars").hasSize(1 + 6 + 1 + 6);
	}

	@Test
	void featuresWithoutABarShouldBeCountedAsFeatures() {
		ObjectNode event = Samples.tree("java-init");
		ArrayNode plugins = (ArrayNode) event.path("payload").path("config").path("plugins");
		plugins.removeAll();
		for (int i = 0; i < 12; i++) {
			plugins.add("plugin-" + i);
		}
		for (int i = 0; i < 4; i++) {
			accept(event.put("anonymousId", "deployment-" + i).toString());
		}
		Matcher rest = Pattern.compile("and (\\d+) more features").matcher(page("/"));
		assertThat(rest.find()).isTrue();
		assertThat(Integer.parseInt(rest.group(1))).isBetween(6, 15);
		assertThat(page("/")).doesNotContain("on others", "on other versions");
	}

	@Test
	void lastHeardOfShouldSayWhatItMeans() {
		accept(Samples.wire("java-init"));
		assertThat(page("/")).contains("One that was heard of", "may well be running")
			.doesNotContain("Last seen", "Seen in");
		assertThat(page("/deployment?id=" + encoded(ID))).contains("Last heard of", "First heard of")
			.doesNotContain("Last seen");
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
		assertThat(page("/stream?until=2020-01-01T00:00")).contains("Nothing here");
		assertThat(page("/stream?until=2100-01-01").split("<li>", -1)).hasSize(51);
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
	void changesOfAllDeploymentsShouldBeOneStreamInWords() {
		ObjectNode event = Samples.tree("java-init");
		ObjectNode payload = (ObjectNode) event.path("payload");
		ObjectNode config = (ObjectNode) payload.put("environment", "production").path("config");
		((ObjectNode) config.path("emailVerification")).put("sendVerificationEmail", true);
		accept(event.toString());
		accept(event.put("anonymousId", "other").toString());
		event.put("anonymousId", ID);
		((ObjectNode) config.path("emailVerification")).put("sendVerificationEmail", false);
		((ArrayNode) config.path("plugins")).add("organization");
		((ObjectNode) payload.path("framework")).put("version", "4.1.9");
		accept(event.toString());
		accept(event.toString());
		String page = page("/changes");
		assertThat(text(page)).containsSubsequence("production", "e-mail verification was switched off",
				"plugin organization was added", "framework.version went from 4.1.0 to 4.1.9",
				"was heard of for the first time", "was heard of for the first time");
		assertThat(changes("/changes")).isEqualTo(3);
		assertThat(changes("/changes?q=E-Mail%20verification")).isOne();
		assertThat(changes("/changes?q=ORGANIZATION")).isOne();
		assertThat(changes("/changes?q=passkeys")).isZero();
		assertThat(changes("/changes?id=other")).isOne();
		assertThat(changes("/changes?environment=nowhere")).isZero();
		assertThat(changes("/changes?from=2020-01-01&to=2020-01-31")).isZero();
		assertThat(changes("/changes?from=nonsense&to=99999999999-01-01&days=7&before=nonsense")).isZero();
	}

	@Test
	void changeBackAndForthShouldBeAsManyRowsAsThereAreDirections() {
		ObjectNode event = Samples.tree("java-init");
		for (int i = 0; i < 30; i++) {
			((ObjectNode) event.path("payload").path("framework")).put("version", "4.1." + i % 2);
			accept(event.toString());
		}
		assertThat(rows("configuration_change")).hasSize(3);
		assertThat(text(page("/changes"))).contains("went from 4.1.0 to 4.1.1", "15 times since",
				"went from 4.1.1 to 4.1.0", "14 times since");
	}

	@Test
	void changesBeyondAPageShouldBeReachableAndEachBeThereOnce() {
		for (int i = 0; i < 120; i++) {
			accept("{\"type\":\"init\",\"anonymousId\":\"a\",\"payload\":{\"x\":%d}}".formatted(i));
		}
		String path = "/changes";
		StringBuilder all = new StringBuilder();
		while (path != null) {
			String page = page(path);
			all.append(text(page));
			path = older(page);
		}
		for (int i = 1; i < 120; i++) {
			assertThat(all.toString().split("went from %d to %d\n".formatted(i - 1, i), -1)).as("%d", i).hasSize(2);
		}
	}

	@Test
	void barsShouldLeadToExactlyTheDeploymentsThatTheyCount() {
		String[] versions = { "4.1.0", "^4.1.2", "v4.1.3", ">=4.1", "4.1", "4.10.0", "^4.10", "5", "" };
		ObjectNode event = Samples.tree("java-init");
		ObjectNode payload = (ObjectNode) event.path("payload");
		for (int i = 0; i < versions.length; i++) {
			((ObjectNode) payload.path("framework")).put("version", versions[i]);
			((ObjectNode) payload.path("systemInfo")).put("deploymentVendor", (i < 2) ? "fly-io" : "aws");
			accept(event.put("anonymousId", "deployment-" + i).toString());
		}
		Matcher bar = Pattern.compile("href=\"([^\"]+)\"><bdi>spring-boot[^<]*</bdi></a> <b>(\\d+)</b>")
			.matcher(page("/"));
		int bars = 0;
		while (bar.find()) {
			assertRows(text(bar.group(1)), Integer.parseInt(bar.group(2)));
			bars++;
		}
		assertThat(bars).as("bars and versions").isEqualTo(4 + versions.length);
		assertRows("/?frameworkVersion=4.1", 5);
		assertRows("/?vendor=fly-io", 2);
		assertRows("/?q=FLY-", 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Checkout, Europe", "<b>\"x\"&'</b>", "\u202eliam", "=1+1" })
	void nameOfADeploymentShouldBeShownInsteadOfItsAliasAndBeSearchedFor(String name) {
		accept(Samples.wire("java-init"));
		accept("{\"type\":\"t\",\"anonymousId\":\"other\",\"payload\":{}}");
		HttpResponse<String> answer = sender().postForm("/deployment/name?id=" + encoded(ID),
				"name=" + encoded(" " + name + "\r\n"));
		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/deployment?id=" + encoded(ID));
		for (String path : new String[] { "/", "/stream", "/changes", "/deployment?id=" + encoded(ID),
				"/stream?id=" + encoded(ID), "/changes?id=" + encoded(ID) }) {
			assertThat(text(page(path))).as(path).contains(name);
		}
		assertRows("/?q=" + encoded(name.toUpperCase(Locale.ROOT)), 1);
		accept(Samples.wire("java-init"));
		assertThat(text(page("/"))).contains(name);
		assertThat(sender().postForm("/deployment/name?id=" + encoded(ID), "name=").statusCode()).isEqualTo(303);
		assertThat(text(page("/"))).doesNotContain(name);
		assertThat(sender().postForm("/deployment/name?id=nobody", "name=x").statusCode()).isEqualTo(404);
		assertThat(sender().postForm("/deployment/name?id=other", "name=" + "W".repeat(500)).statusCode())
			.isEqualTo(303);
		assertThat(text(page("/"))).contains("W".repeat(60)).doesNotContain("W".repeat(61));
	}

	@Test
	void timesShouldBeThoseOfTheReadersZone() {
		accept(Samples.wire("java-init"));
		jdbc().sql("update event set received_at = ?").param(OffsetDateTime.parse("2026-07-01T22:30:00Z")).update();
		String path = "/event?number=" + events().get(0).get("id");
		assertThat(page(path)).contains("2026-07-01 22:30:00 UTC");
		HttpResponse<String> answer = sender().postForm("/zone", "zone=Asia%2FKolkata");
		assertThat(answer.statusCode()).isEqualTo(303);
		String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
		assertThat(cookie).contains("SameSite=Lax");
		cookie = cookie.replaceAll(";.*", "");
		assertThat(sender().get(path, "Cookie", cookie).body()).contains("2026-07-02 04:00:00 IST", "Asia/Kolkata");
		assertThat(sender().get("/?days=7", "Cookie", cookie).body()).contains("1 events, at most 1 in one bar");
		assertThat(sender().get("/zone", "Cookie", cookie).body()).contains("selected=\"selected\">Asia/Kolkata<");
		for (String zone : new String[] { "nonsense", "%3Cscript%3E", "", "%00" }) {
			assertThat(sender().get(path, "Cookie", "zone=" + zone).body()).as(zone)
				.contains("2026-07-01 22:30:00 UTC");
			assertThat(sender().postForm("/zone", "zone=" + zone).headers().firstValue("Set-Cookie").orElseThrow())
				.startsWith("zone=UTC;");
		}
	}

	@Test
	void anyStretchOfTimeShouldBeShown() {
		accept(Samples.wire("java-init"));
		accept("{\"type\":\"t\",\"anonymousId\":\"new\",\"payload\":{}}");
		jdbc().sql("update event_count set at_hour = ?").param(OffsetDateTime.parse("2026-03-10T05:00:00Z")).update();
		jdbc().sql("update deployment set first_seen = ?, last_seen = ? where anonymous_id <> 'new'")
			.params(OffsetDateTime.parse("2026-03-01T05:00:00Z"), OffsetDateTime.parse("2026-03-10T05:00:00Z"))
			.update();
		for (String query : new String[] { "from=2026-03-10&to=2026-03-10", "from=2026-03-08&to=2026-03-14",
				"from=2026-01-01&to=2026-03-31", "from=2025-01-01&to=2026-03-31", "from=2010-01-01&to=2030-12-31",
				"from=2026-03-10T05:00&to=2026-03-10T06:00" }) {
			assertThat(page("/?" + query)).as(query).contains("2 events, at most 2 in one bar");
			assertThat(page("/?" + query).split("class=\"slot\" y=", -1).length).as(query).isLessThan(260);
		}
		for (String query : new String[] { "from=2026-03-11&to=2026-03-14", "from=nonsense&to=", "days=7", "days=x",
				"from=2026-03-14&to=2026-03-01", "from=-999999999-01-01", "to=+999999999-12-31" }) {
			assertThat(page("/?" + query)).as(query).contains("0 events, at most 1 in one bar");
		}
		assertRows("/?heard=in&from=2026-03-05&to=2026-03-06", 1);
		assertRows("/?heard=in&from=2026-03-11&to=2026-03-12", 0);
		assertRows("/?heard=new&from=2026-03-01&to=2026-03-02", 1);
		assertRows("/?heard=new&from=2026-03-02&to=2026-03-10", 0);
		assertRows("/?heard=not&days=30", 1);
		assertRows("/?heard=nonsense", 2);
	}

	@Test
	void versionsShouldBeGroupedByMinorWithTheirRollout() {
		ObjectNode event = Samples.tree("java-init");
		ObjectNode framework = (ObjectNode) event.path("payload").path("framework");
		for (int i = 0; i < 6; i++) {
			framework.put("version", "4.0." + i);
			accept(event.put("anonymousId", "deployment-" + i).toString());
		}
		jdbc().sql("update version_use set used_from = ?").param(OffsetDateTime.now().minusDays(10)).update();
		framework.put("version", "4.1.0");
		for (int i = 0; i < 4; i++) {
			accept(event.put("anonymousId", "deployment-" + i).toString());
		}
		String page = page("/versions?days=30");
		assertThat(page).containsSubsequence("Rollout of <bdi>spring-boot", "4.0: 6<", "4.0: 6<", "4.0: 2, 4.1: 4<",
				"<bdi>4.1</bdi>", ">4<", ">67 %<", "<bdi>4.1.0</bdi>", "<bdi>4.0</bdi>", ">2<", ">33 %<", "10 days ago",
				"<bdi>4.0.5</bdi>", ">1<", "<bdi>4.0.0</bdi>", ">0<");
		assertThat(page("/versions?of=runtime")).contains("Rollout of <bdi>java", "6 deployments now");
		assertThat(page("/versions?name=nothing")).contains("No deployment has said anything");
		assertThat(page("/versions?environment=nowhere")).contains("No deployment has said anything");
		assertRows(text(page.replaceAll("(?s).*<th scope=\"row\"><a href=\"([^\"]+)\"><bdi>4.1<.*", "$1")), 4);
		framework.put("version", "4.0.0");
		accept(event.put("anonymousId", "deployment-0").toString());
		assertThat(page("/versions?days=30")).contains("4.0: 3, 4.1: 3<");
		assertThat(rows("version_use")).filteredOn((row) -> row.get("what").equals("framework")).hasSize(10);
	}

	private int changes(String path) {
		return page(path).split("<p class=\"who\"", -1).length - 1;
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
			"<img src=x onerror=alert(1)>", "</td></table><h1>",
			"&lt;b&gt; &amp; %s ${7*731} [[${7*731}]] __${7*731}__", "a\nb\u0000\u2028", "\u202eliam",
			"'; drop table event; --" })
	void hostileTextShouldBeShownAsText(String hostile) {
		String calm = skeletons("calm-calm");
		startEmpty();
		assertThat(skeletons(hostile)).isEqualTo(calm).doesNotContain("5117");
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
				+ page("/versions") + page("/versions?of=runtime") + page("/changes") + page("/changes?id=" + id)
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
					.contains("; script-src 'self'; ")
					.doesNotContain("unsafe"));
		assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(answer.body().replace("<script src=\"/collector.js\" defer></script>", "")).doesNotContain("<script",
				"style=", "javascript:");
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
				"/event?number=0", "/?page=-1", "/changes?id=nobody" }) {
			HttpResponse<String> answer = sender().get(path, "Accept", "text/html");
			assertThat(answer.statusCode()).as(path).isEqualTo(404);
			assertThat(answer.body()).contains("There is no such page").contains("may have been deleted");
		}
		HttpResponse<String> unreadable = sender().get("/event?number=x", "Accept", "text/html");
		assertThat(unreadable.statusCode()).isEqualTo(400);
		assertThat(unreadable.body()).contains("That did not work").doesNotContain("may have been deleted");
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
