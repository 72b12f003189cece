package dev.rustauth.telemetry.sample.collector.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;

import dev.rustauth.telemetry.sample.collector.EventJson;
import dev.rustauth.telemetry.sample.collector.store.BoundedReads;

/**
 * The pages. Each is a view of the same tables; nothing on them changes anything.
 */
@Controller
class PageController {

	private static final int MAX_PAGE = 100_000;

	private static final String NEWEST = "" + Long.MAX_VALUE;

	private final BoundedReads reads;

	private final Fleet fleet;

	private final EventJson json;

	private final Clock clock;

	PageController(BoundedReads reads, Fleet fleet, EventJson json, Clock clock) {
		this.reads = reads;
		this.fleet = fleet;
		this.json = json;
		this.clock = clock;
	}

	@GetMapping("/")
	String fleet(@RequestParam Map<String, String> parameters, @RequestParam(defaultValue = "0") int page,
			Model model) {
		FleetFilter filter = FleetFilter.of(parameters);
		return show(model, () -> {
			boolean month = "month".equals(filter.get("span"));
			Instant now = this.clock.instant();
			addPage(model, page, this.fleet.deployments(filter, checked(page)));
			model.addAttribute("filter", filter);
			model.addAttribute("choices", this.fleet.choices());
			model.addAttribute("matching", this.fleet.count(filter));
			model.addAttribute("month", month);
			model.addAttribute("plot", TimePlot.of(this.fleet.counts(TimePlot.start(now, month)), now, month));
			model.addAttribute("shares",
					List.of(SharePlot.of("Frameworks", "framework", this.fleet.shares(true, filter)),
							SharePlot.of("Runtimes", "runtime", this.fleet.shares(false, filter)),
							SharePlot.of("Auth features", "feature", this.fleet.adoption(filter))));
			model.addAttribute("deployments", this.fleet.deploymentCount());
			model.addAttribute("active", this.fleet.activeSince(now.minus(Duration.ofDays(1))));
			model.addAttribute("events", this.fleet.eventCount());
			return "fleet";
		});
	}

	@GetMapping("/deployment")
	String deployment(@RequestParam String id, @RequestParam(defaultValue = NEWEST) long before, Model model) {
		return show(model, () -> {
			model.addAttribute("deployment", this.fleet.find(id).orElseThrow(PageController::notFound));
			List<StoredSnapshot> snapshots = this.fleet.snapshots(id, "configuration", before);
			model.addAttribute("snapshots", Snapshots.of(snapshots, Fleet.SNAPSHOTS));
			if (snapshots.size() > Fleet.SNAPSHOTS) {
				model.addAttribute("before", snapshots.get(Fleet.SNAPSHOTS - 1).number());
			}
			List<StoredSnapshot> hosts = this.fleet.snapshots(id, "host", Long.MAX_VALUE);
			model.addAttribute("hosts", hosts.subList(0, Math.min(hosts.size(), Fleet.SNAPSHOTS)));
			model.addAttribute("moreHosts", hosts.size() > Fleet.SNAPSHOTS);
			model.addAttribute("current",
					this.fleet.currentConfiguration(id)
						.map((snapshot) -> List.copyOf(snapshot.values().entrySet()))
						.orElse(List.of()));
			return "deployment";
		});
	}

	/**
	 * Events, newest first. An id that is there but empty is none.
	 */
	@GetMapping("/stream")
	String stream(@RequestParam(required = false) @Nullable String id, @RequestParam(defaultValue = NEWEST) long before,
			Model model) {
		return show(model, () -> {
			String of = (id == null || id.isEmpty()) ? null : id;
			if (of != null && this.fleet.find(of).isEmpty()) {
				throw notFound();
			}
			List<StoredEvent> events = this.fleet.events(of, before);
			addPage(model, 0, events);
			if (events.size() > Fleet.PAGE_SIZE) {
				model.addAttribute("before", events.get(Fleet.PAGE_SIZE - 1).number());
			}
			model.addAttribute("id", of);
			model.addAttribute("alias", (of != null) ? Alias.of(of) : null);
			return "stream";
		});
	}

	@GetMapping("/event")
	String event(@RequestParam long number, Model model) {
		return show(model, () -> {
			StoredEvent event = this.fleet.event(number).orElseThrow(PageController::notFound);
			model.addAttribute("event", event);
			model.addAttribute("json", pretty(event.body()));
			return "event";
		});
	}

	private String pretty(String body) {
		try {
			return this.json.pretty(body);
		}
		catch (JacksonException ex) {
			// It was stored under other limits.
			return body;
		}
	}

	@GetMapping("/dead-letters")
	String deadLetters(@RequestParam(defaultValue = "0") int page, Model model) {
		return show(model, () -> {
			addPage(model, page, this.fleet.deadLetters(checked(page)));
			return "dead-letters";
		});
	}

	/**
	 * Read what a page shows, within the time that people wait.
	 */
	private String show(Model model, Callable<String> page) {
		return this.reads.call(() -> {
			model.addAttribute("deadLetterCount", this.fleet.deadLetterCount());
			return page.call();
		});
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
