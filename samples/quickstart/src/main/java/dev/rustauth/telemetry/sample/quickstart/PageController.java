package dev.rustauth.telemetry.sample.quickstart;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * The page, and the button on it.
 */
@Controller
class PageController {

	static final String BUTTON_EVENT = "quickstart_button";

	/** The page loads nothing but its own style sheet and runs no script. */
	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
			+ "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private final TelemetryPublisher publisher;

	private final ReceivedEvents events;

	private final AtomicInteger published = new AtomicInteger();

	PageController(TelemetryPublisher publisher, ReceivedEvents events) {
		this.publisher = publisher;
		this.events = events;
	}

	/**
	 * Show the page.
	 * @param awaited which press of the button the reader waits for, 0 for none
	 * @param attempt how often the page has looked for it
	 */
	@GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
	ResponseEntity<String> page(@RequestParam(name = "published", defaultValue = "0") int awaited,
			@RequestParam(defaultValue = "0") int attempt) {
		EventsPage page = new EventsPage(this.events.newestFirst(), awaited, attempt);
		return ResponseEntity.ok()
			.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
			.header("X-Content-Type-Options", "nosniff")
			.header("Cache-Control", "no-store")
			.body(page.toHtml());
	}

	/**
	 * Publish an event. It leaves by the same way as {@code init}: queue, HTTP,
	 * collector.
	 */
	@PostMapping("/publish")
	String publish() {
		int count = this.published.incrementAndGet();
		this.publisher.publish(BUTTON_EVENT, Map.of("count", count, "time", Instant.now().toString()));
		return "redirect:/?published=" + count;
	}

	@GetMapping(path = "/events/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<byte[]> event(@PathVariable long number) {
		byte[] body = this.events.find(number)
			.map(ReceivedEvent::body)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		return ResponseEntity.ok().header("X-Content-Type-Options", "nosniff").body(body);
	}

}
