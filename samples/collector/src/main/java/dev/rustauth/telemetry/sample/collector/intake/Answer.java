package dev.rustauth.telemetry.sample.collector.intake;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the intake: a status, and for people what is wrong, as a problem detail.
 * To a batch whose events fared differently: the status of each.
 *
 * @param status the status
 * @param problem what is wrong, or null if nothing is
 * @param header name of a header that belongs to it, or null
 * @param value its value, or null
 * @param statuses the status of each event, empty if that of the answer holds for all
 */
record Answer(HttpStatus status, @Nullable String problem, @Nullable String header, @Nullable String value,
		List<Integer> statuses) {

	static final Answer ACCEPTED = new Answer(HttpStatus.ACCEPTED, null, null, null);

	private static final JsonMapper JSON = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
		.build();

	Answer(HttpStatus status, @Nullable String problem, @Nullable String header, @Nullable String value) {
		this(status, problem, header, value, List.of());
	}

	/**
	 * The answer to a batch: one for all if each is kept, or if the whole may be sent
	 * again.
	 * @param answers the answers to its events, in their order
	 */
	static Answer toBatch(List<Answer> answers) {
		Answer first = answers.get(0);
		Answer later = answers.stream().filter(Answer::isLater).reduce(first, (one, other) -> other);
		boolean same = answers.stream().allMatch((answer) -> answer.status == first.status);
		if (same && (first.status == HttpStatus.ACCEPTED || first.isLater())) {
			return later;
		}
		List<Integer> statuses = answers.stream().map((answer) -> answer.status.value()).toList();
		return new Answer(HttpStatus.MULTI_STATUS, null, (later.isLater()) ? later.header : null, later.value,
				statuses);
	}

	private boolean isLater() {
		return HttpHeaders.RETRY_AFTER.equals(this.header);
	}

	/**
	 * Write it. It fits into the server's buffer, so this doesn't wait for the sender.
	 */
	void writeTo(HttpServletResponse response) throws IOException {
		response.setStatus(this.status.value());
		if (this.header != null) {
			response.setHeader(this.header, this.value);
		}
		if (this.problem != null) {
			write(response, MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					ProblemDetail.forStatusAndDetail(this.status, this.problem));
		}
		else if (!this.statuses.isEmpty()) {
			write(response, MediaType.APPLICATION_JSON_VALUE, this.statuses);
		}
		else {
			response.setContentLength(0);
		}
	}

	private static void write(HttpServletResponse response, String type, Object content) throws IOException {
		byte[] body = JSON.writeValueAsBytes(content);
		response.setContentType(type);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
