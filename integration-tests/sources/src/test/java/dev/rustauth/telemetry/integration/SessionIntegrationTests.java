package dev.rustauth.telemetry.integration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.session.web.http.SessionRepositoryFilter;
import tools.jackson.databind.JsonNode;

import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions of real web servers, and of Spring Session in a real database.
 */
@Timeout(600)
class SessionIntegrationTests {

	private final ScriptedCollector collector = ScriptedCollector.start();

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void startWithServletSessionSettingsShouldReportThem() {
		JsonNode config = config(settings(Started.of(this.collector).without("jdbc"), "server.servlet.session."));
		assertThat(config.path("session").path("expiresIn").asInt()).isEqualTo(2700);
		assertCookie(config);
		assertThat(this.collector.bodies()).noneMatch((body) -> body.contains("canary"));
	}

	@Test
	void startWithReactiveSessionSettingsShouldReportThem() {
		JsonNode config = config(settings(Started.of(this.collector).without("jdbc"), "server.reactive.session.")
			.type(WebApplicationType.REACTIVE));
		assertThat(config.path("session").path("expiresIn").asInt()).isEqualTo(2700);
		assertCookie(config);
	}

	@Test
	void settingsOfTheOtherKindShouldNotBeReported() {
		JsonNode config = config(settings(Started.of(this.collector).without("jdbc"), "server.reactive.session."));
		assertUnset(config);
	}

	@Test
	void startWithoutSettingsShouldReportNothing() {
		assertUnset(config(Started.of(this.collector).without("jdbc")));
	}

	@Test
	void applicationWithoutWebServerShouldHaveNoSession() {
		assertUnset(config(settings(Started.of(this.collector).without("jdbc"), "server.servlet.session.")
			.type(WebApplicationType.NONE)));
	}

	@Test
	void sourceSwitchedOffShouldReportNothing() {
		assertUnset(config(settings(Started.of(this.collector).without("jdbc"), "server.servlet.session.")
			.with("rustauth.telemetry.sources.session.enabled", "false")));
	}

	@Test
	void statedOptionsShouldWin() {
		JsonNode config = config(settings(Started.of(this.collector).without("jdbc"), "server.servlet.session.")
			.with("rustauth.session.expires-in", "7d")
			.with("rustauth.advanced.use-secure-cookies", "false")
			.with("rustauth.advanced.cookie-attributes.same-site", "none"));
		assertThat(config.path("session").path("expiresIn").asInt()).isEqualTo(604800);
		JsonNode advanced = config.path("advanced");
		assertThat(advanced.path("useSecureCookies").asBoolean(true)).isFalse();
		assertThat(advanced.path("cookieAttributes").path("sameSite").asString()).isEqualTo("none");
		assertThat(advanced.path("cookieAttributes").path("secure").asBoolean()).isTrue();
	}

	@Test
	void sessionsInTheDatabaseShouldBeReported() {
		Started started = inDatabase("sessions");
		try (ConfigurableApplicationContext context = started.run()) {
			assertThat(context.getBeansOfType(SessionRepositoryFilter.class)).hasSize(1);
			JsonNode session = this.collector.awaitConfig().path("session");
			assertThat(session.path("expiresIn").asInt()).isEqualTo(120);
			assertThat(session.path("storeSessionInDatabase").asBoolean()).isTrue();
			assertThat(session.path("preserveSessionInDatabase").asBoolean()).isFalse();
		}
	}

	@Test
	void sessionsInTheDatabaseShouldNotBeReportedAgainstAStatement() {
		JsonNode config = config(
				inDatabase("stated-sessions").with("rustauth.session.store-session-in-database", "false"));
		assertThat(config.path("session").path("storeSessionInDatabase").asBoolean(true)).isFalse();
		assertThat(config.path("session").path("expiresIn").asInt()).isEqualTo(120);
	}

	private Started inDatabase(String name) {
		return Started.of(this.collector)
			.database(name)
			.without("jpa", "r2dbc", "data")
			.with("spring.session.jdbc.initialize-schema", "always")
			.with("spring.session.timeout", "120")
			.with("server.servlet.session.timeout", "45m");
	}

	private static Started settings(Started started, String prefix) {
		return started.with(prefix + "timeout", "45m")
			.with(prefix + "cookie.name", "canary")
			.with(prefix + "cookie.domain", "canary.example.com")
			.with(prefix + "cookie.path", "/shop")
			.with(prefix + "cookie.max-age", "3600")
			.with(prefix + "cookie.secure", "true")
			.with(prefix + "cookie.http-only", "true")
			.with(prefix + "cookie.same-site", "Strict");
	}

	private static void assertCookie(JsonNode config) {
		JsonNode advanced = config.path("advanced");
		assertThat(advanced.path("useSecureCookies").asBoolean()).isTrue();
		assertThat(advanced.path("cookieAttributes").toString())
			.isEqualTo("{\"expires\":3600,\"secure\":true,\"sameSite\":\"strict\",\"domain\":true,\"path\":\"/shop\","
					+ "\"httpOnly\":true}");
	}

	private static void assertUnset(JsonNode config) {
		assertThat(config.path("session").path("expiresIn").isNull()).isTrue();
		assertThat(config.path("advanced").path("useSecureCookies").isNull()).isTrue();
		assertThat(config.path("advanced").path("cookieAttributes").toString())
			.isEqualTo("{\"expires\":null,\"secure\":null,\"sameSite\":null,\"domain\":false,\"path\":null,"
					+ "\"httpOnly\":null}");
	}

	private JsonNode config(Started started) {
		try (ConfigurableApplicationContext context = started.run()) {
			return this.collector.awaitConfig();
		}
	}

}
