package dev.rustauth.telemetry.secrets;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import dev.rustauth.telemetry.collector.RecordedLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SecretTripwire}: what it takes for a secret.
 */
class SecretTripwireTests {

	private static final String SECRET = "s3cr3t-value-42";

	@ParameterizedTest
	@ValueSource(strings = { "spring.datasource.password", "SPRING_DATASOURCE_PASSWORD", "db.passwd", "DB_PWD",
			"spring.security.oauth2.client.registration.google.client-secret", "app.clientSecret", "GITHUB_TOKEN",
			"spring.ai.openai.api-key", "OPENAI_APIKEY", "app.apiKey", "ssl.private-key", "AWS_SECRET_ACCESS_KEY",
			"cloud.accessKey", "app.credentials.x", "app.key", "APP_KEY", "jwt.signing-key", "app.tokens[0]", "DB_PASS",
			"db.pass", "app.passphrase", "app.keys.key[1]", "rustauth.secret",
			"rustauth.social-providers.github.client-secret", "rustauth.telemetry.anonymous-id.key", "app.signingKey" })
	void propertyWithSensitiveNameShouldHoldASecret(String name) {
		assertThat(search(Map.of(name, SECRET), "x" + SECRET + "y")).containsExactly(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.application.name", "PWD", "OLDPWD", "app.monkey", "app.keyboard",
			"rustauth.user.additional-fields.token.type", "rustauth.email-and-password.something" })
	void propertyWithOtherNameShouldHoldNone(String name) {
		assertThat(search(Map.of(name, SECRET), SECRET)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "short12", "localhost", "Password", "changeit", "production", "postgresql", "1234567",
			"${nowhere.to.be.found}", "file:/run/secrets/db", "classpath:key.pem" })
	void valueThatIsNoSecretShouldNotBeLookedFor(String value) {
		assertThat(search(Map.of("app.password", value), value)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', value = { "https://user:s3cr3t-value-42@host/path",
			"https://user:s3cr3t%2Dvalue-42@host", "jdbc:postgresql://user:s3cr3t-value-42@host/db",
			"jdbc:postgresql://host/db?user=x&password=s3cr3t-value-42",
			"jdbc:sqlserver://host;user=x;password=s3cr3t-value-42;encrypt=true",
			"jdbc:oracle:thin:scott/s3cr3t-value-42@//host:1521/db", "mongodb://user:s3cr3t-value-42@a:1,b:2/db",
			"http://u:other-value-1@a:1,http://u:s3cr3t-value-42@b:2",
			"https://host/hook?access_token=s3cr3t-value-42#x",
			"jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h))(SECURITY=(password=s3cr3t-value-42)))",
			"jdbc:sqlserver://host;password={s3cr3t-value-42};encrypt=true",
			"jdbc:db2://host:50000/db:user=x;password=s3cr3t-value-42;" })
	void credentialsInUrlsShouldBeSecretsWhateverTheName(String value) {
		assertThat(search(Map.of("app.location", value), SECRET)).containsExactly("app.location");
		assertThat(search(Map.of("app.location", value), "https://host/path user postgresql")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=s3cr3t-value-42;EndpointSuffix=core",
			"Endpoint=sb://shop.example.com/;SharedAccessKeyName=root;SharedAccessKey=s3cr3t-value-42",
			"com.acme.PlainLoginModule required username=\"shop\" password=\"s3cr3t-value-42\";",
			"host=db user=shop password = 's3cr3t-value-42'",
			"redis.example.com:6380,password=s3cr3t-value-42,ssl=True",
			"-Xmx1g -Djavax.net.ssl.trustStorePassword=s3cr3t-value-42 -Dother=1", "--db.password=s3cr3t-value-42",
			"{\"user\": \"shop\", \"client_secret\" : \"s3cr3t\\u002dvalue-42\"}" })
	void assignmentInAValueShouldBeASecretWhateverTheName(String value) {
		assertThat(search(Map.of("app.connection", value), SECRET)).containsExactly("app.connection");
		assertThat(search(Map.of("app.connection", value), "{\"shop\":\"redis.example.com core\"}")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Drustauth.email-and-password.reset-password-token-expires-in=31536000",
			"--app.token.url=https://idp.example.com/token", "--app.sort.key=cookieAttributes",
			"--rustauth.email-and-password.mode=31536000" })
	void assignmentOfNoSecretShouldBeNone(String value) {
		assertThat(search(Map.of("app.command", value), "31536000 https://idp.example.com/token cookieAttributes"))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "LONGNUM_SECRET,48151623", "X_SECRET,https://hooks.example/services/T0/B0",
			"app.webhook-secret,http://h/1234", "app.chat.secret,slack://T0/B0/xyz", "app.password,abc:/word-of-pass" })
	void numberOrUrlUnderTheNameOfASecretShouldBeOne(String name, String value) {
		assertThat(search(Map.of(name, value), "x " + value + " y")).containsExactly(name);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "spring.security.oauth2.client.provider.x.token-uri", "app.tokenUrl", "app.secret.endpoint" })
	void urlUnderTheNameOfAPlaceShouldBeNone(String name) {
		assertThat(search(Map.of(name, "https://idp.example.com/token"), "https://idp.example.com/token")).isEmpty();
	}

	// The lifetime of a token is often the one of the cookie, which init reports.
	@ParameterizedTest
	@CsvSource({ "app.token.ttl,86400000", "app.token-ttl,604800000", "app.password.max-age,31536000",
			"app.refresh-token.expires-in,31536000", "app.tokenExpirationSeconds,315360000",
			"app.token.validity-in-ms,2592000000", "JWT_TOKEN_EXPIRATION_MS,31536000", "app.token.lifetime,31536000",
			"app.tokens.max-count,16777216", "app.token.timeout-millis,31536000" })
	void numberUnderTheNameOfAMeasureShouldBeNone(String name, String value) {
		assertThat(search(Map.of(name, value), "{\"expiresIn\":" + value + "}")).isEmpty();
		assertThat(search(Map.of(name, SECRET), SECRET)).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "app.token.page,48151623", "app.token-image,48151623", "app.limit.password,48151623" })
	void numberUnderAnotherNameShouldBeASecret(String name, String value) {
		assertThat(search(Map.of(name, value), "x " + value + " y")).isNotEmpty();
	}

	@Test
	void elementsOfAListShouldBeSecretsEach() {
		Map<String, Object> properties = Map.of("LIST_TOKENS", "a-first-token, another-token");
		assertThat(search(properties, "x another-token y")).containsExactly("LIST_TOKENS");
		assertThat(search(properties, "x a-first-token y")).containsExactly("LIST_TOKENS");
	}

	@ParameterizedTest
	@CsvSource({ "app.sort.key,cookieAttributes", "app.token-store,spring-data-jpa", "license.key,emailVerification",
			"app.client.key,X-Forwarded-For", "app.partition.key,additionalFields", "cache.key,sendVerificationEmail",
			"app.secret.store,Attributes" })
	void wordOfTheRegistryShouldBeNone(String name, String value) {
		assertThat(search(Map.of(name, value), "{\"" + value + "\":1}")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "rustauth.plugins,our-own-plugin", "rustauth.social-providers.our-own-plugin.scope,x",
			"rustauth.advanced.ip-address.ip-address-headers[0],our-own-plugin",
			"spring.security.oauth2.client.registration.our-own-plugin.client-id,x", "RUSTAUTH_PLUGINS,our-own-plugin",
			"RUSTAUTH_PLUGINS_0,our-own-plugin", "rustauth.advanced.ipAddress.ipAddressHeaders,our-own-plugin",
			"server.servlet.session.cookie.path,/our-own-plugin", "server.reactive.session.cookie.path,/our-own-plugin",
			"RUSTAUTH_ADVANCED_COOKIEATTRIBUTES_PATH,/our-own-plugin",
			"rustauth.user.additional-fields.our-own-plugin.type,string" })
	void nameThatTheConfigurationStatesToBeReportedShouldBeNone(String name, String value) {
		assertThat(search(Map.of("app.plugin.key", "our-own-plugin", name, value), "our-own-plugin")).isEmpty();
	}

	@Test
	void passwordInThePlaceOfANameShouldStayASecret() {
		assertThat(search(Map.of("app.password", SECRET, "rustauth.plugins", SECRET), SECRET)).isNotEmpty();
	}

	@Test
	void secretOfARegistrationShouldStayOne() {
		assertThat(search(Map.of("spring.security.oauth2.client.registration.google.client-secret", SECRET), SECRET))
			.isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { SECRET, "Bearer " + SECRET, "Basic dXNlcjpzM2NyM3QtdmFsdWUtNDI=" })
	void headerShouldHoldASecretWithAndWithoutItsScheme(String value) {
		SecretTripwire tripwire = SecretTripwire.of(new StandardEnvironment(), Map.of("the.header", value), Map.of());
		assertThat(tripwire.search(bytes(SECRET), null)).containsExactly("the.header");
		assertThat(tripwire.search(bytes(value), null)).containsExactly("the.header");
	}

	@Test
	void placeholderShouldBeResolved() {
		assertThat(search(Map.of("app.password", "pre-${other}", "other", "s3cr3t"), "pre-s3cr3t"))
			.containsExactly("app.password");
	}

	@Test
	void valueThatIsOverriddenShouldBeASecretToo() {
		StandardEnvironment environment = environment(Map.of("app.password", "overridden-1"));
		environment.getPropertySources()
			.addFirst(new MapPropertySource("first", Map.of("app.password", "effective-1")));
		SecretTripwire tripwire = SecretTripwire.of(environment, Map.of(), Map.of());
		assertThat(tripwire.search(bytes("overridden-1"), null)).isNotEmpty();
		assertThat(tripwire.search(bytes("effective-1"), null)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "S4DKou72PjpOzYpxpF6mz0Qghrd7gCdYUi3nwfQm9S4=", "abcdefghijklmnopqrstuvwxyzABCDEF" })
	void anonymousIdShouldNeverBeTakenForASecret(String id) {
		SecretTripwire tripwire = SecretTripwire.of(environment(Map.of("app.password", id.substring(8, 20))), Map.of(),
				Map.of());
		assertThat(tripwire.search(bytes("{\"anonymousId\":\"" + id + "\"}"), id)).isEmpty();
		assertThat(tripwire.search(bytes("{\"anonymousId\":\"" + id + "\"}"), null)).isNotEmpty();
		assertThat(tripwire.search(bytes("{\"anonymousId\":\"" + id + "\",\"x\":\"" + id.substring(8, 20) + "\"}"), id))
			.isNotEmpty();
	}

	@Test
	void idThatIsNoHashShouldBeSearched() {
		SecretTripwire tripwire = SecretTripwire.of(environment(Map.of("app.password", SECRET)), Map.of(), Map.of());
		assertThat(tripwire.search(bytes("{\"anonymousId\":\"" + SECRET + "\"}"), SECRET)).isNotEmpty();
	}

	@Test
	void gatherWhenThereAreTooManyShouldKeepTheLongestAndNameTheOthers() {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (int i = 0; i <= HostSecrets.MAX_COUNT; i++) {
			properties.put("a" + i + ".password", "x".repeat(8 + i));
		}
		try (RecordedLog log = new RecordedLog()) {
			SecretTripwire tripwire = SecretTripwire.of(environment(properties), Map.of(), Map.of());
			assertThat(tripwire).hasToString("SecretTripwire[secrets=200]");
			assertThat(log.at(Level.DEBUG)).singleElement()
				.asString()
				.contains("leaves out the property 'a0.password'")
				.doesNotContain("xxxxxxxx");
		}
	}

	// Nobody knows what secrets it holds.
	@Test
	void sourceThatCannotListItsNamesShouldLeaveNoTripwire() {
		StandardEnvironment environment = environment(Map.of("app.password", SECRET));
		environment.getPropertySources().addFirst(new MapPropertySource("failing", Map.of()) {

			@Override
			public String[] getPropertyNames() {
				throw new IllegalStateException("the lease ended");
			}

		});
		assertThatIllegalStateException().isThrownBy(() -> SecretTripwire.of(environment, Map.of(), Map.of()));
	}

	@Test
	void sourceThatStopsListingItsNamesMeanwhileShouldLeaveNoTripwire() {
		StandardEnvironment environment = environment(Map.of("app.password", SECRET));
		AtomicBoolean listed = new AtomicBoolean();
		environment.getPropertySources().addFirst(new MapPropertySource("failing", Map.of()) {

			@Override
			public String[] getPropertyNames() {
				if (listed.getAndSet(true)) {
					throw new IllegalStateException("the lease ended");
				}
				return super.getPropertyNames();
			}

		});
		assertThatIllegalStateException().isThrownBy(() -> SecretTripwire.of(environment, Map.of(), Map.of()));
	}

	@Test
	void sourceThatFailsShouldCostItsPropertyOnly() {
		StandardEnvironment environment = environment(Map.of("app.password", SECRET));
		environment.getPropertySources().addFirst(new MapPropertySource("failing", Map.of("bad.password", "x")) {

			@Override
			public Object getProperty(String name) {
				if (name.equals("bad.password")) {
					throw new IllegalStateException("do not log this");
				}
				return null;
			}

		});
		try (RecordedLog log = new RecordedLog()) {
			assertThat(SecretTripwire.of(environment, Map.of(), Map.of()).search(bytes(SECRET), null)).isNotEmpty();
			assertThat(log.at(Level.DEBUG)).anyMatch((line) -> line.contains("can't read the property 'bad.password'"));
			assertThat(log.all()).noneMatch((line) -> line.contains("do not log this"));
		}
	}

	private static Set<String> search(Map<String, Object> properties, String text) {
		return SecretTripwire.of(environment(properties), Map.of(), Map.of()).search(bytes(text), null);
	}

	private static StandardEnvironment environment(Map<String, Object> properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		environment.getPropertySources().addLast(new MapPropertySource("test", properties));
		return environment;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
