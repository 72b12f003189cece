package dev.rustauth.telemetry.sample.collector.page;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The deployments of the fleet page, whatever its filter, one a line. Read a page at a
 * time, so that none of it has to fit into memory.
 */
@RestController
class FleetExport {

	private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

	/** What a program that opens tables takes for the beginning of a formula. */
	private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

	private static final Map<String, Function<ExportedDeployment, @Nullable Object>> COLUMNS = columns();

	private final JsonMapper mapper = JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private final Fleet fleet;

	FleetExport(Fleet fleet) {
		this.fleet = fleet;
	}

	private static Map<String, Function<ExportedDeployment, @Nullable Object>> columns() {
		Map<String, Function<ExportedDeployment, @Nullable Object>> columns = new LinkedHashMap<>();
		columns.put("id", ExportedDeployment::id);
		columns.put("alias", ExportedDeployment::alias);
		columns.put("name", ExportedDeployment::name);
		columns.put("environment", ExportedDeployment::environment);
		columns.put("framework", ExportedDeployment::framework);
		columns.put("frameworkVersion", ExportedDeployment::frameworkVersion);
		columns.put("runtime", ExportedDeployment::runtime);
		columns.put("runtimeVersion", ExportedDeployment::runtimeVersion);
		columns.put("database", ExportedDeployment::database);
		columns.put("vendor", ExportedDeployment::vendor);
		columns.put("features", (deployment) -> String.join("; ", deployment.features()));
		columns.put("firstHeardOf", ExportedDeployment::firstHeardOf);
		columns.put("lastHeardOf", ExportedDeployment::lastHeardOf);
		columns.put("starts", ExportedDeployment::starts);
		columns.put("events", ExportedDeployment::events);
		return columns;
	}

	@GetMapping("/fleet.ndjson")
	ResponseEntity<StreamingResponseBody> json(@RequestParam Map<String, String> parameters,
			@ModelAttribute("times") Times times) {
		return answer(MediaType.APPLICATION_NDJSON, "fleet.ndjson",
				(stream) -> export(parameters, times, (deployment) -> {
					stream.write(this.mapper.writeValueAsBytes(deployment));
					stream.write('\n');
				}));
	}

	@GetMapping("/fleet.csv")
	ResponseEntity<StreamingResponseBody> csv(@RequestParam Map<String, String> parameters,
			@ModelAttribute("times") Times times) {
		return answer(CSV, "fleet.csv", (stream) -> {
			Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
			writer.write(String.join(",", COLUMNS.keySet()) + "\r\n");
			export(parameters, times,
					(deployment) -> writer.write(COLUMNS.values()
						.stream()
						.map((column) -> cell(column.apply(deployment)))
						.collect(Collectors.joining(",", "", "\r\n"))));
			writer.flush();
		});
	}

	private void export(Map<String, String> parameters, Times times, Line line) {
		FleetFilter filter = FleetFilter.of(parameters);
		Consumer<ExportedDeployment> target = (deployment) -> {
			try {
				line.write(deployment);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
		this.fleet.export(this.fleet.select(filter, Range.of(filter, "1", times)), target);
	}

	private static ResponseEntity<StreamingResponseBody> answer(MediaType type, String name,
			StreamingResponseBody body) {
		return ResponseEntity.ok()
			.contentType(type)
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
			.body(body);
	}

	/**
	 * A cell, in one line, and never a formula.
	 */
	static String cell(@Nullable Object value) {
		String text = (value != null) ? value.toString() : "";
		String safe = (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) ? "'" + text : text;
		String line = safe.replaceAll("\\R", " ").replace("\"", "\"\"");
		return (line.matches("[\\w.:;/^~ -]*")) ? line : "\"" + line + "\"";
	}

	private interface Line {

		void write(ExportedDeployment deployment) throws IOException;

	}

	/**
	 * A line of the export. Times are UTC.
	 *
	 * @param id the anonymous id
	 * @param alias see {@link Alias}
	 * @param name the name that operators gave it, or null
	 * @param environment as reported, or null
	 * @param framework as reported, or null
	 * @param frameworkVersion as reported, or null
	 * @param runtime as reported, or null
	 * @param runtimeVersion as reported, or null
	 * @param database as reported, or null
	 * @param vendor as reported, or null
	 * @param features what is switched on
	 * @param firstHeardOf when its first event came in
	 * @param lastHeardOf when its latest event came in
	 * @param starts how often an instance started
	 * @param events how many events came in
	 */
	record ExportedDeployment(String id, String alias, @Nullable String name, @Nullable String environment,
			@Nullable String framework, @Nullable String frameworkVersion, @Nullable String runtime,
			@Nullable String runtimeVersion, @Nullable String database, @Nullable String vendor, List<String> features,
			String firstHeardOf, String lastHeardOf, long starts, long events) {
	}

}
