package dev.rustauth.telemetry.sample.collector.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Gathers the answers to the events of a batch. Safe to call from any thread; never
 * blocks.
 */
final class BatchAnswers {

	private final AtomicReferenceArray<Answer> answers;

	private final AtomicInteger missing;

	private final Consumer<Answer> whenComplete;

	/**
	 * Wait for answers.
	 * @param size how many, at least one
	 * @param whenComplete given the answer to the batch, by whoever sets the last one
	 */
	BatchAnswers(int size, Consumer<Answer> whenComplete) {
		this.answers = new AtomicReferenceArray<>(size);
		this.missing = new AtomicInteger(size);
		this.whenComplete = whenComplete;
	}

	/**
	 * Set the answer to one event, once.
	 */
	void set(int index, Answer answer) {
		this.answers.set(index, answer);
		if (this.missing.decrementAndGet() == 0) {
			List<Answer> all = new ArrayList<>(this.answers.length());
			for (int i = 0; i < this.answers.length(); i++) {
				all.add(this.answers.get(i));
			}
			this.whenComplete.accept(Answer.toBatch(all));
		}
	}

}
