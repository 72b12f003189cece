package dev.rustauth.telemetry.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds credentials inside of values: in URLs, and in the values of request headers.
 */
final class HiddenCredentials {

	/** Up to the last at sign: a password may hold one. */
	private static final Pattern USER_INFO = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]{0,40}://([^/?#\\s]*)@");

	private static final Pattern ORACLE = Pattern.compile("jdbc:oracle:\\w+:[^/@\\s]*/([^@\\s]+)@");

	/** In braces, a value may hold the characters that end it otherwise. */
	private static final Pattern PARAMETER = Pattern.compile("[?&;(,:]\\s*([\\w.-]+)=(\\{[^}]*}|[^&;#()\\s]*)");

	/** Ends of names whose values say where something is. */
	private static final Pattern PLACE = Pattern
		.compile("(.*[._-])?(ur[il]s?|endpoint|location|issuer|host|path|file)");

	private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:/\\S*");

	private static final Pattern RESOURCE = Pattern.compile("(?i)(file|classpath|jdbc|r2dbc):");

	/** A name and what is assigned to it, perhaps in quotes or braces. */
	private static final Pattern ASSIGNMENT = Pattern.compile("(?:^|[\\s;,&?(\"'])(?:--|-D)?(\\w[\\w.-]{0,99})\\s?=\\s?"
			+ "(\"[^\"]*\"|'[^']*'|\\{[^}]*}|[^\\s;,&()\"']+)");

	/** A text in JSON, with its name. */
	private static final Pattern MEMBER = Pattern.compile("\"(\\w[\\w.-]{0,99})\"\\s?:\\s?\"((?:[^\"\\\\]|\\\\.)*+)\"");

	/** A user name without a password is a token if it is this long. */
	private static final int TOKEN_LENGTH = 16;

	private HiddenCredentials() {
	}

	/**
	 * Whether a value is a location rather than a secret: a file with a key, or an
	 * endpoint for tokens. The name of the property distinguishes these from a webhook
	 * whose URL is a secret.
	 */
	static boolean isPlace(String name, String value) {
		return RESOURCE.matcher(value).lookingAt()
				|| (isUrl(value) && PLACE.matcher(HostSecrets.kebab(name)).matches());
	}

	static boolean isUrl(String value) {
		return value.startsWith("jdbc:") || URL.matcher(value).matches() || value.startsWith("classpath:");
	}

	/**
	 * Passwords in the URLs of a value, decoded.
	 */
	static List<String> inUrls(String value) {
		List<String> found = new ArrayList<>();
		Matcher userInfo = USER_INFO.matcher(value);
		while (userInfo.find()) {
			addPassword(userInfo.group(1), found);
		}
		Matcher oracle = ORACLE.matcher(value);
		while (oracle.find()) {
			found.add(oracle.group(1));
		}
		Matcher parameter = PARAMETER.matcher(value);
		while (isUrl(value) && parameter.find()) {
			if (HostSecrets.isSensitive(parameter.group(1))) {
				found.add(decode(parameter.group(2).replaceAll("^\\{|}$", "")));
			}
		}
		return found;
	}

	/**
	 * What a value assigns to names of its own: connection strings, options of a command
	 * line, logins of JAAS, JSON.
	 * @param value the value of a property
	 * @param each gets each name and what is assigned to it
	 */
	static void assigned(String value, BiConsumer<String, String> each) {
		Matcher assignment = ASSIGNMENT.matcher(value);
		while (assignment.find()) {
			each.accept(assignment.group(1), assignment.group(2).replaceAll("^[\"'{]|[\"'}]$", ""));
		}
		Matcher member = MEMBER.matcher(value);
		while (member.find()) {
			byte[] plain = Decoding.json(member.group(2).getBytes(StandardCharsets.UTF_8));
			each.accept(member.group(1), (plain != null) ? new String(plain, StandardCharsets.UTF_8) : member.group(2));
		}
	}

	private static void addPassword(String userInfo, List<String> found) {
		int colon = userInfo.indexOf(':');
		if (colon >= 0) {
			found.add(decode(userInfo.substring(colon + 1)));
		}
		else if (userInfo.length() >= TOKEN_LENGTH) {
			found.add(decode(userInfo));
		}
	}

	private static String decode(String text) {
		byte[] plain = Decoding.percent(text.getBytes(StandardCharsets.UTF_8), false);
		return (plain != null) ? new String(plain, StandardCharsets.UTF_8) : text;
	}

	/**
	 * What stands after a scheme, such as that of {@code Authorization: Bearer …}; of
	 * Basic authentication the password.
	 */
	static List<String> inHeader(String value) {
		List<String> found = new ArrayList<>();
		String[] parts = value.strip().split("\\s+", 2);
		if (parts.length == 2) {
			found.add(parts[1]);
			if (parts[0].equalsIgnoreCase("Basic")) {
				addBasic(parts[1], found);
			}
		}
		return found;
	}

	private static void addBasic(String credentials, List<String> found) {
		try {
			String text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
			int colon = text.indexOf(':');
			if (colon >= 0) {
				found.add(text.substring(colon + 1));
			}
		}
		catch (IllegalArgumentException ex) {
			// Not Base64, so nothing is hidden in it.
		}
	}

}
