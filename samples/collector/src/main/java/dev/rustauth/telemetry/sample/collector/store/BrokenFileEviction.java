package dev.rustauth.telemetry.sample.collector.store;

import java.sql.SQLException;
import java.util.Set;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Has the pool throw a connection away when H2 could not read or write its file. Going on
 * with it, if only to roll back, may never end: H2 was seen to spin where it counts who
 * uses its file. The numbers are H2's; PostgreSQL has none.
 */
public final class BrokenFileEviction implements SQLExceptionOverride {

	/**
	 * General error, I/O error with and without a file name, corrupt file, closed file.
	 */
	private static final Set<Integer> BROKEN = Set.of(50000, 90028, 90031, 90030, 90098, 90121);

	@java.lang.Override
	public Override adjudicate(SQLException failure) {
		return (BROKEN.contains(failure.getErrorCode())) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
	}

}
