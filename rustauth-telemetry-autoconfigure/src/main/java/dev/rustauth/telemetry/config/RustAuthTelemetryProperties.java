package dev.rustauth.telemetry.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the telemetry starter, each with its default. A bare number is seconds
 * where a duration is expected, and bytes where a size is.
 * <p>
 * Bound once telemetry is wanted; not meant to be changed afterwards.
 *
 * @since 0.1.0
 */
@ConfigurationProperties(prefix = RustAuthTelemetryProperties.PREFIX, ignoreInvalidFields = true)
public final class RustAuthTelemetryProperties {

	/** Prefix of the properties. */
	public static final String PREFIX = "rustauth.telemetry";

	/**
	 * Whether this application wants to send telemetry. The variable RUSTAUTH_TELEMETRY
	 * overrides it in both directions.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Whether to print every event as JSON to the log dev.rustauth.telemetry.debug
	 * instead of sending it.
	 */
	private boolean debug = false;

	/**
	 * URL of the collector, http or https.
	 */
	private @Nullable String endpoint;

	/**
	 * Whether to send in tests, too.
	 */
	private boolean skipTestCheck = false;

	/**
	 * How much may be said in freely chosen words. With strict, words outside of known
	 * lists become "other" or a number.
	 */
	private Redaction redaction = Redaction.STANDARD;

	/**
	 * Name of the project, which goes into the anonymous id. Default is
	 * spring.application.name, then the build information.
	 */
	private @Nullable String projectName;

	/**
	 * Whether the start fails when telemetry is wanted and a setting can't be used, or
	 * nothing says where to send to.
	 */
	private boolean failOnMisconfiguration = false;

	private final Context context = new Context();

	private final Oauth oauth = new Oauth();

	private final Sources sources = new Sources();

	private final AnonymousId anonymousId = new AnonymousId();

	private final Tripwire tripwire = new Tripwire();

	private final Http http = new Http();

	private final Delivery delivery = new Delivery();

	/**
	 * Bind the settings of an application.
	 * @param environment where they are
	 * @return the settings, with the default for each value that can't be used, and what
	 * those are
	 */
	public static ProblemCollectingBindHandler.Bound<RustAuthTelemetryProperties> bind(
			ConfigurableEnvironment environment) {
		ProblemCollectingBindHandler.Bound<RustAuthTelemetryProperties> bound = ProblemCollectingBindHandler
			.bind(environment, PREFIX, RustAuthTelemetryProperties.class, false);
		Http http = bound.value().http;
		http.headers = HeaderNames.of(environment, http.headers);
		return bound;
	}

	/**
	 * Empty is unset. Of texts only the key isn't read like that: a key that turns out to
	 * be empty was meant to hide something.
	 */
	private static @Nullable String unlessBlank(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text;
	}

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isDebug() {
		return this.debug;
	}

	public void setDebug(boolean debug) {
		this.debug = debug;
	}

	public @Nullable String getEndpoint() {
		return this.endpoint;
	}

	public void setEndpoint(@Nullable String endpoint) {
		this.endpoint = unlessBlank(endpoint);
	}

	public boolean isSkipTestCheck() {
		return this.skipTestCheck;
	}

	public void setSkipTestCheck(boolean skipTestCheck) {
		this.skipTestCheck = skipTestCheck;
	}

	public Redaction getRedaction() {
		return this.redaction;
	}

	public void setRedaction(Redaction redaction) {
		this.redaction = redaction;
	}

	public @Nullable String getProjectName() {
		return this.projectName;
	}

	public void setProjectName(@Nullable String projectName) {
		this.projectName = unlessBlank(projectName);
	}

	public boolean isFailOnMisconfiguration() {
		return this.failOnMisconfiguration;
	}

	public void setFailOnMisconfiguration(boolean failOnMisconfiguration) {
		this.failOnMisconfiguration = failOnMisconfiguration;
	}

	public Context getContext() {
		return this.context;
	}

	public Oauth getOauth() {
		return this.oauth;
	}

	public Sources getSources() {
		return this.sources;
	}

	public AnonymousId getAnonymousId() {
		return this.anonymousId;
	}

	public Tripwire getTripwire() {
		return this.tripwire;
	}

	public Http getHttp() {
		return this.http;
	}

	public Delivery getDelivery() {
		return this.delivery;
	}

	/**
	 * What the config snapshot says that the options don't hold.
	 */
	public static final class Context {

		/**
		 * Name of the database to report. Default is the detected one.
		 */
		private @Nullable String database;

		/**
		 * Name of the data access library to report.
		 */
		private @Nullable String adapter;

		public @Nullable String getDatabase() {
			return this.database;
		}

		public void setDatabase(@Nullable String database) {
			this.database = unlessBlank(database);
		}

		public @Nullable String getAdapter() {
			return this.adapter;
		}

		public void setAdapter(@Nullable String adapter) {
			this.adapter = unlessBlank(adapter);
		}

	}

	/**
	 * Reporting of social providers.
	 */
	public static final class Oauth {

		/**
		 * Whether to report social providers.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * What the config snapshot is filled from where rustauth.* leaves it open.
	 */
	public static final class Sources {

		private final Source oauth2Client = new Source();

		private final Source session = new Source();

		private final Source adapter = new Source();

		private final Migrations migrations = new Migrations();

		/**
		 * Registrations of Spring Security's OAuth2 client.
		 * @return the source
		 */
		public Source getOauth2Client() {
			return this.oauth2Client;
		}

		/**
		 * Session settings of the web server and of Spring Session.
		 * @return the source
		 */
		public Source getSession() {
			return this.session;
		}

		/**
		 * Beans of data access libraries.
		 * @return the source
		 */
		public Source getAdapter() {
			return this.adapter;
		}

		public Migrations getMigrations() {
			return this.migrations;
		}

	}

	/**
	 * One of the sources.
	 */
	public static final class Source {

		/**
		 * Whether to fill the config snapshot from it.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Runs of Flyway and Liquibase.
	 */
	public static final class Migrations {

		/**
		 * Whether to publish an event cli_migrate that says whether Flyway or Liquibase
		 * changed the database when the application started.
		 */
		private boolean enabled = false;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Making of the anonymous id.
	 */
	public static final class AnonymousId {

		/**
		 * Key of an HMAC-SHA-256 that takes the place of the plain hash, so that nobody
		 * without the key can guess the name behind an id.
		 */
		private @Nullable String key;

		public @Nullable String getKey() {
			return this.key;
		}

		public void setKey(@Nullable String key) {
			this.key = key;
		}

	}

	/**
	 * Search of every event for secrets of the application.
	 */
	public static final class Tripwire {

		/**
		 * Whether to drop an event in which the value of a property is that looks like a
		 * secret.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * How events are posted.
	 */
	public static final class Http {

		/**
		 * How long making a connection may take.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration connectTimeout = Duration.ofSeconds(2);

		/**
		 * How long one attempt may take, with a custom sink too.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration requestTimeout = Duration.ofSeconds(10);

		/**
		 * Further request headers, such as a bearer token. Values are never shown.
		 */
		private Map<String, String> headers = Map.of();

		/**
		 * Compression of request bodies.
		 */
		private Compression compression = Compression.NONE;

		private final Ssl ssl = new Ssl();

		public Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public Duration getRequestTimeout() {
			return this.requestTimeout;
		}

		public void setRequestTimeout(Duration requestTimeout) {
			this.requestTimeout = requestTimeout;
		}

		public Map<String, String> getHeaders() {
			return this.headers;
		}

		public void setHeaders(Map<String, String> headers) {
			this.headers = headers;
		}

		public Compression getCompression() {
			return this.compression;
		}

		public void setCompression(Compression compression) {
			this.compression = compression;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

	}

	/**
	 * Certificates.
	 */
	public static final class Ssl {

		/**
		 * Name of the SSL bundle to use, which may also hold a client certificate.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = unlessBlank(bundle);
		}

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
	 */
	public static final class Delivery {

		/**
		 * How many events may wait. When the queue is full, new events are dropped and
		 * counted.
		 */
		private int queueCapacity = 1024;

		/**
		 * How large an event may be. Larger ones are dropped and counted.
		 */
		private DataSize maxEventSize = DataSize.ofKilobytes(64);

		/**
		 * How many events may be on their way at once.
		 */
		private int concurrency = 4;

		/**
		 * How long the flush may take when the application closes.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration shutdownTimeout = Duration.ofSeconds(2);

		private final Retry retry = new Retry();

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

		public DataSize getMaxEventSize() {
			return this.maxEventSize;
		}

		public void setMaxEventSize(DataSize maxEventSize) {
			this.maxEventSize = maxEventSize;
		}

		public int getConcurrency() {
			return this.concurrency;
		}

		public void setConcurrency(int concurrency) {
			this.concurrency = concurrency;
		}

		public Duration getShutdownTimeout() {
			return this.shutdownTimeout;
		}

		public void setShutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
		}

		public Retry getRetry() {
			return this.retry;
		}

	}

	/**
	 * When failed attempts are repeated.
	 */
	public static final class Retry {

		/**
		 * How often an event is tried, the first attempt included.
		 */
		private int maxAttempts = 8;

		/**
		 * Longest wait before the second attempt, doubled for each further one.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration initialBackoff = Duration.ofMillis(500);

		/**
		 * Upper bound of a wait that the collector didn't ask for.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration maxBackoff = Duration.ofSeconds(15);

		/**
		 * How long after its first attempt an event may still be tried.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration deadline = Duration.ofSeconds(60);

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getInitialBackoff() {
			return this.initialBackoff;
		}

		public void setInitialBackoff(Duration initialBackoff) {
			this.initialBackoff = initialBackoff;
		}

		public Duration getMaxBackoff() {
			return this.maxBackoff;
		}

		public void setMaxBackoff(Duration maxBackoff) {
			this.maxBackoff = maxBackoff;
		}

		public Duration getDeadline() {
			return this.deadline;
		}

		public void setDeadline(Duration deadline) {
			this.deadline = deadline;
		}

	}

}
