package dev.rustauth.telemetry.sample.collector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.test.context.ContextConfiguration;

/**
 * On an H2 file, as the collector runs by default.
 */
@ContextConfiguration(initializers = OnH2.class)
class H2PageQueriesIntegrationTests extends PageQueriesContract {

	private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

	@Override
	void settle() {
		jdbc().sql("analyze").update();
	}

	@Override
	long rows(RecordedQueries.Query query) {
		String plan = jdbc().sql("explain analyze " + query.sql()).params(query.values()).query(String.class).single();
		Matcher scanned = SCANNED.matcher(plan);
		long rows = 0;
		while (scanned.find()) {
			rows += Long.parseLong(scanned.group(1));
		}
		return rows;
	}

}
