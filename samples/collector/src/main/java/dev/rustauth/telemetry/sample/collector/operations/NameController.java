package dev.rustauth.telemetry.sample.collector.operations;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

import dev.rustauth.telemetry.sample.collector.Texts;
import dev.rustauth.telemetry.sample.collector.store.BoundedReads;

/**
 * Lets operators name deployments. A name is kept here, and told to nobody.
 */
@Controller
class NameController {

	/** Of the column. */
	private static final int MAX_LENGTH = 60;

	private final JdbcClient jdbc;

	private final BoundedReads reads;

	NameController(JdbcClient jdbc, BoundedReads reads) {
		this.jdbc = jdbc;
		this.reads = reads;
	}

	/**
	 * Name a deployment.
	 * @param id the anonymous id
	 * @param name the name, or blank for none
	 */
	@PostMapping("/deployment/name")
	ResponseEntity<Void> name(@RequestParam String id, @RequestParam String name) {
		String clean = Texts.cut(Texts.clean(name.replaceAll("\\p{Cntrl}+", " ").strip()), MAX_LENGTH);
		int found = this.reads
			.call(() -> this.jdbc.sql("update deployment set name = nullif(?, '') where anonymous_id = ?")
				.params(clean, id)
				.update());
		if (found == 0) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		// Relative: a proxy may know this page by another path.
		return ResponseEntity.status(HttpStatus.SEE_OTHER)
			.location(URI.create("../deployment?id=" + UriUtils.encode(id, StandardCharsets.UTF_8)))
			.build();
	}

}
