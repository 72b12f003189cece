package dev.rustauth.telemetry.sample.collector.intake;

import java.io.IOException;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the intake: a status, and for people what is wrong, as a problem detail.
 *
 * @param status the status
 * @param problem what is wrong, or null if nothing is
 * @param header name of a header that belongs to it, or null
 * @param value its value, or null
 */
record Answer(HttpStatus status, @Nullable String problem, @Nullable String header, @Nullable String value) {

	static final Answer ACCEPTED = new Answer(HttpStatus.ACCEPTED, null, null, null);

	private static final JsonMapper JSON = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
		.build();

	/**
	 * Write it. It fits into the server's buffer, so this doesn't wait for the sender.
	 */
	void writeTo(HttpServletResponse response) throws IOException {
		response.setStatus(this.status.value());
		if (this.header != null) {
			response.setHeader(this.header, this.value);
		}
		if (this.problem == null) {
			response.setContentLength(0);
			return;
		}
		byte[] body = JSON.writeValueAsBytes(ProblemDetail.forStatusAndDetail(this.status, this.problem));
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
