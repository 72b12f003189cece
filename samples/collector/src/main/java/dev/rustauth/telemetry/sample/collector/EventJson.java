package dev.rustauth.telemetry.sample.collector;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way to read what others sent, with one set of limits: for the intake, the pages
 * and the export. What passes the intake can therefore be shown. Safe to call from any
 * thread.
 */
@Component
public final class EventJson {

	private static final int MAX_NAME = 1000;

	private static final int MAX_SPLIT_DEPTH = 1002;

	/** Deeper levels are not indented any further: a page would grow with the square. */
	private static final int MAX_INDENTATION = 16;

	private final JsonMapper mapper;

	/** Finds where an event ends; what is wrong in it is that event's business. */
	private final JsonFactory splitter = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_SPLIT_DEPTH)
			.maxNameLength(Integer.MAX_VALUE)
			.maxNumberLength(Integer.MAX_VALUE)
			.build())
		.build();

	EventJson(CollectorProperties properties) {
		this.mapper = JsonMapper
			.builder(JsonFactory.builder()
				.streamReadConstraints(StreamReadConstraints.builder()
					.maxNestingDepth(properties.limits().depth())
					.maxNameLength(MAX_NAME)
					.build())
				.build())
			.defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new ShallowIndenter(MAX_INDENTATION)))
			.build();
	}

	/**
	 * Read a text.
	 * @param json the text
	 * @return what it says
	 * @throws tools.jackson.core.JacksonException if it is no JSON or exceeds a limit
	 */
	public JsonNode read(String json) {
		return this.mapper.readTree(json);
	}

	/**
	 * Take an array apart.
	 * @param json the text of an array
	 * @param limit after how many elements to stop
	 * @return the texts of its elements, as they stand there
	 * @throws tools.jackson.core.JacksonException if it is no array or no JSON
	 */
	public List<String> split(String json, int limit) {
		List<String> elements = new ArrayList<>();
		try (JsonParser parser = this.splitter.createParser(ObjectReadContext.empty(), json)) {
			parser.nextToken();
			while (parser.nextToken() != JsonToken.END_ARRAY && elements.size() < limit) {
				int start = (int) parser.currentTokenLocation().getCharOffset();
				parser.skipChildren();
				parser.finishToken();
				elements.add(json.substring(start, (int) parser.currentLocation().getCharOffset()));
			}
			if (parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() != null) {
				throw new StreamReadException(parser, "There is something after the array");
			}
		}
		return elements;
	}

	/**
	 * Write a text as one line. Numbers stay as they were written.
	 * @param json the text
	 * @return the same JSON without any white space between its tokens
	 * @throws tools.jackson.core.JacksonException if it is no JSON or exceeds a limit
	 */
	public String compact(String json) {
		return copy(json, this.mapper::createGenerator);
	}

	/**
	 * Write a text for people to read. Numbers stay as they were written.
	 * @param json the text
	 * @return the same JSON, indented
	 * @throws tools.jackson.core.JacksonException if it is no JSON or exceeds a limit
	 */
	public String pretty(String json) {
		return copy(json, (target) -> this.mapper.writerWithDefaultPrettyPrinter().createGenerator(target));
	}

	private String copy(String json, Function<StringWriter, JsonGenerator> generators) {
		StringWriter target = new StringWriter();
		try (JsonParser parser = this.mapper.createParser(json); JsonGenerator generator = generators.apply(target)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				if (token.isNumeric()) {
					// Not every number of JSON fits a number of Java.
					generator.writeNumber(parser.getString());
				}
				else {
					generator.copyCurrentEvent(parser);
				}
			}
		}
		return target.toString();
	}

	/**
	 * Indents up to a level.
	 */
	private static final class ShallowIndenter extends DefaultIndenter {

		private final int maxLevel;

		ShallowIndenter(int maxLevel) {
			this.maxLevel = maxLevel;
		}

		@Override
		public void writeIndentation(JsonGenerator generator, int level) {
			super.writeIndentation(generator, Math.min(level, this.maxLevel));
		}

	}

}
