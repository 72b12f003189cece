package dev.rustauth.telemetry.sample.collector.operations;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.sample.collector.EventJson;
import dev.rustauth.telemetry.sample.collector.store.BoundedReads;

/**
 * Export and deletion by anonymous id.
 */
@RestController
class DataController {

	private final JsonMapper mapper = JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private final Erasure data;

	private final EventJson json;

	private final BoundedReads reads;

	DataController(Erasure data, EventJson json, BoundedReads reads) {
		this.data = data;
		this.json = json;
		this.reads = reads;
	}

	/**
	 * Everything that is kept of a deployment's events, one JSON object a line.
	 * @param id the anonymous id
	 */
	@GetMapping("/deployments/export")
	ResponseEntity<StreamingResponseBody> export(@RequestParam String id) {
		requireFound(this.reads.call(() -> this.data.isKnown(id)));
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_NDJSON)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("events.ndjson").build().toString())
			.body((stream) -> this.data.export(id, (event) -> write(event, stream)));
	}

	private void write(ExportedEvent event, OutputStream stream) {
		try {
			stream.write(this.mapper.writeValueAsBytes(event.with(oneLine(event.event()))));
			stream.write('\n');
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Line breaks between the tokens of an event would be taken for the end of a line.
	 */
	private String oneLine(String body) {
		try {
			return this.json.compact(body);
		}
		catch (JacksonException ex) {
			// It was stored under other limits, so it is exported as a text.
			return this.mapper.writeValueAsString(body);
		}
	}

	/**
	 * Forget a deployment: its events, its dead letters, its row of the fleet.
	 * @param id the anonymous id
	 */
	@DeleteMapping("/deployments")
	Erasure.Removed delete(@RequestParam String id) {
		Erasure.Removed removed = this.data.delete(id);
		requireFound(!removed.isNothing());
		return removed;
	}

	private static void requireFound(boolean found) {
		if (!found) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND,
					"Nothing is kept of a deployment with this id. In a URL, + is written as %2B, / as %2F, = as %3D.");
		}
	}

}
