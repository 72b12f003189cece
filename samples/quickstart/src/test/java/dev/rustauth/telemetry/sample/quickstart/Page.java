package dev.rustauth.telemetry.sample.quickstart;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.util.HtmlUtils;

/**
 * The page as a reader sees it.
 */
record Page(String html) {

	private static final Pattern TYPE = Pattern.compile("<article>\\s*<div class=\"head\">\\s*<h2>(.*?)</h2>",
			Pattern.DOTALL);

	private static final Pattern JSON = Pattern.compile("<div class=\"json\" dir=\"ltr\">(.*?)</article>",
			Pattern.DOTALL);

	static Page get(RestTestClient client, String uri) {
		return new Page(client.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("text/html;charset=UTF-8")
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	List<String> types() {
		return TYPE.matcher(this.html).results().map((result) -> text(result.group(1))).toList();
	}

	/** The JSON blocks without their tags, which are JSON again. */
	List<String> jsonBlocks() {
		return JSON.matcher(this.html).results().map((result) -> text(result.group(1))).toList();
	}

	private static String text(String html) {
		return HtmlUtils.htmlUnescape(html.replaceAll("<[^>]*>", ""));
	}

}
