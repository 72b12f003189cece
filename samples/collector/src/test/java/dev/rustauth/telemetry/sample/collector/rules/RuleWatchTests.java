package dev.rustauth.telemetry.sample.collector.rules;

import java.time.Clock;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RuleWatch}.
 */
class RuleWatchTests {

	private final Breaches breaches = mock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final RuleWatch watch = new RuleWatch(
			new RuleProperties(Map.of("patched", Rule.of("framework.version >= 5")),
					new RuleProperties.Webhook(null, "")),
			this.breaches, mock(), Clock.systemUTC(), this.meters);

	// Scheduled, so that what it throws is an ERROR with a stack trace in the log.
	@ParameterizedTest
	@ValueSource(classes = { DataAccessResourceFailureException.class, CannotCreateTransactionException.class })
	void databaseThatIsAwayShouldBeTriedAgainLater(Class<? extends RuntimeException> failure) throws Exception {
		willThrow(failure.getConstructor(String.class).newInstance("away")).given(this.breaches).keepOnly(any());
		assertThatNoException().isThrownBy(this.watch::run);
		assertThat(this.meters.get("collector.rule.breaches").gauge().value()).isNaN();
	}

}
