package dev.rustauth.telemetry.sample.collector.page;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Which versions the fleet runs, and how that came about.
 */
@Controller
class VersionsController {

	private final PageReads reads;

	private final Fleet fleet;

	private final VersionList versions;

	VersionsController(PageReads reads, Fleet fleet, VersionList versions) {
		this.reads = reads;
		this.fleet = fleet;
		this.versions = versions;
	}

	@GetMapping("/versions")
	String versions(@RequestParam Map<String, String> parameters, @ModelAttribute("times") Times times, Model model) {
		FleetFilter filter = FleetFilter.of(parameters);
		Range range = Range.of(filter, "90", times);
		return this.reads.show(model, () -> {
			String what = ("runtime".equals(filter.get("of"))) ? "runtime" : "framework";
			List<String> names = this.versions.names(what);
			String wanted = filter.get("name");
			String name = (wanted != null) ? wanted : (names.isEmpty()) ? "" : names.get(0);
			model.addAttribute("what", what);
			model.addAttribute("names", names);
			model.addAttribute("name", name);
			model.addAttribute("rollout",
					Rollout.of(this.versions.uses(what, name, filter.get("environment")), range, times.now()));
			model.addAttribute("filter", filter);
			model.addAttribute("range", range);
			model.addAttribute("presets", Range.PRESETS);
			model.addAttribute("environments", this.fleet.choices().getOrDefault("environment", List.of()));
			return "versions";
		});
	}

}
