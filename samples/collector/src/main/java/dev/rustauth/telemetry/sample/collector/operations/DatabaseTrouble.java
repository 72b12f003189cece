package dev.rustauth.telemetry.sample.collector.operations;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Says that it is the database, and that it may be back soon.
 */
@ControllerAdvice
class DatabaseTrouble {

	/** The other one is that a transaction couldn't begin or end. */
	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	void databaseCannotBeUsed(HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, "10");
		response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
	}

}
