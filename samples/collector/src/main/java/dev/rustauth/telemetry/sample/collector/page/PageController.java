package dev.rustauth.telemetry.sample.collector.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JacksonException;

import dev.rustauth.telemetry.sample.collector.EventJson;

/**
 * The pages. Each is a view of the same tables; nothing on them changes anything.
 */
@Controller
class PageController {

	private static final int MAX_PAGE = 100_000;

	private static final String NEWEST = "" + Long.MAX_VALUE;

	private final PageReads reads;

	private final Fleet fleet;

	private final EventJson json;

	PageController(PageReads reads, Fleet fleet, EventJson json) {
		this.reads = reads;
		this.fleet = fleet;
		this.json = json;
	}

	@GetMapping("/")
	String fleet(@RequestParam Map<String, String> parameters, @RequestParam(defaultValue = "0") int page,
			@ModelAttribute("times") Times times, Model model) {
		FleetFilter filter = FleetFilter.of(parameters);
		Range range = Range.of(filter, "1", times);
		return this.reads.show(model, () -> {
			Fleet.Selection selection = this.fleet.select(filter, range);
			Summary summary = this.fleet.summary(selection);
			Fleet.Size size = this.fleet.size(times.now().minus(Duration.ofDays(1)));
			addPage(model, page, this.fleet.deployments(selection, checked(page)));
			model.addAttribute("filter", filter);
			model.addAttribute("choices", this.fleet.choices());
			model.addAttribute("matching", summary.deployments());
			model.addAttribute("range", range);
			model.addAttribute("presets", Range.PRESETS);
			model.addAttribute("plot", TimePlot.of(this.fleet.counts(range), range));
			model.addAttribute("shares",
					List.of(SharePlot.ofVersions("Frameworks", "framework", summary.frameworks()),
							SharePlot.ofVersions("Runtimes", "runtime", summary.runtimes()),
							SharePlot.ofFeatures("Auth features", "feature", summary.features())));
			model.addAttribute("deployments", size.deployments());
			model.addAttribute("active", size.active());
			model.addAttribute("events", this.fleet.eventCount());
			return "fleet";
		});
	}

	@GetMapping("/deployment")
	String deployment(@RequestParam String id, @RequestParam(defaultValue = NEWEST) long before, Model model) {
		return this.reads.show(model, () -> {
			model.addAttribute("deployment", this.fleet.find(id).orElseThrow(PageReads::notFound));
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
	String stream(@RequestParam Map<String, String> parameters, @RequestParam(defaultValue = NEWEST) long before,
			@ModelAttribute("times") Times times, Model model) {
		String id = parameters.get("id");
		Instant until = Range.moment(parameters.get("until"), 1, times.zone());
		return this.reads.show(model, () -> {
			String of = (id == null || id.isEmpty()) ? null : id;
			String title = (of != null) ? this.fleet.find(of).orElseThrow(PageReads::notFound).title() : null;
			List<StoredEvent> events = this.fleet.events(of,
					Math.min(before, (until != null) ? this.fleet.firstFrom(until) : before));
			addPage(model, 0, events);
			if (events.size() > Fleet.PAGE_SIZE) {
				model.addAttribute("before", events.get(Fleet.PAGE_SIZE - 1).number());
			}
			model.addAttribute("id", of);
			model.addAttribute("until", until);
			model.addAttribute("title", title);
			return "stream";
		});
	}

	@GetMapping("/event")
	String event(@RequestParam long number, Model model) {
		return this.reads.show(model, () -> {
			StoredEvent event = this.fleet.event(number).orElseThrow(PageReads::notFound);
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
		return this.reads.show(model, () -> {
			addPage(model, page, this.fleet.deadLetters(checked(page)));
			return "dead-letters";
		});
	}

	private static void addPage(Model model, int page, List<?> rows) {
		model.addAttribute("rows", rows.subList(0, Math.min(rows.size(), Fleet.PAGE_SIZE)));
		model.addAttribute("page", page);
		model.addAttribute("more", rows.size() > Fleet.PAGE_SIZE);
	}

	private static int checked(int page) {
		if (page < 0 || page > MAX_PAGE) {
			throw PageReads.notFound();
		}
		return page;
	}

}
