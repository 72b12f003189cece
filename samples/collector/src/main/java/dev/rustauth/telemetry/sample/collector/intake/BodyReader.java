package dev.rustauth.telemetry.sample.collector.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * Says by the headers whether a body can be taken, and turns the bytes of one into text:
 * expanded, bounded, and strictly UTF-8. Safe to call from any thread.
 */
@Component
class BodyReader {

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private final int maxSize;

	private final int maxEventSize;

	BodyReader(CollectorProperties properties) {
		this.maxSize = (int) properties.limits().batch().toBytes();
		this.maxEventSize = (int) properties.limits().body().toBytes();
	}

	/**
	 * Tell how large a body may be, as sent and as expanded.
	 */
	int maxSize() {
		return this.maxSize;
	}

	/**
	 * Check what the headers say, before any of the body is read.
	 * @param request the request
	 * @throws Refusal if it is no JSON, compressed in an unknown way, or too large
	 */
	void check(HttpServletRequest request) throws Refusal {
		requireJson(request.getContentType());
		isGzip(request);
		if (request.getContentLengthLong() > this.maxSize) {
			throw tooLarge();
		}
	}

	/**
	 * Read what was sent.
	 * @param request the request
	 * @param sent its body
	 * @return what it says
	 * @throws Refusal if it is too large, or no text
	 */
	String text(HttpServletRequest request, byte[] sent) throws Refusal {
		String text = decode((isGzip(request)) ? expand(sent) : sent);
		return (text.startsWith(BYTE_ORDER_MARK)) ? text.substring(BYTE_ORDER_MARK.length()) : text;
	}

	/**
	 * Check the size of an event, which may be one of several in a body.
	 * @param event its text
	 * @throws Refusal if it is too large
	 */
	void checkSize(String event) throws Refusal {
		// No character has more than three bytes for each of its chars.
		if (event.length() > this.maxEventSize / 3
				&& event.getBytes(StandardCharsets.UTF_8).length > this.maxEventSize) {
			throw new Refusal(HttpStatus.CONTENT_TOO_LARGE,
					"the event is larger than %d bytes".formatted(this.maxEventSize));
		}
	}

	Refusal tooLarge() {
		return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "the body is larger than %d bytes".formatted(this.maxSize));
	}

	private static void requireJson(@Nullable String contentType) throws Refusal {
		try {
			if (contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType))) {
				return;
			}
		}
		catch (InvalidMediaTypeException ex) {
			// Answered like any other type.
		}
		throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the Content-Type must be application/json");
	}

	private static boolean isGzip(HttpServletRequest request) throws Refusal {
		String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
		String name = (encoding != null) ? encoding.strip().toLowerCase(Locale.ROOT) : "";
		return switch (name) {
			case "", "identity" -> false;
			case "gzip", "x-gzip" -> true;
			default ->
				throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the Content-Encoding must be gzip or none");
		};
	}

	/**
	 * Expands no more than the limit, however much more there would be.
	 */
	private byte[] expand(byte[] sent) throws Refusal {
		try (InputStream expanded = new GZIPInputStream(new ByteArrayInputStream(sent))) {
			byte[] bytes = expanded.readNBytes(this.maxSize + 1);
			if (bytes.length > this.maxSize) {
				throw tooLarge();
			}
			return bytes;
		}
		catch (IOException ex) {
			throw new Refusal(HttpStatus.BAD_REQUEST, "the body is not gzip");
		}
	}

	private static String decode(byte[] bytes) throws Refusal {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new Refusal(HttpStatus.BAD_REQUEST, "the body is not UTF-8");
		}
	}

}
