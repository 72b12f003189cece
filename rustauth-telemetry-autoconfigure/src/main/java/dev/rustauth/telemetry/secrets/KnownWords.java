package dev.rustauth.telemetry.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Words that events contain anyway, so that finding one proves nothing: names of fields
 * and words of the field registry, names that are configured to be reported, and everyday
 * words. Used as a password, such a word protects nothing.
 */
final class KnownWords {

	private static final Set<String> COMMON = Set.of("localhost", "password", "passwords", "changeit", "changeme",
			"username", "timestamp", "disabled", "required", "optional", "standard", "internal", "external", "default",
			"undefined", "unlimited", "unspecified", "anonymous", "bootstrap", "container", "kubernetes", "springboot",
			"access_token", "refresh_token", "id_token", "client_secret", "authorization", "application",
			"application/json", "java.lang.string", "clickhouse", "rustauth-telemetry", "authorization_code",
			"client_credentials", "client_secret_basic", "client_secret_post", "private_key_jwt");

	/** Texts of the registry that are words, not sentences. */
	private static final Pattern WORD = Pattern.compile("\"([\\w.\\[\\]<>/-]+)\"");

	private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^A-Za-z0-9]");

	/** What is reported in clear when it is stated, so that it is no secret. */
	private static final List<String> REPORTED = Stream
		.of("rustauth.plugins", "rustauth.social-providers", "rustauth.user.additional-fields",
				"rustauth.session.additional-fields", "rustauth.user.fields", "rustauth.session.fields",
				"rustauth.account.fields", "rustauth.account.account-linking", "rustauth.verification.fields",
				"rustauth.advanced.ip-address", "rustauth.advanced.cookie-attributes", "rustauth.telemetry.context",
				"spring.security.oauth2.client.registration", "server.servlet.session.cookie.path",
				"server.reactive.session.cookie.path")
		.map(KnownWords::joined)
		.toList();

	/** What of the registrations and providers is never reported. */
	private static final Pattern NOT_REPORTED = Pattern
		.compile(".*(clientid|clientsecret|clientname|redirecturi)|.*fields.+");

	/** Everybody's words, one a line: a part of one isn't a secret either. */
	private final String everybodys;

	/** The application's own. */
	private final String stated;

	private KnownWords(Set<String> everybodys, Set<String> stated) {
		this.everybodys = String.join("\n", everybodys);
		this.stated = String.join("\n", stated);
	}

	static KnownWords of(ConfigurableEnvironment environment) {
		Set<String> words = new HashSet<>(COMMON);
		addRegistry(words);
		Set<String> stated = new HashSet<>();
		HostSecrets.enumerable(environment).forEach((source) -> addReported(source, stated));
		return new KnownWords(words, stated);
	}

	private static void addRegistry(Set<String> words) {
		try (InputStream registry = KnownWords.class.getResourceAsStream("/dev/rustauth/telemetry/fields.json")) {
			if (registry == null) {
				return;
			}
			Matcher word = WORD.matcher(new String(registry.readAllBytes(), StandardCharsets.UTF_8));
			while (word.find()) {
				add(word.group(1), words);
				Stream.of(word.group(1).split("[.\\[\\]]+")).forEach((name) -> add(name, words));
			}
		}
		catch (IOException ex) {
			// Without the registry, a few more words than necessary are searched for.
		}
	}

	private static void addReported(EnumerablePropertySource<?> source, Set<String> words) {
		for (String name : source.getPropertyNames()) {
			String joined = joined(name);
			if (REPORTED.stream().noneMatch(joined::startsWith)) {
				continue;
			}
			Stream.of(name.split("[.\\[\\]]+")).forEach((part) -> add(part, words));
			if (!NOT_REPORTED.matcher(joined).matches()) {
				addValue(source, name, words);
			}
		}
	}

	/**
	 * A name in the form that all its spellings have in common.
	 */
	private static String joined(String name) {
		return NEITHER_LETTER_NOR_DIGIT.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
	}

	private static void addValue(EnumerablePropertySource<?> source, String name, Set<String> words) {
		try {
			Object value = source.getProperty(name);
			if (value != null) {
				Stream.of(value.toString().split("[,\\s]+")).forEach((element) -> add(element, words));
			}
		}
		catch (RuntimeException ex) {
			// What can't be read isn't reported either.
		}
	}

	private static void add(String word, Set<String> words) {
		words.add(word.toLowerCase(Locale.ROOT));
	}

	/**
	 * Whether a value is no secret.
	 * @param doubtful whether its property's name leaves it open, such as
	 * {@code app.plugin.key}: then a name that the configuration states to be reported is
	 * none either. A password that was put in the place of such a name by mistake is one.
	 */
	boolean contains(String value, boolean doubtful) {
		String lower = value.toLowerCase(Locale.ROOT);
		return this.everybodys.contains(lower) || (doubtful && this.stated.contains(lower));
	}

}
