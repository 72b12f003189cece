package dev.rustauth.telemetry.sink;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdkResponseBody}.
 */
@ExtendWith(OutputCaptureExtension.class)
class JdkResponseBodyTests {

	@Test
	void answerAfterTheEndOfTheThreadShouldNotBeReadAndNotBeLogged(CapturedOutput output) {
		Scheduler ended = Schedulers.newSingle("ended");
		ended.dispose();
		AtomicBoolean cancelled = new AtomicBoolean();
		StepVerifier.create(JdkResponseBody.read((body) -> body.onSubscribe(subscription(cancelled)), ended))
			.assertNext((body) -> assertThat(body).isEmpty())
			.expectComplete()
			.verify(Duration.ofSeconds(20));
		assertThat(cancelled).isTrue();
		assertThat(output).doesNotContain("onErrorDropped");
	}

	private static Flow.Subscription subscription(AtomicBoolean cancelled) {
		return new Flow.Subscription() {

			@Override
			public void request(long count) {
				// Nothing comes.
			}

			@Override
			public void cancel() {
				cancelled.set(true);
			}

		};
	}

}
