package dev.rustauth.telemetry.sample.collector.intake;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BatchAnswers}.
 */
class BatchAnswersTests {

	private static final Answer FULL = new Answer(HttpStatus.TOO_MANY_REQUESTS, "full", "Retry-After", "1");

	private static final Answer BAD = new Answer(HttpStatus.UNPROCESSABLE_CONTENT, "bad", null, null);

	@Test
	void batchShouldBeAnsweredOnceWhenEachEventIs() {
		List<Answer> answers = new ArrayList<>();
		BatchAnswers each = new BatchAnswers(2, answers::add);
		each.set(1, Answer.ACCEPTED);
		assertThat(answers).isEmpty();
		each.set(0, Answer.ACCEPTED);
		assertThat(answers).containsExactly(Answer.ACCEPTED);
	}

	@Test
	void batchThatMayBeSentAgainAsAWholeShouldBeToldSo() {
		assertThat(answer(FULL, FULL)).isEqualTo(FULL);
	}

	@Test
	void eventsThatFaredDifferentlyShouldHaveTheirOwnStatus() {
		Answer answer = answer(Answer.ACCEPTED, FULL, BAD);
		assertThat(answer.status()).isEqualTo(HttpStatus.MULTI_STATUS);
		assertThat(answer.statuses()).containsExactly(202, 429, 422);
		assertThat(answer.header()).isEqualTo("Retry-After");
		assertThat(answer.value()).isEqualTo("1");
	}

	/**
	 * As one answer it would look as if arrays were unknown here.
	 */
	@Test
	void batchOfBadEventsShouldHaveTheStatusOfEach() {
		Answer answer = answer(BAD, BAD);
		assertThat(answer.status()).isEqualTo(HttpStatus.MULTI_STATUS);
		assertThat(answer.statuses()).containsExactly(422, 422);
		assertThat(answer.header()).isNull();
	}

	private static Answer answer(Answer... events) {
		List<Answer> answers = new ArrayList<>();
		BatchAnswers each = new BatchAnswers(events.length, answers::add);
		for (int i = 0; i < events.length; i++) {
			each.set(i, events[i]);
		}
		assertThat(answers).hasSize(1);
		return answers.get(0);
	}

}
