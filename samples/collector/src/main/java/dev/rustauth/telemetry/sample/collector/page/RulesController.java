package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.rustauth.telemetry.sample.collector.rules.Breach;
import dev.rustauth.telemetry.sample.collector.rules.Breaches;
import dev.rustauth.telemetry.sample.collector.rules.Rule;
import dev.rustauth.telemetry.sample.collector.rules.RuleProperties;

/**
 * The page of the operators' rules, and of those who break them.
 */
@Controller
class RulesController {

	/** How many of those who break a rule are shown beside other rules. */
	private static final int FIRST = 10;

	private static final int MAX_PAGE = 100_000;

	private final PageReads reads;

	private final Breaches breaches;

	private final Map<String, Rule> rules;

	RulesController(PageReads reads, Breaches breaches, RuleProperties properties) {
		this.reads = reads;
		this.breaches = breaches;
		this.rules = properties.rules();
	}

	@GetMapping("/rules")
	String rules(@RequestParam(required = false) @Nullable String rule, @RequestParam(defaultValue = "0") int page,
			Model model) {
		boolean one = rule != null && !rule.isEmpty();
		if (page < 0 || page > MAX_PAGE || (one && !this.rules.containsKey(rule))) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return this.reads.show(model, () -> {
			int size = (one) ? Fleet.PAGE_SIZE : FIRST;
			Map<String, Long> counts = this.breaches.counts();
			model.addAttribute("one", one);
			model.addAttribute("page", (one) ? page : 0);
			model.addAttribute("size", size);
			model.addAttribute("rules",
					this.rules.keySet()
						.stream()
						.filter((name) -> !one || name.equals(rule))
						.map((name) -> shown(name, counts.getOrDefault(name, 0L),
								this.breaches.of(name, size, (one) ? (long) page * size : 0)))
						.toList());
			return "rules";
		});
	}

	private ShownRule shown(String name, long count, List<Breach> breaches) {
		return new ShownRule(name, String.valueOf(this.rules.get(name)), count, breaches.stream()
			.map((breach) -> new ShownBreach(breach.anonymousId(), Alias.title(breach.anonymousId(), breach.name()),
					breach.environment(), breach.reported(), breach.since()))
			.toList());
	}

	/**
	 * A rule.
	 *
	 * @param name its name
	 * @param wanted what it says
	 * @param count how many break it
	 * @param breaches the first of those
	 */
	record ShownRule(String name, String wanted, long count, List<ShownBreach> breaches) {
	}

	/**
	 * A deployment that breaks a rule.
	 *
	 * @param id the anonymous id
	 * @param title what it is called
	 * @param environment as reported, or null
	 * @param reported what it says where the rule asks, or null
	 * @param since when that was seen first
	 */
	record ShownBreach(String id, @Nullable String title, @Nullable String environment, @Nullable String reported,
			Instant since) {
	}

}
