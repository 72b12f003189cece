package dev.rustauth.telemetry.sample.collector.intake;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StreamUtils;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * Reads the body of a request as text: bounded, expanded, and strictly UTF-8. Blocks
 * while the sender is slow, up to the server's timeout.
 */
@Component
class BodyReader {

	private static final long MAX_DROPPED = 16_000_000;

	private final int maxSize;

	BodyReader(CollectorProperties properties) {
		this.maxSize = (int) properties.limits().body().toBytes();
	}

	/**
	 * Read it.
	 * @param request the request
	 * @return what it says
	 * @throws Refusal if it is no JSON by its headers, too large, or no text
	 * @throws IOException if the connection breaks
	 */
	String read(HttpServletRequest request) throws Refusal, IOException {
		requireJson(request.getContentType());
		boolean gzip = isGzip(request.getHeader(HttpHeaders.CONTENT_ENCODING));
		byte[] sent = received(request);
		return text((gzip) ? expand(sent) : sent);
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

	private static boolean isGzip(@Nullable String encoding) throws Refusal {
		String name = (encoding != null) ? encoding.strip().toLowerCase(Locale.ROOT) : "";
		return switch (name) {
			case "", "identity" -> false;
			case "gzip", "x-gzip" -> true;
			default ->
				throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the Content-Encoding must be gzip or none");
		};
	}

	/**
	 * Reads what is too large to a second limit and drops it: closed in the middle of
	 * sending, many a client never sees the answer.
	 */
	private byte[] received(HttpServletRequest request) throws Refusal, IOException {
		InputStream stream = request.getInputStream();
		if (request.getContentLengthLong() > this.maxSize) {
			StreamUtils.copyRange(stream, OutputStream.nullOutputStream(), 0, MAX_DROPPED);
			throw tooLarge();
		}
		try {
			return bounded(stream);
		}
		catch (Refusal ex) {
			StreamUtils.copyRange(stream, OutputStream.nullOutputStream(), 0, MAX_DROPPED);
			throw ex;
		}
	}

	/**
	 * Expands no more than the limit, however much more there would be.
	 */
	private byte[] expand(byte[] sent) throws Refusal, IOException {
		try (InputStream expanded = new GZIPInputStream(new ByteArrayInputStream(sent))) {
			return bounded(expanded);
		}
		catch (ZipException | EOFException ex) {
			throw new Refusal(HttpStatus.BAD_REQUEST, "the body is not gzip");
		}
	}

	private byte[] bounded(InputStream stream) throws Refusal, IOException {
		byte[] bytes = stream.readNBytes(this.maxSize + 1);
		if (bytes.length > this.maxSize) {
			throw tooLarge();
		}
		return bytes;
	}

	private Refusal tooLarge() {
		return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "the body is larger than %d bytes".formatted(this.maxSize));
	}

	private static String text(byte[] bytes) throws Refusal {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new Refusal(HttpStatus.BAD_REQUEST, "the body is not UTF-8");
		}
	}

}
