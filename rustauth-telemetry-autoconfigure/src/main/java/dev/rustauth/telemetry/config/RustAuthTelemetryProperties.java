package dev.rustauth.telemetry.config;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the telemetry starter. A value that can't be read keeps the default here;
 * it is found and reported when telemetry would otherwise be on.
 *
 * @param enabled Whether this application wants to send telemetry. The variable
 * RUSTAUTH_TELEMETRY overrides it in both directions.
 * @param debug Whether to print every event as JSON to the log
 * dev.rustauth.telemetry.debug instead of sending it.
 * @param endpoint URL of the collector, http or https.
 * @param skipTestCheck Whether to send in tests, too.
 * @param redaction How much may be said in freely chosen words. With strict, words
 * outside of known lists become "other" or a number.
 * @param projectName Name of the project, which goes into the anonymous id. Default is
 * spring.application.name, then the build information.
 * @param context What the config snapshot says that the options don't hold.
 * @param oauth Reporting of social providers.
 * @param sources What the config snapshot is filled from where rustauth.* leaves it open.
 * @param anonymousId Making of the anonymous id.
 * @param tripwire Search of every event for secrets of the application.
 * @param http How events are posted.
 * @param delivery How events are queued and repeated.
 * @param failOnMisconfiguration Whether the start fails when telemetry is wanted and a
 * setting can't be used, or nothing says where to send to.
 * @since 0.1.0
 */
@ConfigurationProperties(prefix = RustAuthTelemetryProperties.PREFIX, ignoreInvalidFields = true)
public record RustAuthTelemetryProperties(@Nullable Boolean enabled, @DefaultValue("false") Boolean debug,
		@Nullable String endpoint, @DefaultValue("false") Boolean skipTestCheck,
		@DefaultValue("standard") Redaction redaction, @Nullable String projectName, @DefaultValue Context context,
		@DefaultValue Oauth oauth, @DefaultValue Sources sources, @DefaultValue AnonymousId anonymousId,
		@DefaultValue Tripwire tripwire, @DefaultValue Http http, @DefaultValue Delivery delivery,
		@DefaultValue("false") Boolean failOnMisconfiguration) {

	/**
	 * Bind the settings of an application.
	 * @param environment where they are
	 * @return the settings, with the default for each value that can't be read, and what
	 * those are
	 */
	public static ProblemCollectingBindHandler.Bound<RustAuthTelemetryProperties> bind(
			ConfigurableEnvironment environment) {
		return SettingsBinder.bind(environment);
	}

	/**
	 * What was bound, with the endpoint, which may hold a password, shown as set.
	 */
	@Override
	public String toString() {
		return "RustAuthTelemetryProperties[enabled=" + this.enabled + ", debug=" + this.debug + ", endpoint="
				+ ((this.endpoint != null) ? "set" : "unset") + ", skipTestCheck=" + this.skipTestCheck
				+ ", projectName=" + this.projectName + ", context=" + this.context + ", oauth=" + this.oauth
				+ ", sources=" + this.sources + ", anonymousId=" + this.anonymousId + ", tripwire=" + this.tripwire
				+ ", http=" + this.http + ", delivery=" + this.delivery + ", failOnMisconfiguration="
				+ this.failOnMisconfiguration + "]";
	}

	/** Prefix of the properties. */
	public static final String PREFIX = "rustauth.telemetry";

	/** What an application has that sets nothing. */
	public static final RustAuthTelemetryProperties DEFAULTS = new RustAuthTelemetryProperties(null, false, null, false,
			Redaction.STANDARD, null, new Context(null, null), new Oauth(true),
			new Sources(new Source(true), new Source(true), new Source(true), new Migrations(false)),
			new AnonymousId(null), new Tripwire(true), Http.DEFAULTS, Delivery.DEFAULTS, false);

	/**
	 * What the config snapshot says that the options don't hold.
	 *
	 * @param database Name of the database to report. Default is the detected one.
	 * @param adapter Name of the data access library to report.
	 */
	public record Context(@Nullable String database, @Nullable String adapter) {

	}

	/**
	 * Reporting of social providers.
	 *
	 * @param enabled Whether to report social providers.
	 */
	public record Oauth(@DefaultValue("true") Boolean enabled) {

	}

	/**
	 * What the config snapshot is filled from where rustauth.* leaves it open.
	 *
	 * @param oauth2Client Registrations of Spring Security's OAuth2 client.
	 * @param session Session settings of the web server and of Spring Session.
	 * @param adapter Beans of data access libraries.
	 * @param migrations Runs of Flyway and Liquibase.
	 */
	public record Sources(@DefaultValue Source oauth2Client, @DefaultValue Source session, @DefaultValue Source adapter,
			@DefaultValue Migrations migrations) {

	}

	/**
	 * One of the sources.
	 *
	 * @param enabled Whether to fill the config snapshot from it.
	 */
	public record Source(@DefaultValue("true") Boolean enabled) {

	}

	/**
	 * Runs of Flyway and Liquibase.
	 *
	 * @param enabled Whether to publish an event cli_migrate that says whether Flyway or
	 * Liquibase changed the database when the application started.
	 */
	public record Migrations(@DefaultValue("false") Boolean enabled) {

	}

	/**
	 * Making of the anonymous id.
	 *
	 * @param key Key of an HMAC-SHA-256 that takes the place of the plain hash, so that
	 * nobody without the key can guess the name behind an id.
	 */
	public record AnonymousId(@Nullable String key) {

		/**
		 * Says whether there is a key.
		 */
		@Override
		public String toString() {
			return "AnonymousId[key=" + ((this.key != null) ? "set" : "unset") + "]";
		}

	}

	/**
	 * Search of every event for secrets of the application.
	 *
	 * @param enabled Whether to drop an event in which the value of a property is that
	 * looks like a secret.
	 */
	public record Tripwire(@DefaultValue("true") Boolean enabled) {

	}

	/**
	 * How events are posted.
	 *
	 * @param connectTimeout How long making a connection may take.
	 * @param requestTimeout How long one attempt may take, with a custom sink too.
	 * @param headers Further request headers, such as a bearer token. Values are never
	 * shown.
	 * @param ssl Certificates.
	 * @param compression Compression of request bodies.
	 */
	public record Http(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("10s") Duration requestTimeout,
			@DefaultValue Map<String, String> headers, @DefaultValue Ssl ssl,
			@DefaultValue("none") Compression compression) {

		public static final Http DEFAULTS = new Http(Duration.ofSeconds(2), Duration.ofSeconds(10), Map.of(),
				new Ssl(null), Compression.NONE);

		/**
		 * Names the headers, without their values.
		 */
		@Override
		public String toString() {
			return "Http[connectTimeout=" + this.connectTimeout + ", requestTimeout=" + this.requestTimeout
					+ ", headers=" + this.headers.keySet() + ", ssl=" + this.ssl + ", compression=" + this.compression
					+ "]";
		}

	}

	/**
	 * Certificates.
	 *
	 * @param bundle Name of the SSL bundle to use, which may also hold a client
	 * certificate.
	 */
	public record Ssl(@Nullable String bundle) {

	}

	/**
	 * Compression of request bodies.
	 */
	public enum Compression {

		/** Bodies are sent as they are. */
		NONE,

		/** Bodies are sent with {@code Content-Encoding: gzip}. */
		GZIP

	}

	/**
	 * How events are queued and repeated.
	 *
	 * @param queueCapacity How many events may wait. When the queue is full, new events
	 * are dropped and counted.
	 * @param maxEventSize How large an event may be. Larger ones are dropped and counted.
	 * @param concurrency How many events may be on their way at once.
	 * @param retry When failed attempts are repeated.
	 * @param shutdownTimeout How long the flush may take when the application closes.
	 */
	public record Delivery(@DefaultValue("1024") Integer queueCapacity, @DefaultValue("64KB") DataSize maxEventSize,
			@DefaultValue("4") Integer concurrency, @DefaultValue Retry retry,
			@DefaultValue("2s") Duration shutdownTimeout) {

		public static final Delivery DEFAULTS = new Delivery(1024, DataSize.ofKilobytes(64), 4,
				new Retry(8, Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(60)),
				Duration.ofSeconds(2));

	}

	/**
	 * When failed attempts are repeated.
	 *
	 * @param maxAttempts How often an event is tried, the first attempt included.
	 * @param initialBackoff Longest wait before the second attempt, doubled for each
	 * further one.
	 * @param maxBackoff Upper bound of a wait that the collector didn't ask for.
	 * @param deadline How long after its first attempt an event may still be tried.
	 */
	public record Retry(@DefaultValue("8") Integer maxAttempts, @DefaultValue("500ms") Duration initialBackoff,
			@DefaultValue("15s") Duration maxBackoff, @DefaultValue("60s") Duration deadline) {

	}

}
