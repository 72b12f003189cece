package dev.rustauth.telemetry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * What the collector's status means for the event, or for each event of a batch.
 */
final class ResponseStatus {

	/**
	 * RFC 9110, RFC 8470 and RFC 6585, then what hosting providers (509) and content
	 * delivery networks (520 to 524, 530) answer when they can't reach the server.
	 */
	static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 530);

	/** The body has the status of each event. */
	static final int MULTI = 207;

	private static final int PROXY_AUTHENTICATION = 407;

	private static final int GONE = 410;

	private static final int TOO_LARGE = 413;

	/** The answers of collectors that can't read arrays. */
	private static final Set<Integer> NO_BATCHES = Set.of(400, 415, 422);

	private static final JsonFactory FACTORY = new JsonFactory();

	private ResponseStatus() {
	}

	/**
	 * What a status means.
	 * @param batch whether several events were sent
	 * @return {@code null} if the collector took what was sent
	 */
	static @Nullable DeliveryFailure failure(int status, @Nullable Duration retryAfter, boolean batch) {
		if (status >= 200 && status < 300) {
			return null;
		}
		String answer = ((status == PROXY_AUTHENTICATION) ? "the proxy" : "the collector") + " answered " + status;
		if (status == GONE) {
			return DeliveryFailure.permanent(DropReason.GONE, answer);
		}
		if (TRANSIENT.contains(status)) {
			return DeliveryFailure.transientFailure(answer, retryAfter);
		}
		if (batch && NO_BATCHES.contains(status)) {
			return DeliveryFailure.batchRefused(answer);
		}
		return (batch && status == TOO_LARGE) ? DeliveryFailure.batchTooLarge(answer)
				: DeliveryFailure.permanent(DropReason.REJECTED, answer);
	}

	/**
	 * What a 207 to a batch means: its body is a JSON array with the status of each
	 * event, in their order.
	 * @param body the body, which is read to its end at most
	 * @param events how many statuses there must be
	 * @return {@code null} if the collector took all of them
	 * @throws DeliveryFailure if it isn't such an array, so that the events may have
	 * arrived
	 */
	static @Nullable DeliveryFailure failures(DataBuffer body, int events, @Nullable Duration retryAfter) {
		List<@Nullable DeliveryFailure> failures = new ArrayList<>();
		read(body, events).forEach((status) -> failures.add(failure(status, retryAfter, false)));
		return (failures.stream().allMatch(Objects::isNull)) ? null : DeliveryFailure.partly(failures);
	}

	private static List<Integer> read(DataBuffer body, int events) {
		try (InputStream in = body.asInputStream(true);
				JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
			List<Integer> statuses = new ArrayList<>(events);
			boolean array = parser.nextToken() == JsonToken.START_ARRAY;
			while (array && parser.nextToken() == JsonToken.VALUE_NUMBER_INT && statuses.size() < events) {
				statuses.add(parser.getIntValue());
			}
			boolean valid = statuses.stream().allMatch((status) -> status >= 200 && status <= 599);
			if (valid && statuses.size() == events && parser.currentToken() == JsonToken.END_ARRAY
					&& parser.nextToken() == null) {
				return statuses;
			}
		}
		catch (JacksonException ex) {
			// Reported below: the exception's message would repeat the body.
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		throw unreadable();
	}

	static DeliveryFailure unreadable() {
		return DeliveryFailure.unanswered("the collector answered 207, but not with the status of each event");
	}

}
