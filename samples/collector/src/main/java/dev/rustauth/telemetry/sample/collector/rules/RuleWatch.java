package dev.rustauth.telemetry.sample.collector.rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.util.ConcurrentLruCache;

import dev.rustauth.telemetry.sample.collector.Texts;

/**
 * Judges deployments by the rules: all of them after the start, and every 15 seconds
 * those that were heard of since. Beside the intake, which it can't hold up: it reads
 * what is stored. While the database is away it does nothing, and makes up for it later.
 */
@Component
class RuleWatch {

	private static final Log logger = LogFactory.getLog(RuleWatch.class);

	private static final int PAGE_SIZE = 100;

	private static final int MAX_REPORTED = 200;

	private static final int REMEMBERED = 10_000;

	/**
	 * An event is stamped before it is stored, and another collector has another clock.
	 */
	private static final Duration OVERLAP = Duration.ofMinutes(1);

	private final Map<String, Rule> rules;

	private final Breaches breaches;

	private final Webhook webhook;

	private final Clock clock;

	/** A snapshot never changes, so it is read and judged once. */
	private final ConcurrentLruCache<Long, Map<String, @Nullable String>> judgements = new ConcurrentLruCache<>(
			REMEMBERED, this::judge);

	private volatile Map<String, Long> counts = Map.of();

	private volatile Instant since = Instant.EPOCH;

	RuleWatch(RuleProperties properties, Breaches breaches, Webhook webhook, Clock clock, MeterRegistry meters) {
		this.rules = properties.rules();
		this.breaches = breaches;
		this.webhook = webhook;
		this.clock = clock;
		this.rules.keySet()
			.forEach((rule) -> Gauge.builder("collector.rule.breaches", () -> count(rule))
				.description("Deployments that break a rule")
				.tag("rule", rule)
				.register(meters));
	}

	/**
	 * Not a number until it has been counted.
	 */
	private double count(String rule) {
		return (this.since.equals(Instant.EPOCH)) ? Double.NaN : this.counts.getOrDefault(rule, 0L);
	}

	@Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT15S")
	void run() {
		if (this.rules.isEmpty()) {
			return;
		}
		try {
			judgeAll();
		}
		catch (DataAccessException | TransactionException ex) {
			// The writer has told so.
			logger.debug("Can't see who breaks rules", ex);
		}
	}

	private void judgeAll() {
		Instant now = this.clock.instant();
		if (this.since.equals(Instant.EPOCH)) {
			this.breaches.keepOnly(this.rules.keySet());
		}
		String after = "";
		List<Breaches.Current> page;
		do {
			page = this.breaches.current(this.since, after, PAGE_SIZE);
			if (!page.isEmpty()) {
				this.webhook.tell(this.breaches.save(judge(page), this.rules.keySet(), now));
				after = page.get(page.size() - 1).anonymousId();
			}
		}
		while (page.size() == PAGE_SIZE);
		this.counts = this.breaches.counts();
		this.since = now.minus(OVERLAP);
	}

	private Map<String, Map<String, @Nullable String>> judge(List<Breaches.Current> deployments) {
		Map<String, Map<String, @Nullable String>> judged = new LinkedHashMap<>();
		for (Breaches.Current deployment : deployments) {
			Long snapshot = deployment.snapshot();
			if (snapshot != null) {
				judged.put(deployment.anonymousId(), this.judgements.get(snapshot));
			}
		}
		return judged;
	}

	private Map<String, @Nullable String> judge(long snapshot) {
		Map<String, String> configuration = this.breaches.configuration(snapshot);
		Map<String, @Nullable String> broken = new HashMap<>();
		this.rules.forEach((name, rule) -> {
			if (rule.isBrokenBy(configuration)) {
				String reported = rule.reported(configuration);
				broken.put(name, (reported != null) ? Texts.cut(reported, MAX_REPORTED) : null);
			}
		});
		return broken;
	}

}
