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
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Export and deletion by anonymous id.
 */
@RestController
class DataController {

	private final JsonMapper mapper = JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private final Erasure data;

	DataController(Erasure data) {
		this.data = data;
	}

	/**
	 * Everything that is kept of a deployment's events, one JSON object a line.
	 * @param id the anonymous id
	 */
	@GetMapping("/deployments/export")
	ResponseEntity<StreamingResponseBody> export(@RequestParam String id) {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_NDJSON)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("events.ndjson").build().toString())
			.body((stream) -> this.data.export(id, (event) -> write(event, stream)));
	}

	private void write(ExportedEvent event, OutputStream stream) {
		try {
			stream.write(this.mapper.writeValueAsBytes(event));
			stream.write('\n');
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Forget a deployment: its events, its dead letters, its row of the fleet.
	 * @param id the anonymous id
	 */
	@DeleteMapping("/deployments")
	Erasure.Removed delete(@RequestParam String id) {
		Erasure.Removed removed = this.data.delete(id);
		if (removed.isNothing()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return removed;
	}

}
