package dev.rustauth.telemetry.sample.collector.intake;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Tells a sender that its token is missing or wrong, before its body has been read.
 */
@Component
class SenderRefusal implements AuthenticationEntryPoint {

	private final IntakeServlet intake;

	SenderRefusal(IntakeServlet intake) {
		this.intake = intake;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response,
			@Nullable AuthenticationException failure) throws IOException {
		this.intake.refuseToken(request);
	}

}
