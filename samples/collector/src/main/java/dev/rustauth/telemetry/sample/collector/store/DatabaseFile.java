package dev.rustauth.telemetry.sample.collector.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The file of H2, which Unix lets anybody delete or replace while it is open. H2 notices
 * nothing and goes on in the open one, which is gone with the process. Used by the thread
 * that writes. A database that has no file of this machine's passes.
 */
final class DatabaseFile {

	private final JdbcTemplate jdbc;

	private boolean known;

	private @Nullable Path path;

	private @Nullable Object key;

	DatabaseFile(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * See whether what is open is still what would be opened.
	 * @throws DataAccessResourceFailureException if it isn't
	 */
	void requireInPlace() {
		if (!this.known) {
			this.path = find();
			this.key = (this.path != null) ? key(this.path) : null;
			this.known = true;
		}
		if (isGone()) {
			throw new DataAccessResourceFailureException("The file " + this.path + " was deleted or replaced. "
					+ "Pages and exports show what was in it until this process ends, and nothing does afterwards: "
					+ "export what is needed, then restart");
		}
	}

	/**
	 * Tell whether it isn't. Touches no database.
	 */
	boolean isGone() {
		return this.key != null && this.path != null && !this.key.equals(key(this.path));
	}

	private @Nullable Path find() {
		String url = this.jdbc.execute((ConnectionCallback<String>) (connection) -> connection.getMetaData().getURL());
		String name = (url != null && url.startsWith("jdbc:h2:"))
				? this.jdbc.queryForObject("select database_path()", String.class) : null;
		try {
			return (name != null) ? Path.of(name + ".mv.db") : null;
		}
		catch (InvalidPathException ex) {
			// A file system of H2's own, under a name that this machine has none like.
			return null;
		}
	}

	/**
	 * Tell a file from another that has its name later.
	 */
	private static @Nullable Object key(Path path) {
		try {
			return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
		}
		catch (IOException ex) {
			return null;
		}
	}

}
