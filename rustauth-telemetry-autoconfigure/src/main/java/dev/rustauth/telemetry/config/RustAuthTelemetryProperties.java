package dev.rustauth.telemetry.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

import dev.rustauth.telemetry.Internal;

/**
 * Settings of the telemetry starter, each with its default. A duration without a unit is
 * in seconds, a size without a unit in bytes.
 * <p>
 * Bound once, when telemetry is enabled. Later changes have no effect.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties(prefix = RustAuthTelemetryProperties.PREFIX, ignoreInvalidFields = true)
public final class RustAuthTelemetryProperties {

	/** Prefix of the properties. */
	public static final String PREFIX = "rustauth.telemetry";

	/**
	 * Whether to send telemetry. The variable RUSTAUTH_TELEMETRY overrides it in both
	 * directions.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Whether to log every event as JSON, by the logger dev.rustauth.telemetry.debug at
	 * INFO, instead of sending it. Needs no endpoint.
	 */
	private boolean debug = false;

	/**
	 * URL of the collector, http or https.
	 */
	private @Nullable String endpoint;

	/**
	 * Whether to send telemetry in tests as well.
	 */
	private boolean skipTestCheck = false;

	/**
	 * Redaction of freely chosen words. With "strict", words outside the published lists
	 * are replaced by "other", and names of fields by "field1", "field2" and so on.
	 */
	private Redaction redaction = Redaction.STANDARD;

	/**
	 * Project name that is hashed into the anonymous id. Defaults to
	 * spring.application.name, then to build.name or build.artifact of the build
	 * information.
	 */
	private @Nullable String projectName;

	/**
	 * Whether to fail startup when telemetry is enabled but a setting cannot be used or
	 * there is no destination.
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
	 * Parts of the config snapshot that are not auth options.
	 */
	public static final class Context {

		/**
		 * Name of the database in the config snapshot. Defaults to the detected database.
		 */
		private @Nullable String database;

		/**
		 * Name of the data access library in the config snapshot. Defaults to the
		 * detected library.
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
		 * Whether to report social providers. If false, socialProviders is always empty.
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
	 * What fills in the options that rustauth.* leaves unset.
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
		 * Whether to publish a cli_migrate event that says whether Flyway or Liquibase
		 * changed the database at startup.
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
	 * The anonymous id.
	 */
	public static final class AnonymousId {

		/**
		 * Key that makes the anonymous id an HMAC-SHA-256 instead of a plain hash, so
		 * that nobody without the key can compute it. An empty key gives a random id.
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
		 * Whether to drop events that contain the value of a property that looks like a
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
		 * Maximum time to establish a connection.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration connectTimeout = Duration.ofSeconds(2);

		/**
		 * Maximum time of one delivery attempt. Applies to a custom sink as well.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration requestTimeout = Duration.ofSeconds(10);

		/**
		 * Additional request headers, such as Authorization. Values are never shown. They
		 * override the starter's own headers, except for Idempotency-Key.
		 */
		private Map<String, String> headers = Map.of();

		/**
		 * Compression of request bodies. With "gzip", the collector must accept
		 * Content-Encoding: gzip.
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
	 * Transport security.
	 */
	public static final class Ssl {

		/**
		 * Name of the SSL bundle with the certificates to trust and, for mutual TLS, the
		 * client certificate.
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
	 * Which freely chosen words the {@code init} event may contain.
	 */
	public enum Redaction {

		/**
		 * Names of plugins, providers, scopes, additional fields and headers, and what
		 * detectors found, are reported as they are, as the Rust crate and Better Auth
		 * do.
		 */
		STANDARD,

		/**
		 * Only words from known lists are reported; every other word becomes
		 * {@code other}, or a number where it is a key. JSON types stay as they are.
		 */
		STRICT

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
	 * Queueing and sending of events.
	 */
	public static final class Delivery {

		/**
		 * Maximum number of waiting events, from 1 to 1048576. While the queue is full,
		 * new events are dropped and counted.
		 */
		private int queueCapacity = 1024;

		/**
		 * Maximum size of an event, from 4KB to 64MB. Larger events are dropped and
		 * counted. The limit for a custom sink is 16MB, unless debug is on.
		 */
		private DataSize maxEventSize = DataSize.ofKilobytes(64);

		/**
		 * Maximum number of requests that are sent at the same time, from 1 to 64. Each
		 * has one event, or one batch.
		 */
		private int concurrency = 4;

		private final Batch batch = new Batch();

		/**
		 * Maximum time to flush waiting events when the application closes. Zero disables
		 * the flush.
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

		public Batch getBatch() {
			return this.batch;
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
	 * Batches of events.
	 */
	public static final class Batch {

		/**
		 * Maximum number of events in a request, from 1 to 1000. With more than one, the
		 * collector must accept JSON arrays.
		 */
		private int maxEvents = 1;

		/**
		 * Maximum time that an event waits for others to be sent with.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration maxWait = Duration.ofSeconds(1);

		public int getMaxEvents() {
			return this.maxEvents;
		}

		public void setMaxEvents(int maxEvents) {
			this.maxEvents = maxEvents;
		}

		public Duration getMaxWait() {
			return this.maxWait;
		}

		public void setMaxWait(Duration maxWait) {
			this.maxWait = maxWait;
		}

	}

	/**
	 * Retry of failed attempts.
	 */
	public static final class Retry {

		/**
		 * Maximum number of attempts for an event, including the first. 1 disables
		 * retries.
		 */
		private int maxAttempts = 8;

		/**
		 * Maximum delay before the second attempt. Doubled for each further attempt.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration initialBackoff = Duration.ofMillis(500);

		/**
		 * Maximum delay between attempts, unless the collector asks for a longer one.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration maxBackoff = Duration.ofSeconds(15);

		/**
		 * Time after the first attempt within which an event may be retried.
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
