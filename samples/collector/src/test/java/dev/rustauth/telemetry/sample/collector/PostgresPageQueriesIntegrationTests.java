package dev.rustauth.telemetry.sample.collector;

import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/**
 * On a real PostgreSQL.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
		disabledReason = PostgresServer.SKIPPED)
@ActiveProfiles("postgres")
@ContextConfiguration(initializers = OnPostgres.class)
class PostgresPageQueriesIntegrationTests extends PageQueriesContract {

	@Override
	void settle() {
		jdbc().sql("analyze").update();
	}

	@Override
	long rows(RecordedQueries.Query query) {
		String plan = jdbc().sql("explain (analyze, format json) " + query.sql())
			.params(query.values())
			.query(String.class)
			.single();
		return rows(Samples.JSON.readTree(plan).path(0).path("Plan"));
	}

	/**
	 * Of tables and indexes, and not what joins and sorts make of them.
	 */
	private static long rows(JsonNode node) {
		long rows = 0;
		if (node.has("Relation Name")) {
			rows = (long) ((node.path("Actual Rows").asDouble() + node.path("Rows Removed by Filter").asDouble())
					* node.path("Actual Loops").asDouble());
		}
		for (JsonNode child : node.path("Plans")) {
			rows += rows(child);
		}
		return rows;
	}

}
