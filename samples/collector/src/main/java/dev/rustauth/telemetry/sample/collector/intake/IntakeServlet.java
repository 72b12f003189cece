package dev.rustauth.telemetry.sample.collector.intake;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;
import dev.rustauth.telemetry.sample.collector.Texts;
import dev.rustauth.telemetry.sample.collector.store.Arrival;
import dev.rustauth.telemetry.sample.collector.store.GroupCommit;
import dev.rustauth.telemetry.sample.collector.store.Outcome;
import dev.rustauth.telemetry.sample.collector.store.Snapshot;

/**
 * Takes one event, or a batch of them, for each POST. No thread waits for a sender or for
 * the database: the body is received by {@link Upload}, and the answer is written where
 * the outcome is known. A servlet rather than a controller, because Spring MVC does
 * neither.
 */
@Component
class IntakeServlet extends HttpServlet {

	@Serial
	private static final long serialVersionUID = 1L;

	/** The writer groups what waits; longer than this only if the database hangs. */
	private static final long COMMIT_MILLIS = 20_000;

	private static final String BUSY_RETRY_AFTER = "1";

	private static final String FAILED_RETRY_AFTER = "10";

	/** What the column of the database holds. */
	private static final int MAX_KEY = 200;

	/** What is kept of a body that can't be used. */
	private static final int MAX_DEAD_LETTER = 16_000;

	private final transient RateLimiter rate;

	private final transient Uploads uploads;

	private final transient BodyReader bodies;

	private final transient EventReader events;

	private final transient GroupCommit store;

	private final transient Answers answers;

	private final transient Clock clock;

	private final transient Upload.Limit limit;

	private final long timeoutMillis;

	IntakeServlet(CollectorProperties properties, RateLimiter rate, Uploads uploads, BodyReader bodies,
			EventReader events, GroupCommit store, Answers answers, Clock clock) {
		this.rate = rate;
		this.uploads = uploads;
		this.bodies = bodies;
		this.events = events;
		this.store = store;
		this.answers = answers;
		this.clock = clock;
		Duration time = properties.limits().uploadTime();
		this.timeoutMillis = time.toMillis() + COMMIT_MILLIS;
		this.limit = new Upload.Limit(bodies.maxSize(), () -> refused(bodies.tooLarge()),
				() -> answers.refused(HttpStatus.REQUEST_TIMEOUT,
						"the body took longer than %d s".formatted(time.toSeconds())),
				() -> answers.later(HttpStatus.SERVICE_UNAVAILABLE, "too much is being sent", BUSY_RETRY_AFTER));
	}

	@Override
	protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
		receive(request, () -> refusal(request));
	}

	/**
	 * Answer a sender that may not send.
	 */
	void refuseToken(HttpServletRequest request) throws IOException {
		receive(request, () -> this.answers::unauthorized);
	}

	private void receive(HttpServletRequest request, Supplier<@Nullable Supplier<Answer>> door) throws IOException {
		String address = request.getRemoteAddr();
		if (!this.uploads.enter(address)) {
			start(request).answerAndClose(() -> this.answers.later(HttpStatus.SERVICE_UNAVAILABLE,
					"too many unfinished requests of this address", BUSY_RETRY_AFTER));
			return;
		}
		Supplier<Answer> refusal = door.get();
		Pending pending = start(request);
		Upload.start(pending, address, request.getInputStream(), this.uploads, this.limit, refusal,
				(body) -> keep(request, body, pending));
	}

	private Pending start(HttpServletRequest request) {
		return Pending.start(request, this.timeoutMillis, () -> this.answers.later(HttpStatus.SERVICE_UNAVAILABLE,
				"the database takes too long", FAILED_RETRY_AFTER));
	}

	/**
	 * What is clear before the body has been read.
	 * @return the answer, or null if the body is welcome
	 */
	private @Nullable Supplier<Answer> refusal(HttpServletRequest request) {
		long wait = this.rate.take(request.getRemoteAddr());
		if (wait > 0) {
			return () -> this.answers.later(HttpStatus.TOO_MANY_REQUESTS, "too many requests", String.valueOf(wait));
		}
		try {
			this.bodies.check(request);
			return null;
		}
		catch (Refusal ex) {
			return () -> refused(ex);
		}
	}

	private Answer refused(Refusal refusal) {
		return this.answers.refused(refusal.status(), refusal.reason());
	}

	private void keep(HttpServletRequest request, byte[] sent, Pending pending) {
		String key = request.getHeader("Idempotency-Key");
		String version = schemaVersion(request);
		try {
			String body = this.bodies.text(request, sent);
			if (this.events.isBatch(body)) {
				keepEach(this.events.split(body), key, version, pending);
			}
			else {
				keep(body, key, version, pending::answer);
			}
		}
		catch (Refusal ex) {
			pending.answer(() -> refused(ex));
		}
	}

	/**
	 * Each event of a batch has the key that it would have alone: that of the request,
	 * and its position.
	 */
	private void keepEach(List<String> events, @Nullable String key, @Nullable String version, Pending pending) {
		BatchAnswers each = new BatchAnswers(events.size(), (answer) -> pending.answer(() -> answer));
		for (int i = 0; i < events.size(); i++) {
			int index = i;
			String own = (key != null && !key.isBlank()) ? key.strip() + "/" + index : null;
			keep(events.get(index), own, version, (answer) -> each.set(index, answer.get()));
		}
	}

	/**
	 * Keep an event.
	 * @param sender told the answer when it is certain
	 */
	private void keep(String body, @Nullable String sentKey, @Nullable String version,
			Consumer<Supplier<Answer>> sender) {
		try {
			this.bodies.checkSize(body);
			Reading reading = this.events.read(body, version);
			String key = key(sentKey);
			Instant now = this.clock.instant();
			if (reading instanceof Reading.Event event) {
				offer(new Arrival.Event(key, once(event.anonymousId(), key, body), now, event.type(),
						event.anonymousId(), version, event.flags(), body, event.start()), sender, null);
			}
			else if (reading instanceof Reading.Unusable unusable) {
				offer(new Arrival.DeadLetter(key, once(unusable.anonymousId(), key, body), now, unusable.anonymousId(),
						unusable.reason(), Texts.cut(body, MAX_DEAD_LETTER)), sender, unusable.reason());
			}
		}
		catch (Refusal ex) {
			sender.accept(() -> refused(ex));
		}
	}

	/**
	 * The same for the same event of the same deployment. With the body in it, because
	 * what differs from what is stored must not be taken for it.
	 */
	private static String once(@Nullable String anonymousId, String key, String body) {
		return Snapshot.digest((anonymousId != null) ? anonymousId : "", key, body);
	}

	/**
	 * Give it to the writer.
	 * @param arrival what to keep
	 * @param sender who waits
	 * @param problem what is wrong with it, or null if nothing
	 */
	private void offer(Arrival arrival, Consumer<Supplier<Answer>> sender, @Nullable String problem) {
		if (!this.store.offer(arrival, (outcome) -> sender.accept(() -> answer(outcome, problem)))) {
			sender.accept(
					() -> this.answers.later(HttpStatus.TOO_MANY_REQUESTS, "too much is waiting", BUSY_RETRY_AFTER));
		}
	}

	private Answer answer(Outcome outcome, @Nullable String problem) {
		if (outcome == Outcome.FAILED) {
			return this.answers.later(HttpStatus.SERVICE_UNAVAILABLE, "the database can't be written to",
					FAILED_RETRY_AFTER);
		}
		if (outcome == Outcome.REFUSED) {
			return this.answers.refused(HttpStatus.UNPROCESSABLE_CONTENT, "the database refuses a value of it");
		}
		if (problem != null) {
			return this.answers.refused(HttpStatus.UNPROCESSABLE_CONTENT, problem);
		}
		return this.answers.accepted(outcome == Outcome.KNOWN);
	}

	private static @Nullable String schemaVersion(HttpServletRequest request) {
		String version = request.getHeader("RustAuth-Telemetry-Schema");
		return (version == null || version.isBlank()) ? null : Texts.cut(Texts.clean(version.strip()), 20);
	}

	/**
	 * A key of our own for those who send none; a digest for one that fits no column.
	 */
	private static String key(@Nullable String sent) {
		if (sent == null || sent.isBlank()) {
			return UUID.randomUUID().toString();
		}
		String key = Texts.clean(sent.strip());
		return (key.length() <= MAX_KEY) ? key : "name-" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
	}

}
