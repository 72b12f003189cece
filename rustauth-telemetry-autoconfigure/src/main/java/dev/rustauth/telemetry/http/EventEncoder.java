package dev.rustauth.telemetry.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.config.FailureKinds;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * Writes events as JSON with its own Jackson factory, so that the application's JSON
 * settings don't change them. Safe to share between threads.
 *
 * @since 0.1.0
 */
public final class EventEncoder {

	private final JsonFactory factory = new JsonFactory();

	private final int maxSize;

	/**
	 * Make an encoder.
	 * @param maxSize how many bytes an event may have
	 */
	public EventEncoder(int maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Encode an event as it is posted: compact, UTF-8, without escapes for non-ASCII
	 * characters.
	 * @param event the event to write
	 * @return the bytes, for the caller to keep
	 * @throws DeliveryFailure if the payload is no JSON, or too large
	 */
	public byte[] encode(TelemetryEvent event) {
		BoundedBuffer buffer = new BoundedBuffer(this.maxSize);
		write(event, this.factory.createGenerator(ObjectWriteContext.empty(), buffer));
		return buffer.toByteArray();
	}

	/**
	 * Make one body of several events: a JSON array.
	 */
	static byte[] array(List<byte[]> events) {
		int size = events.stream().mapToInt((event) -> event.length + 1).sum() + 1;
		ByteBuffer array = ByteBuffer.allocate(size);
		events.forEach((event) -> array.put((byte) ((array.position() == 0) ? '[' : ',')).put(event));
		return array.put((byte) ']').array();
	}

	/**
	 * Encode an event for people to read: indented.
	 * @throws DeliveryFailure if the payload is no JSON, or too large
	 */
	String encodePretty(TelemetryEvent event) {
		encode(event);
		BoundedBuffer buffer = new BoundedBuffer(Integer.MAX_VALUE);
		write(event, this.factory.createGenerator(new Pretty(), buffer));
		return buffer.toString(StandardCharsets.UTF_8);
	}

	private void write(TelemetryEvent event, JsonGenerator generator) {
		try (generator) {
			generator.writeStartObject();
			generator.writeStringProperty("type", event.type());
			if (event.anonymousId() != null) {
				generator.writeStringProperty("anonymousId", event.anonymousId());
			}
			generator.writeName("payload");
			new PayloadWriter(generator).write(event.payload());
			generator.writeEndObject();
		}
		catch (VirtualMachineError ex) {
			if (!(ex instanceof StackOverflowError)) {
				throw ex;
			}
			throw unencodable(ex);
		}
		catch (Throwable ex) {
			// The payload's own code may throw anything.
			throw (FailureKinds.find(ex, BoundedBuffer.FullException.class) != null) ? tooLarge() : unencodable(ex);
		}
	}

	private static DeliveryFailure unencodable(Throwable failure) {
		PayloadWriter.NoDatabindException missing = FailureKinds.find(failure, PayloadWriter.NoDatabindException.class);
		return DeliveryFailure.permanent(DropReason.UNENCODABLE,
				(missing != null) ? "its payload has a value of the type " + missing.getMessage()
						+ ", which only Jackson's databind can write: put plain values into maps and lists, or add"
						+ " tools.jackson.core:jackson-databind"
						: "its payload can't be written as JSON (" + failure.getClass().getSimpleName()
								+ "): put plain values into maps and lists");
	}

	private DeliveryFailure tooLarge() {
		return DeliveryFailure.permanent(DropReason.TOO_LARGE, "it is larger than " + this.maxSize
				+ " bytes: put less into it, or raise rustauth.telemetry.delivery.max-event-size");
	}

	/**
	 * Indented by two spaces.
	 */
	private static final class Pretty extends ObjectWriteContext.Base {

		@Override
		public PrettyPrinter getPrettyPrinter() {
			DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
			Separators separators = Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER);
			return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
		}

	}

}
