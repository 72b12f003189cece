package dev.rustauth.telemetry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.core.io.buffer.DataBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import dev.rustauth.telemetry.delivery.DeliveryFailure;

/**
 * Reads the body of an answer 207 to a batch: a JSON array with the status of each event,
 * in their order.
 */
final class MultiStatus {

	private static final JsonFactory FACTORY = new JsonFactory();

	private MultiStatus() {
	}

	/**
	 * Read the statuses.
	 * @param body the body, which is read to its end at most
	 * @param events how many statuses there must be
	 * @throws DeliveryFailure if it isn't such an array, so that the events may have
	 * arrived
	 */
	static List<Integer> read(DataBuffer body, int events) {
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
