package dev.rustauth.telemetry.sample.collector;

import java.io.StringWriter;
import java.util.function.Function;

import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
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

	/** Deeper levels are not indented any further: a page would grow with the square. */
	private static final int MAX_INDENTATION = 16;

	private final JsonMapper mapper;

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
