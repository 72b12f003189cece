package dev.rustauth.telemetry.sample.collector.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What changed in the fleet, as one stream.
 */
@Controller
class ChangesController {

	private final PageReads reads;

	private final Fleet fleet;

	private final ChangeList changes;

	ChangesController(PageReads reads, Fleet fleet, ChangeList changes) {
		this.reads = reads;
		this.fleet = fleet;
		this.changes = changes;
	}

	@GetMapping("/changes")
	String changes(@RequestParam Map<String, String> parameters,
			@RequestParam(required = false) @Nullable String before, @ModelAttribute("times") Times times,
			Model model) {
		FleetFilter filter = FleetFilter.of(parameters);
		Range range = Range.of(filter, "30", times);
		return this.reads.show(model, () -> {
			String id = filter.get("id");
			if (id != null) {
				model.addAttribute("deployment", this.fleet.find(id).orElseThrow(PageReads::notFound));
			}
			List<FleetChange> found = this.changes.changes(filter, range, before);
			List<FleetChange> shown = found.subList(0, Math.min(found.size(), ChangeList.PAGE_SIZE));
			Map<String, List<FleetChange>> days = new LinkedHashMap<>();
			shown.forEach(
					(change) -> days.computeIfAbsent(times.day(change.last()), (day) -> new java.util.ArrayList<>())
						.add(change));
			model.addAttribute("days", days);
			if (found.size() > shown.size()) {
				model.addAttribute("before", shown.get(shown.size() - 1).key());
			}
			model.addAttribute("filter", filter);
			model.addAttribute("range", range);
			model.addAttribute("presets", Range.PRESETS);
			model.addAttribute("environments", this.fleet.choices().getOrDefault("environment", List.of()));
			return "changes";
		});
	}

}
