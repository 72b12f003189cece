package dev.rustauth.telemetry.contributor;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.ApplicationContext;
import org.springframework.util.StringUtils;

import dev.rustauth.telemetry.detect.RunningBeans;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptions.Advanced.CookieAttributes;

/**
 * Lifetime of the session, attributes of its cookie and where Spring Session keeps it.
 * Only what is set: a default of the server says nothing about an application that may
 * have no sessions at all. Of the cookie's domain only the presence is passed on, of its
 * name nothing.
 */
final class SessionContributor implements OptionsContributors.Contributor {

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

	/** Where each kind of web application has its settings. */
	private static final Map<String, String> PREFIXES = Map.of("org.springframework.web.context.WebApplicationContext",
			"server.servlet.session", "org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext",
			"server.reactive.session");

	private static final Set<String> SAME_SITE = Set.of("lax", "none", "strict");

	private final ApplicationContext context;

	private final ConfigurableListableBeanFactory beanFactory;

	SessionContributor(ApplicationContext context, ConfigurableListableBeanFactory beanFactory) {
		this.context = context;
		this.beanFactory = beanFactory;
	}

	@Override
	public void fill(RustAuthOptions.Builder builder, Predicate<String> stated) {
		// Without a server of Spring Boot's, in a WAR, only Spring Session reads them.
		boolean springSession = has(SESSIONS);
		if (!springSession && RunningBeans.get(this.context, "getWebServer") == null) {
			return;
		}
		PREFIXES.forEach((type, prefix) -> {
			Class<?> kind = RunningBeans.type(this.beanFactory.getBeanClassLoader(), type);
			if (kind != null && kind.isInstance(this.context)) {
				fill(builder, stated, settings(prefix), (springSession) ? settings("spring.session").timeout() : null);
			}
		});
	}

	private void fill(RustAuthOptions.Builder builder, Predicate<String> stated, Settings settings,
			@Nullable Duration timeout) {
		RustAuthOptions options = builder.build();
		builder.session((session) -> session
			.expiresIn(first(options.session().expiresIn(), positive(first(timeout, settings.timeout())))));
		if (has(IN_DATABASE) && !stated.test("rustauth.session.store-session-in-database")) {
			builder.session((session) -> session.storeSessionInDatabase(true));
		}
		if (has(IN_SECONDARY_STORAGE) && !stated.test("rustauth.secondary-storage")) {
			builder.secondaryStorage(true);
		}
		Cookie cookie = settings.cookie();
		builder.advanced(
				(advanced) -> advanced.useSecureCookies(first(options.advanced().useSecureCookies(), cookie.secure()))
					.cookieAttributes((attributes) -> fill(attributes, options.advanced().cookieAttributes(), cookie)));
	}

	private static void fill(CookieAttributes.Builder attributes, CookieAttributes stated, Cookie cookie) {
		attributes.expires(first(stated.expires(), positive(cookie.maxAge())))
			.secure(first(stated.secure(), cookie.secure()))
			.sameSite(first(stated.sameSite(), cookie.reportedSameSite()))
			.domain(first(stated.domain(), StringUtils.hasText(cookie.domain()) ? "" : null))
			.path(first(stated.path(), StringUtils.hasText(cookie.path()) ? cookie.path() : null))
			.httpOnly(first(stated.httpOnly(), cookie.httpOnly()));
	}

	private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
		return (one != null) ? one : other;
	}

	private boolean has(List<String> types) {
		return types.stream().anyMatch((type) -> RunningBeans.has(this.beanFactory, type));
	}

	/**
	 * Bound as Spring Boot binds them, but to classes that distinguish "unset". A value
	 * that can't be read counts as unset: Spring Boot itself reports it.
	 */
	private Settings settings(String prefix) {
		return Binder.get(this.context.getEnvironment())
			.bindOrCreate(prefix, Bindable.of(Settings.class), new IgnoreErrorsBindHandler());
	}

	/**
	 * Zero and below mean "until the browser closes" for a cookie and "never" for a
	 * session: there is no duration.
	 */
	private static @Nullable Duration positive(@Nullable Duration duration) {
		return (duration == null || duration.isNegative() || duration.isZero()) ? null : duration;
	}

	/**
	 * What is bound of a session.
	 *
	 * @param timeout how long it lives
	 * @param cookie its cookie
	 */
	record Settings(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration timeout, @DefaultValue Cookie cookie) {

	}

	/**
	 * What is bound of a cookie.
	 *
	 * @param domain the domain it is sent to
	 * @param path the path it is sent to
	 * @param httpOnly whether it is hidden from scripts
	 * @param secure whether it is sent over TLS only
	 * @param maxAge how long it lives
	 * @param sameSite one of three words, or Spring's word "omitted" for none
	 */
	record Cookie(@Nullable String domain, @Nullable String path, @Nullable Boolean httpOnly, @Nullable Boolean secure,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maxAge, @DefaultValue("omitted") String sameSite) {

		@Nullable String reportedSameSite() {
			String word = this.sameSite.strip().toLowerCase(Locale.ROOT);
			return SAME_SITE.contains(word) ? word : null;
		}

	}

}
