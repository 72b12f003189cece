package dev.rustauth.telemetry.sample.quickstart;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A collector, as small as they get: takes one event per POST, checks that it is one, and
 * keeps it. A real one would authenticate the sender and write to a database.
 */
@RestController
class CollectorController {

	/** The starter sends no event larger than this either, unless told otherwise. */
	static final int MAX_BODY_SIZE = 64 * 1024;

	private static final List<String> HEADERS = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.USER_AGENT,
			"Idempotency-Key", "RustAuth-Telemetry-Schema");

	private static final Log logger = LogFactory.getLog(CollectorController.class);

	/** Keeps numbers as they were written. */
	private final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private final ReceivedEvents events;

	CollectorController(ReceivedEvents events) {
		this.events = events;
	}

	/**
	 * Other content types are refused, which also keeps out forms of foreign web pages.
	 */
	@PostMapping(path = "/telemetry", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	void receive(HttpServletRequest request) throws IOException {
		byte[] body = request.getInputStream().readNBytes(MAX_BODY_SIZE + 1);
		if (body.length > MAX_BODY_SIZE) {
			throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
		}
		ReceivedEvent event = this.events.add(headers(request), body, parse(body));
		logger.info("Received %s event, %,d bytes: look at http://localhost:%d%s/".formatted(article(event.type()),
				event.size(), request.getLocalPort(), request.getContextPath()));
	}

	private JsonNode parse(byte[] body) {
		try {
			JsonNode event = this.mapper.readTree(body);
			if (event.path("type").isString() && !event.path("type").stringValue().isBlank()
					&& event.path("payload").isObject()) {
				return event;
			}
		}
		catch (JacksonException | NumberFormatException ex) {
			// Answered like every other body that is no event. An exponent can be larger
			// than a
			// number of Java takes, and that is no exception of Jackson's.
		}
		throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
	}

	private static Map<String, String> headers(HttpServletRequest request) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (String name : HEADERS) {
			String value = request.getHeader(name);
			if (value != null) {
				headers.put(name, value);
			}
		}
		return headers;
	}

	/**
	 * Only types that look like one get into the log: what a stranger posts could forge
	 * lines.
	 */
	private static String article(String type) {
		if (!type.matches("[a-z0-9_.-]{1,64}")) {
			return "an";
		}
		return (type.equals("init") ? "the " : "the custom ") + type;
	}

}
