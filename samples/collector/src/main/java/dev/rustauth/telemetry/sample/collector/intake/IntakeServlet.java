package dev.rustauth.telemetry.sample.collector.intake;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;
import dev.rustauth.telemetry.sample.collector.Credentials;
import dev.rustauth.telemetry.sample.collector.store.Arrival;
import dev.rustauth.telemetry.sample.collector.store.GroupCommit;
import dev.rustauth.telemetry.sample.collector.store.Outcome;

/**
 * Takes one event for each POST. The request's thread reads and checks; the answer waits,
 * without a thread, until the event is committed. A servlet rather than a controller: the
 * answer is written where the outcome is known, while one of Spring MVC would be
 * dispatched a second time.
 */
@Component
class IntakeServlet extends HttpServlet {

	@Serial
	private static final long serialVersionUID = 1L;

	/** The writer groups what waits; longer than this only if the database hangs. */
	private static final long TIMEOUT_MILLIS = 20_000;

	private static final String BUSY_RETRY_AFTER = "1";

	private static final String FAILED_RETRY_AFTER = "10";

	/** What the column of the database holds. */
	private static final int MAX_KEY = 200;

	/** What is kept of a body that can't be used. */
	private static final int MAX_DEAD_LETTER = 16_000;

	private final transient Credentials credentials;

	private final transient RateLimiter rate;

	private final transient BodyReader bodies;

	private final transient EventReader events;

	private final transient GroupCommit store;

	private final transient Answers answers;

	private final transient Clock clock;

	IntakeServlet(CollectorProperties properties, RateLimiter rate, BodyReader bodies, EventReader events,
			GroupCommit store, Answers answers, Clock clock) {
		this.credentials = new Credentials(properties.token());
		this.rate = rate;
		this.bodies = bodies;
		this.events = events;
		this.store = store;
		this.answers = answers;
		this.clock = clock;
	}

	@Override
	protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!this.credentials.accept(request.getHeader(HttpHeaders.AUTHORIZATION))) {
			this.answers.unauthorized().writeTo(response);
			return;
		}
		long wait = this.rate.take(request.getRemoteAddr());
		if (wait > 0) {
			this.answers.later(HttpStatus.TOO_MANY_REQUESTS, "too many requests", String.valueOf(wait))
				.writeTo(response);
			return;
		}
		try {
			keep(request);
		}
		catch (Refusal ex) {
			this.answers.refused(ex.status(), ex.reason()).writeTo(response);
		}
	}

	private void keep(HttpServletRequest request) throws Refusal, IOException {
		String body = this.bodies.read(request);
		String version = schemaVersion(request);
		Reading reading = this.events.read(body, version);
		Instant now = this.clock.instant();
		String key = key(request.getHeader("Idempotency-Key"));
		if (reading instanceof Reading.Event event) {
			offer(new Arrival.Event(key, now, event.type(), event.anonymousId(), version, event.flags(), body,
					event.profile()), request, null);
		}
		else if (reading instanceof Reading.Unusable unusable) {
			offer(new Arrival.DeadLetter(key, now, unusable.anonymousId(), unusable.reason(),
					Texts.cut(body, MAX_DEAD_LETTER)), request, unusable.reason());
		}
	}

	/**
	 * Give it to the writer.
	 * @param arrival what to keep
	 * @param request who waits
	 * @param problem what is wrong with it, or null if nothing
	 */
	private void offer(Arrival arrival, HttpServletRequest request, @Nullable String problem) {
		Pending pending = Pending.start(request, TIMEOUT_MILLIS, () -> this.answers
			.later(HttpStatus.SERVICE_UNAVAILABLE, "the database takes too long", FAILED_RETRY_AFTER));
		if (!this.store.offer(arrival, (outcome) -> pending.answer(() -> answer(outcome, problem)))) {
			pending.answer(
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
