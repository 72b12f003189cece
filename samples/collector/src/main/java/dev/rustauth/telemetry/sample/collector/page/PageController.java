package dev.rustauth.telemetry.sample.collector.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The pages. Each is a view of the same tables; nothing on them changes anything.
 */
@Controller
class PageController {

	private static final int MAX_PAGE = 100_000;

	private final Fleet fleet;

	private final Clock clock;

	PageController(Fleet fleet, Clock clock) {
		this.fleet = fleet;
		this.clock = clock;
	}

	@ModelAttribute("deadLetterCount")
	long deadLetterCount() {
		return this.fleet.deadLetterCount();
	}

	@GetMapping("/")
	String fleet(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "day") String span,
			Model model) {
		boolean month = span.equals("month");
		Instant now = this.clock.instant();
		addPage(model, page, this.fleet.deployments(checked(page)));
		model.addAttribute("month", month);
		model.addAttribute("plot", TimePlot.of(this.fleet.counts(TimePlot.start(now, month)), now, month));
		model.addAttribute("shares", List.of(SharePlot.of("Frameworks", this.fleet.shares(true)),
				SharePlot.of("Runtimes", this.fleet.shares(false))));
		model.addAttribute("deployments", this.fleet.deploymentCount());
		model.addAttribute("active", this.fleet.activeSince(now.minus(Duration.ofDays(1))));
		model.addAttribute("events", this.fleet.eventCount());
		return "fleet";
	}

	@GetMapping("/deployment")
	String deployment(@RequestParam String id, Model model) {
		model.addAttribute("deployment", this.fleet.find(id).orElseThrow(PageController::notFound));
		List<StoredEvent> inits = this.fleet.snapshots(id);
		model.addAttribute("snapshots", Snapshots.of(inits));
		model.addAttribute("current",
				(inits.isEmpty()) ? List.of() : Snapshots.values(inits.get(0).body()).entrySet().stream().toList());
		return "deployment";
	}

	@GetMapping("/stream")
	String stream(@RequestParam(required = false) @Nullable String id,
			@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
		List<StoredEvent> events = this.fleet.events(id, before);
		addPage(model, 0, events);
		if (events.size() > Fleet.PAGE_SIZE) {
			model.addAttribute("before", events.get(Fleet.PAGE_SIZE - 1).number());
		}
		model.addAttribute("id", id);
		model.addAttribute("alias", (id != null) ? Alias.of(id) : null);
		return "stream";
	}

	@GetMapping("/event")
	String event(@RequestParam long number, Model model) {
		StoredEvent event = this.fleet.event(number).orElseThrow(PageController::notFound);
		model.addAttribute("event", event);
		model.addAttribute("json", Snapshots.pretty(event.body()));
		return "event";
	}

	@GetMapping("/dead-letters")
	String deadLetters(@RequestParam(defaultValue = "0") int page, Model model) {
		addPage(model, page, this.fleet.deadLetters(checked(page)));
		return "dead-letters";
	}

	private static void addPage(Model model, int page, List<?> rows) {
		model.addAttribute("rows", rows.subList(0, Math.min(rows.size(), Fleet.PAGE_SIZE)));
		model.addAttribute("page", page);
		model.addAttribute("more", rows.size() > Fleet.PAGE_SIZE);
	}

	private static int checked(int page) {
		if (page < 0 || page > MAX_PAGE) {
			throw notFound();
		}
		return page;
	}

	private static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}
