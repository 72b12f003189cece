package dev.rustauth.telemetry.contributor;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.context.support.GenericWebApplicationContext;

import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptions.Advanced.CookieAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionContributor}.
 */
class SessionContributorTests {

	private static final String PREFIX = "server.servlet.session.";

	private GenericWebApplicationContext context = new WithServer();

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest
	@CsvSource({ "1800,1800", "30m,1800", "PT2H,7200", "90s,90", " 5m ,300" })
	void timeoutShouldBeReadAsSpringReadsIt(String text, long seconds) {
		this.environment.setProperty(PREFIX + "timeout", text);
		assertThat(fill().session().expiresIn()).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "", "soon", "${missing}", "99999999999999999999s" })
	void timeoutThatIsNoDurationShouldStayUnset(String text) {
		this.environment.setProperty(PREFIX + "timeout", text);
		this.environment.setProperty(PREFIX + "cookie.max-age", text);
		RustAuthOptions options = fill();
		assertThat(options.session().expiresIn()).isNull();
		assertThat(options.advanced().cookieAttributes().expires()).isNull();
	}

	@Test
	void wordsThatMeanNothingShouldStayUnset() {
		this.environment.setProperty(PREFIX + "cookie.secure", "perhaps");
		this.environment.setProperty(PREFIX + "cookie.http-only", "");
		this.environment.setProperty(PREFIX + "cookie.same-site", "omitted");
		RustAuthOptions options = fill();
		assertThat(options).isEqualTo(RustAuthOptions.builder().build());
	}

	@Test
	void falseShouldBeReportedAsSuch() {
		this.environment.setProperty(PREFIX + "cookie.secure", "off");
		this.environment.setProperty(PREFIX + "cookie.http-only", "FALSE");
		RustAuthOptions options = fill();
		assertThat(options.advanced().useSecureCookies()).isFalse();
		assertThat(options.advanced().cookieAttributes().secure()).isFalse();
		assertThat(options.advanced().cookieAttributes().httpOnly()).isFalse();
	}

	@Test
	void domainShouldBeForgotten() {
		this.environment.setProperty(PREFIX + "cookie.domain", "canary.example.com");
		CookieAttributes cookie = fill().advanced().cookieAttributes();
		assertThat(cookie.domain()).isNotNull();
		assertThat(cookie.toString()).doesNotContain("canary");
	}

	// In a WAR the settings of Spring Boot's own servers mean nothing.
	@Test
	void withoutServerShouldStayUnset() {
		this.environment.setProperty(PREFIX + "timeout", "30m");
		this.context = new GenericWebApplicationContext();
		assertThat(fill()).isEqualTo(RustAuthOptions.builder().build());
	}

	private RustAuthOptions fill() {
		RustAuthOptions.Builder builder = RustAuthOptions.builder();
		try (GenericWebApplicationContext closed = this.context) {
			closed.setEnvironment(this.environment);
			new SessionContributor(closed, closed.getBeanFactory()).fill(builder, (property) -> false);
		}
		return builder.build();
	}

	/**
	 * Like the contexts of Spring Boot, whose packages depend on its line.
	 */
	static class WithServer extends GenericWebApplicationContext implements HasServer {

		@Override
		public Object getWebServer() {
			return this;
		}

	}

	interface HasServer {

		Object getWebServer();

	}

}
