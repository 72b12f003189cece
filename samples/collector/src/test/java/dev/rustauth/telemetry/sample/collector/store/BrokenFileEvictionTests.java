package dev.rustauth.telemetry.sample.collector.store;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride.Override;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which failures cost a connection.
 */
class BrokenFileEvictionTests {

	/** A full disk, its aftermath, a duplicate key, PostgreSQL's numberless ones. */
	@ParameterizedTest
	@CsvSource({ "50000, MUST_EVICT", "90028, MUST_EVICT", "90098, MUST_EVICT", "23505, CONTINUE_EVICT",
			"0, CONTINUE_EVICT" })
	void adjudicateShouldEvictAfterFailuresOfTheFile(int code, Override expected) {
		assertThat(new BrokenFileEviction().adjudicate(new SQLException("no", "HY000", code))).isEqualTo(expected);
	}

}
