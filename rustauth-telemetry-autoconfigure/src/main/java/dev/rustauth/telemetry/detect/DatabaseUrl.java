package dev.rustauth.telemetry.detect;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads which database a URL is for, from the words before its first slash. Since the
 * answer is one of a closed list, nothing of a URL can get further than this class.
 *
 * @param database the database
 * @param r2dbc whether it is reached through R2DBC
 */
record DatabaseUrl(Database database, boolean r2dbc) {

	private static final Pattern PREFIX = Pattern.compile("(jdbc|jdbc-secretsmanager|r2dbcs?):");

	private static final Pattern WORD = Pattern.compile("([a-z0-9-]+)(?:\\+[a-z0-9+]+)?:");

	/**
	 * Drivers that pass on to the one whose name follows: Testcontainers, pools, tracing
	 * and the like. (jTDS and the ancient Microsoft one name the server the same way.)
	 */
	private static final Set<String> WRAPPERS = Set.of("tc", "pool", "proxy", "p6spy", "otel", "tracing", "log4jdbc",
			"aws-wrapper", "jtds", "microsoft");

	private static final int LONGEST_SCHEME = 128;

	/**
	 * Read a URL.
	 * @param url a JDBC, R2DBC or plain URL
	 * @return what it tells, {@code null} when that is nothing
	 */
	static @Nullable DatabaseUrl parse(String url) {
		String rest = url.strip();
		rest = rest.substring(0, Math.min(rest.length(), LONGEST_SCHEME)).toLowerCase(Locale.ROOT);
		boolean r2dbc = rest.startsWith("r2dbc");
		Matcher prefix = PREFIX.matcher(rest);
		if (prefix.lookingAt()) {
			rest = rest.substring(prefix.end());
		}
		Matcher word = WORD.matcher(rest);
		while (word.lookingAt()) {
			String scheme = word.group(1);
			if (!WRAPPERS.contains(scheme)) {
				Database database = Database.ofScheme(scheme);
				return (database != null) ? new DatabaseUrl(database, r2dbc) : null;
			}
			word.region(word.end(), rest.length());
		}
		return null;
	}

}
