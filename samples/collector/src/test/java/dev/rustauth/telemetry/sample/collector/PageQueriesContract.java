package dev.rustauth.telemetry.sample.collector;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages ask the database, whatever the database: as many queries, and as many
 * rows that these look at, however many events there are.
 */
@Import(PageQueriesContract.Recording.class)
@Timeout(240)
abstract class PageQueriesContract extends RunningCollector {

	private static final int DEPLOYMENTS = 10;

	/** With fewer, PostgreSQL sorts rather than use an index. */
	private static final int FEW = 6000;

	private static final int HOURS = 90 * 24 + 1;

	/** Of those that are counted apart. */
	private static final int TYPES = 4;

	/** The same hours both times: counts are kept by hour. */
	private static final Instant END = Instant.now().truncatedTo(ChronoUnit.HOURS);

	private static final List<String> PAGES = List.of("/", "/?days=90&environment=production&q=deployment",
			"/?heard=in", "/changes", "/changes?id=deployment-001&q=plugin", "/versions", "/versions?of=runtime",
			"/deployment?id=deployment-001", "/stream", "/stream?id=deployment-001", "/stream?before=700",
			"/stream?until=" + END.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(10), "/event?number=%d",
			"/dead-letters", "/fleet.csv", "/fleet.ndjson?q=java");

	@Autowired
	private ConfigurableApplicationContext context;

	@Autowired
	private RecordedQueries queries;

	@Test
	void queriesOfPagesShouldNotGrowWithTheNumberOfEvents() {
		BigFleet.store(this.context, DEPLOYMENTS, FEW, END);
		Map<String, Cost> few = costs();
		startEmpty();
		BigFleet.store(this.context, DEPLOYMENTS, 5 * FEW, END);
		Map<String, Cost> many = costs();
		few.forEach((page, cost) -> {
			assertThat(cost.queries).as("queries of " + page).isBetween(1, 10);
			if (page.startsWith("/?") || page.equals("/")) {
				// Each query looks at a deployment once: for its row, the plots, the
				// choices, the totals, the search.
				assertThat(cost.rows).as("rows of %s: %s", page, cost.statements).isLessThanOrEqualTo(6 * DEPLOYMENTS);
			}
			assertThat(many.get(page).queries).as("queries of " + page).isEqualTo(cost.queries);
			// A configuration more or less: changes come at random times.
			assertThat(many.get(page).rows).as("rows of %s: %s", page, many.get(page).statements)
				.isLessThanOrEqualTo((long) (cost.rows * 1.25) + 120);
		});
	}

	private Map<String, Cost> costs() {
		settle();
		long newest = jdbc().sql("select max(id) from event").query(Long.class).single();
		Map<String, Cost> costs = new LinkedHashMap<>();
		for (String page : PAGES) {
			this.queries.take();
			assertThat(sender().get(page.formatted(newest)).statusCode()).as(page).isEqualTo(200);
			List<RecordedQueries.Query> asked = this.queries.take();
			long rows = 0;
			StringBuilder statements = new StringBuilder();
			for (RecordedQueries.Query query : asked) {
				long seen = rows(query);
				if (query.sql().contains("event_count")) {
					// Grows with the hours that are kept, and not with what came in.
					assertThat(seen).as(query.sql()).isLessThanOrEqualTo(HOURS * TYPES + 1);
				}
				else {
					rows += seen;
				}
				statements.append('\n').append(seen).append(": ").append(query.sql());
			}
			costs.put(page, new Cost(asked.size(), rows, statements.toString()));
		}
		return costs;
	}

	/**
	 * Bring what the database knows of its tables up to date.
	 */
	abstract void settle();

	/**
	 * How many rows a query looks at, whether or not they are part of its result.
	 */
	abstract long rows(RecordedQueries.Query query);

	/**
	 * What a page costs.
	 *
	 * @param queries how many
	 * @param rows how many rows these look at
	 * @param statements each of them
	 */
	private record Cost(int queries, long rows, String statements) {
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Recording {

		@Bean
		static RecordedQueries recordedQueries() {
			return new RecordedQueries();
		}

	}

}
