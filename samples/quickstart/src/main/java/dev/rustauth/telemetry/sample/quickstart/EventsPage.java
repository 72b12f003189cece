package dev.rustauth.telemetry.sample.quickstart;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.web.util.HtmlUtils;

/**
 * The page as HTML. Everything that came in from outside passes through
 * {@link #escape(String)} or {@link JsonHtml}.
 */
final class EventsPage {

	private static final int MAX_ATTEMPTS = 5;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

	private final List<ReceivedEvent> events;

	private final int awaited;

	private final int attempt;

	/**
	 * Make a page.
	 * @param events what to show, in this order
	 * @param awaited which press of the button the reader waits for, 0 for none
	 * @param attempt how often the page has looked for it
	 */
	EventsPage(List<ReceivedEvent> events, int awaited, int attempt) {
		this.events = events;
		this.awaited = awaited;
		this.attempt = attempt;
	}

	String toHtml() {
		return """
				<!DOCTYPE html>
				<html lang="en">
				<head>
				<meta charset="UTF-8">
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<meta name="color-scheme" content="light dark">
				%s<title>RustAuth telemetry quickstart</title>
				<link rel="icon" href="icon.svg" type="image/svg+xml">
				<link rel="stylesheet" href="quickstart.css">
				</head>
				<body>
				%s
				<main>
				<section class="events" aria-label="Events received">
				%s
				</section>
				<aside>
				%s
				</aside>
				</main>
				</body>
				</html>
				""".formatted(refresh(), header(), notice() + cards(), EXPLANATION);
	}

	private boolean isAwaiting() {
		return this.awaited > 0 && this.events.stream()
			.filter((event) -> event.type().equals(PageController.BUTTON_EVENT))
			.noneMatch((event) -> event.json().path("payload").path("count").asInt(0) >= this.awaited);
	}

	/**
	 * Look again on its own while something is on its way, but not forever.
	 */
	private String refresh() {
		if (this.attempt >= MAX_ATTEMPTS || !(this.events.isEmpty() || isAwaiting())) {
			return "";
		}
		return "<meta http-equiv=\"refresh\" content=\"1;url=./?published=%d&amp;attempt=%d\">\n"
			.formatted(this.awaited, this.attempt + 1);
	}

	private String header() {
		return """
				<header>
				<p class="brand"><img src="icon.svg" alt="" width="22" height="22"> RustAuth telemetry <span>quickstart</span></p>
				<h1>%s</h1>
				<p class="lead">Once it is ready, it posts one <code>init</code> event over HTTP to the collector that
				<code>application.yml</code> names. Here that is a controller of the application itself, so that you can read
				exactly what would leave.</p>
				</header>
				"""
			.formatted(title());
	}

	private String title() {
		if (this.events.isEmpty()) {
			return "Nothing has arrived yet.";
		}
		boolean introduced = this.events.stream().anyMatch((event) -> event.type().equals("init"));
		return (introduced) ? "This application has introduced itself." : "This is what arrived.";
	}

	private String notice() {
		if (isAwaiting()) {
			return (this.attempt < MAX_ATTEMPTS)
					? "<p class=\"notice\" role=\"status\">Event %d is on its way…</p>\n".formatted(this.awaited)
					: "<p class=\"notice\" role=\"status\">Event %d has not arrived. Is telemetry switched off?</p>\n"
						.formatted(this.awaited);
		}
		return "";
	}

	private String cards() {
		if (this.events.isEmpty()) {
			return EMPTY;
		}
		return this.events.stream().map(this::card).collect(Collectors.joining("\n"));
	}

	private String card(ReceivedEvent event) {
		ZonedDateTime time = event.receivedAt().atZone(ZoneId.systemDefault());
		String headers = event.headers()
			.entrySet()
			.stream()
			.map((header) -> "<div><dt>" + escape(header.getKey()) + "</dt><dd>" + escape(header.getValue())
					+ "</dd></div>")
			.collect(Collectors.joining("\n"));
		return """
				<article>
				<div class="head">
				<h2>%s</h2>
				<p><time datetime="%s">%s</time> <span>%s</span> <a href="events/%d">raw<span class="hidden"> JSON of event %d</span></a></p>
				</div>
				<dl>
				%s
				</dl>
				<div class="json" dir="ltr">
				%s</div>
				</article>
				"""
			.formatted(escape(event.type()), time.truncatedTo(ChronoUnit.MILLIS).toOffsetDateTime(), TIME.format(time),
					size(event.size()), event.number(), event.number(), headers, JsonHtml.of(event.json()));
	}

	private static String size(int bytes) {
		return (bytes < 1000) ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f kB", bytes / 1000.0);
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

	private static final String EMPTY = """
			<div class="empty">
			<h2>No event received</h2>
			<p>If the application has only just started, <a href="./">look again</a> in a moment.</p>
			<p>If it stays like this, they go elsewhere: the log has a line “events go to …”, and
			<code>RUSTAUTH_TELEMETRY_ENDPOINT</code> says where. Or telemetry is off: <code>RUSTAUTH_TELEMETRY</code>, <code>DO_NOT_TRACK</code> or
			<code>rustauth.telemetry.enabled</code> says so, or the endpoint can't be used. Then the log has a line that
			begins with “RustAuth telemetry is off”.</p>
			</div>
			""";

	private static final String EXPLANATION = """
			<section class="publish">
			<h2>Send one yourself</h2>
			<pre><code>telemetryPublisher.publish(
			  "quickstart_button",
			  Map.of("count", n, "time", now));</code></pre>
			<form method="post" action="publish"><button>Publish an event</button></form>
			<p>The call returns at once. The event waits in a bounded queue and leaves after <code>init</code>.</p>
			</section>
			<section>
			<h2>What you are looking at</h2>
			<ul>
			<li><b>config</b> is a redacted snapshot of the auth options, here the ones in <code>application.yml</code>.
			Groups in which nothing is set are folded: click them.</li>
			<li><b>runtime</b> to <b>packageManager</b> say where it runs. What isn't known is <code>null</code>.</li>
			<li><b>anonymousId</b> is a hash of base URL and project name: the same after a restart, and no secret to
			someone who can guess both.</li>
			</ul>
			</section>
			<section>
			<h2>What never leaves</h2>
			<p>Passwords, tokens, client secrets, user data, host names and URLs have no place in the snapshot. It goes to
			the collector you name and to nobody else; unless somebody switches telemetry on and names one, nothing is
			sent at all.</p>
			</section>
			<section>
			<h2>Switch it off</h2>
			<dl class="keys">
			<div><dt><code>RUSTAUTH_TELEMETRY=false</code></dt><dd>in the environment: beats everything else</dd></div>
			<div><dt><code>rustauth.telemetry.enabled: false</code></dt><dd>in the configuration; unset is off, too</dd></div>
			<div><dt><code>DO_NOT_TRACK=1</code></dt><dd>too, unless <code>RUSTAUTH_TELEMETRY=true</code></dd></div>
			<div><dt><code>rustauth.telemetry.debug: true</code></dt><dd>prints events to the log instead of sending them</dd></div>
			</dl>
			</section>
			""";

}
