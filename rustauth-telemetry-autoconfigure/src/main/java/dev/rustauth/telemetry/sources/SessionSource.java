package dev.rustauth.telemetry.sources;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

import dev.rustauth.telemetry.options.Advanced.CookieAttributes;
import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Lifetime of the session, attributes of its cookie and where Spring Session keeps it.
 * Only what is set: a default of the server says nothing about an application that may
 * have no sessions at all. The cookie's domain is handed on as "there is one", its name
 * not at all.
 */
final class SessionSource implements OptionsSource {

	private static final List<String> SESSIONS = List.of("org.springframework.session.SessionRepository",
			"org.springframework.session.ReactiveSessionRepository");

	private static final List<String> IN_DATABASE = List.of(
			"org.springframework.session.jdbc.JdbcIndexedSessionRepository",
			"org.springframework.session.data.mongo.MongoIndexedSessionRepository",
			"org.springframework.session.data.mongo.ReactiveMongoSessionRepository");

	private static final List<String> IN_SECONDARY_STORAGE = List.of(
			"org.springframework.session.data.redis.RedisSessionRepository",
			"org.springframework.session.data.redis.RedisIndexedSessionRepository",
			"org.springframework.session.data.redis.ReactiveRedisSessionRepository",
			"org.springframework.session.data.redis.ReactiveRedisIndexedSessionRepository",
			"org.springframework.session.hazelcast.HazelcastIndexedSessionRepository");

	private static final List<String> REPOSITORIES = Stream.of(SESSIONS, IN_DATABASE, IN_SECONDARY_STORAGE)
		.flatMap(List::stream)
		.toList();

	/** Where each kind of web application has its settings. */
	private static final Map<String, String> PREFIXES = Map.of("org.springframework.web.context.WebApplicationContext",
			"server.servlet.session", "org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext",
			"server.reactive.session");

	private final ApplicationContext context;

	private final ConfigurableListableBeanFactory beanFactory;

	SessionSource(ApplicationContext context, ConfigurableListableBeanFactory beanFactory) {
		this.context = context;
		this.beanFactory = beanFactory;
	}

	@Override
	public void fill(RustAuthOptions.Builder builder, Predicate<String> stated) {
		PREFIXES.forEach((type, prefix) -> {
			if (BeanTypes.isOf(this.context, type)) {
				new Settings(this.context.getEnvironment(), prefix).fill(builder, stated,
						BeanTypes.present(this.beanFactory, REPOSITORIES));
			}
		});
	}

	/**
	 * The settings of one kind of application.
	 *
	 * @param environment where they are
	 * @param prefix what their names begin with
	 */
	private record Settings(Environment environment, String prefix) {

		void fill(RustAuthOptions.Builder builder, Predicate<String> stated, Set<String> repositories) {
			RustAuthOptions options = builder.build();
			if (options.session().expiresIn() == null) {
				builder.session((session) -> session.expiresIn(timeout(has(repositories, SESSIONS))));
			}
			if (has(repositories, IN_DATABASE) && !stated.test("rustauth.session.store-session-in-database")) {
				builder.session((session) -> session.storeSessionInDatabase(true));
			}
			if (has(repositories, IN_SECONDARY_STORAGE) && !stated.test("rustauth.secondary-storage")) {
				builder.secondaryStorage(true);
			}
			Boolean secure = truth("secure");
			builder.advanced((advanced) -> {
				if (options.advanced().useSecureCookies() == null) {
					advanced.useSecureCookies(secure);
				}
				advanced.cookieAttributes((cookie) -> fill(cookie, options.advanced().cookieAttributes(), secure));
			});
		}

		private static boolean has(Set<String> present, List<String> any) {
			return any.stream().anyMatch(present::contains);
		}

		private void fill(CookieAttributes.Builder cookie, CookieAttributes stated, @Nullable Boolean secure) {
			if (stated.expires() == null) {
				cookie.expires(positive(cookie("max-age")));
			}
			if (stated.secure() == null) {
				cookie.secure(secure);
			}
			if (stated.sameSite() == null) {
				cookie.sameSite(sameSite());
			}
			if (stated.domain() == null) {
				cookie.domain((cookie("domain") != null) ? "" : null);
			}
			if (stated.path() == null) {
				cookie.path(cookie("path"));
			}
			if (stated.httpOnly() == null) {
				cookie.httpOnly(truth("http-only"));
			}
		}

		private @Nullable Duration timeout(boolean springSession) {
			String own = (springSession) ? value("spring.session.timeout") : null;
			return positive((own != null) ? own : value(this.prefix + ".timeout"));
		}

		/**
		 * Zero and below mean "until the browser closes" for a cookie and "never" for a
		 * session: there is no duration.
		 */
		private static @Nullable Duration positive(@Nullable String text) {
			Duration duration = (text != null) ? Words.duration(text) : null;
			return (duration == null || duration.isNegative() || duration.isZero()) ? null : duration;
		}

		/**
		 * One of the three words there are; "omitted" is Spring's word for none.
		 */
		private @Nullable String sameSite() {
			String word = cookie("same-site");
			word = (word != null) ? word.strip().toLowerCase(Locale.ROOT) : null;
			return (word != null && List.of("lax", "none", "strict").contains(word)) ? word : null;
		}

		private @Nullable Boolean truth(String attribute) {
			String word = cookie(attribute);
			return (word != null) ? Words.truth(word) : null;
		}

		private @Nullable String cookie(String attribute) {
			return value(this.prefix + ".cookie." + attribute);
		}

		private @Nullable String value(String name) {
			return Words.value(this.environment, name);
		}

	}

}
