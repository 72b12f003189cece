package dev.rustauth.telemetry.integration;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import javax.sql.DataSource;

import com.mongodb.client.MongoClient;
import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.spi.ConnectionFactory;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.servlet.ServletContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.actuate.info.InfoEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.info.JavaInfo;
import org.springframework.boot.info.OsInfo;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.mongodb.repository.config.EnableMongoRepositories;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.core.support.RepositoryFactoryInformation;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code init} says of an application is what the application says of itself:
 * through Actuator, the metadata of its connections, Spring Security and its server. The
 * class path has drivers of three databases.
 */
@Timeout(600)
class TruthIntegrationTests {

	private static final String CLIENT = "spring.security.oauth2.client.";

	private final ScriptedCollector collector = ScriptedCollector.start();

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void embeddedDatabaseWithoutUrlShouldBeTheOneThatRuns() {
		try (ConfigurableApplicationContext context = started().without("r2dbc", "jpa", "data", "session").run()) {
			assertDatabase(context, "db");
			assertThat(payload().path("database").path("name").asString()).isEqualTo("h2");
			assertThat(payload().path("config").path("adapter").asString()).isEqualTo("jdbc");
		}
	}

	@Test
	void databaseOfTheUrlShouldBeTheOneThatRuns() {
		Started started = started().with("spring.datasource.url", "jdbc:h2:mem:truth;MODE=PostgreSQL")
			.without("r2dbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			assertDatabase(context, "db");
		}
	}

	@Test
	void driversAloneShouldNotBeADatabase() {
		try (ConfigurableApplicationContext context = started().without("jdbc", "r2dbc", "jpa", "data", "session")
			.run()) {
			assertThat(context.getBeanNamesForType(DataSource.class)).isEmpty();
			assertThat(payload().path("database").isNull()).isTrue();
			assertThat(payload().path("config").path("database").isNull()).isTrue();
			assertThat(payload().path("config").path("adapter").isNull()).isTrue();
		}
	}

	@Test
	void ofTwoDataSourcesThePrimaryOneShouldCount() {
		Started started = started(TwoWithPrimary.class).without("r2dbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			assertDatabase(context, "db", "users");
			assertThat(TwoWithPrimary.connections(context)).isZero();
		}
	}

	@Test
	void ofADataSourceAndItsFallbackTheFormerShouldCount() {
		Started started = started(TwoWithFallback.class).without("r2dbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			assertDatabase(context);
		}
	}

	@Test
	void connectionDetailsShouldBeTheDatabaseThatRunsWhateverIsSet() {
		Started started = started(Details.class).with("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/canary")
			.without("r2dbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			assertDatabase(context, "db");
		}
	}

	@Test
	void dataSourceBehindWrappersShouldBeTheDatabaseThatRuns() {
		Started started = started(Wrapped.class).without("r2dbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			assertDatabase(context);
		}
	}

	@Test
	void ofTwoEqualDataSourcesNeitherShouldCount() {
		Started started = started(Two.class).without("r2dbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			assertThat(context.getBeanProvider(DataSource.class).getIfUnique()).isNull();
			assertThat(payload().path("database").isNull()).isTrue();
			assertThat(payload().path("config").path("adapter").asString()).isEqualTo("jdbc");
		}
	}

	@Test
	void connectionFactoryShouldBeTheDatabase() {
		Started started = started().with("spring.r2dbc.url", "r2dbc:h2:mem:///truth")
			.without("jdbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			String name = context.getBean(ConnectionFactory.class).getMetadata().getName();
			assertThat(payload().path("database").path("name").asString()).isEqualTo(name.toLowerCase(Locale.ROOT));
			assertThat(payload().path("database").path("version").asString()).startsWith("1.");
			assertThat(payload().path("config").path("adapter").asString()).isEqualTo("spring-data-r2dbc");
		}
	}

	@Test
	void mongoShouldBeTheDatabaseWhateverElseHasADriver() {
		Started started = started(Letters.class)
			.with("spring.mongodb.uri", "mongodb://127.0.0.1:1/canary?serverSelectionTimeoutMS=1")
			.withMongo("jdbc", "r2dbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			assertThat(context.getBeanNamesForType(MongoClient.class)).hasSize(1);
			assertThat(payload().path("database").path("name").asString()).isEqualTo("mongodb");
			assertThat(payload().path("config").path("adapter").asString()).isEqualTo("spring-data-mongodb");
		}
	}

	@Test
	void twoKindsOfDatabasesShouldBeNone() {
		Started started = started().with("spring.mongodb.uri", "mongodb://127.0.0.1:1/canary")
			.withMongo("r2dbc", "jpa", "data", "session");
		try (ConfigurableApplicationContext context = started.run()) {
			assertThat(context.getBeanNamesForType(MongoClient.class)).hasSize(1);
			assertThat(context.getBeanNamesForType(DataSource.class)).hasSize(1);
			assertThat(payload().path("database").isNull()).isTrue();
		}
	}

	@Test
	void repositoriesOfAnyInterfaceShouldTellTheirModule() {
		try (ConfigurableApplicationContext context = started(Owners.class).without("r2dbc", "data", "session").run()) {
			assertThat(context.getBeansOfType(RepositoryFactoryInformation.class)).hasSize(1);
			assertDatabase(context, "db");
			assertThat(payload().path("config").path("adapter").asString()).isEqualTo("spring-data-jpa");
		}
	}

	@Test
	void registrationsShouldBeThoseOfSpringSecurity() {
		try (ConfigurableApplicationContext context = registrations().run()) {
			assertRegistrations(context.getBean(InMemoryClientRegistrationRepository.class));
		}
	}

	@Test
	void reactiveRegistrationsShouldBeThoseOfSpringSecurity() {
		try (ConfigurableApplicationContext context = registrations().type(WebApplicationType.REACTIVE).run()) {
			assertRegistrations(context.getBean(InMemoryReactiveClientRegistrationRepository.class));
		}
	}

	@Test
	void sessionShouldBeTheOneOfTheServer() {
		Started started = started().without("jdbc", "r2dbc", "jpa", "data", "session")
			.with("server.servlet.session.timeout", "45m")
			.with("server.servlet.session.cookie.max-age", "1h")
			.with("server.servlet.session.cookie.http-only", "true")
			.with("server.servlet.session.cookie.secure", "true")
			.with("server.servlet.session.cookie.path", "/shop");
		try (ConfigurableApplicationContext context = started.run()) {
			ServletContext server = ((WebApplicationContext) context).getServletContext();
			JsonNode config = payload().path("config");
			JsonNode cookie = config.path("advanced").path("cookieAttributes");
			assertThat(config.path("session").path("expiresIn").asInt()).isEqualTo(server.getSessionTimeout() * 60);
			assertThat(cookie.path("expires").asInt()).isEqualTo(server.getSessionCookieConfig().getMaxAge());
			assertThat(cookie.path("httpOnly").asBoolean()).isEqualTo(server.getSessionCookieConfig().isHttpOnly());
			assertThat(cookie.path("secure").asBoolean()).isEqualTo(server.getSessionCookieConfig().isSecure());
			assertThat(cookie.path("path").asString()).isEqualTo(server.getSessionCookieConfig().getPath());
		}
	}

	@Test
	void runtimeAndMachineShouldBeThoseOfActuator() {
		Started started = started().without("jdbc", "r2dbc", "jpa", "data", "session")
			.with("management.info.java.enabled", "true")
			.with("management.info.os.enabled", "true")
			.with("spring.profiles.active", "production");
		try (ConfigurableApplicationContext context = started.run()) {
			Map<String, Object> info = context.getBean(InfoEndpoint.class).info();
			JsonNode payload = payload();
			assertThat(payload.path("runtime").path("version").asString())
				.isEqualTo(((JavaInfo) info.get("java")).getVersion());
			OsInfo os = (OsInfo) info.get("os");
			assertThat(payload.path("systemInfo").path("systemRelease").asString()).isEqualTo(os.getVersion());
			assertThat(payload.path("systemInfo").path("systemPlatform").asString())
				.isEqualTo(os.getName().toLowerCase(Locale.ROOT));
			assertThat(payload.path("systemInfo").path("cpuCount").asInt())
				.isEqualTo(Runtime.getRuntime().availableProcessors());
			assertThat(payload.path("framework").path("version").asString()).isEqualTo(SpringBootVersion.getVersion());
			assertThat(context.getBean(EnvironmentEndpoint.class).environment(null).getActiveProfiles())
				.containsExactly(payload.path("environment").asString());
		}
	}

	/**
	 * Compares with a connection and with Actuator, after {@code init} was made.
	 */
	private void assertDatabase(ConfigurableApplicationContext context, String... healthPath) {
		JsonNode database = payload().path("database");
		try (Connection connection = context.getBean(DataSource.class).getConnection()) {
			DatabaseMetaData metaData = connection.getMetaData();
			String product = metaData.getDatabaseProductName();
			assertThat(database.path("name").asString()).isEqualTo(product.toLowerCase(Locale.ROOT));
			assertThat(metaData.getDriverVersion()).startsWith(database.path("version").asString());
			assertThat(payload().path("config").path("database")).isEqualTo(database.path("name"));
			if (healthPath.length > 0) {
				assertThat(context.getBean(HealthEndpoint.class).healthForPath(healthPath))
					.asInstanceOf(InstanceOfAssertFactories.type(IndicatedHealthDescriptor.class))
					.extracting((db) -> db.getDetails().get("database"))
					.isEqualTo(product);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertRegistrations(Iterable<ClientRegistration> repository) {
		JsonNode providers = payload().path("config").path("socialProviders");
		Map<String, Set<String>> scopes = StreamSupport.stream(repository.spliterator(), false)
			.collect(Collectors.toMap(ClientRegistration::getRegistrationId, ClientRegistration::getScopes));
		assertThat(scopes).containsOnlyKeys("login-client", "acme_three", "acmeTwo", "acme", "google", "acme.four",
				"ACME5");
		assertThat(providers.findValuesAsString("id")).containsExactlyInAnyOrder("github", "acme_three", "acmeTwo",
				"keycloak", "google", "acme.four", "ACME5");
		assertThat(scopes(providers, "github")).isEqualTo(scopes.get("login-client"));
		assertThat(scopes(providers, "acme_three")).isEqualTo(scopes.get("acme_three"));
		assertThat(scopes(providers, "acmeTwo")).isEqualTo(scopes.get("acmeTwo"));
		assertThat(scopes(providers, "keycloak")).isEqualTo(scopes.get("acme"));
		assertThat(scopes(providers, "acme.four")).isEqualTo(scopes.get("acme.four"));
		assertThat(scopes(providers, "ACME5")).isEqualTo(scopes.get("ACME5")).hasSize(2);
		assertThat(scopes(providers, "google")).isEmpty();
		assertThat(providers.valueStream().filter((provider) -> provider.path("disableDefaultScope").asBoolean()))
			.hasSize(6);
		assertThat(this.collector.bodies()).noneMatch((body) -> body.contains("canary"));
	}

	private static Set<String> scopes(JsonNode providers, String id) {
		return providers.valueStream()
			.filter((provider) -> provider.path("id").asString().equals(id))
			.flatMap((provider) -> provider.path("scope").valueStream())
			.map(JsonNode::asString)
			.collect(Collectors.toSet());
	}

	private Started registrations() {
		Started started = started().without("jdbc", "r2dbc", "jpa", "data", "session");
		registration(started, "login-client", "forge", "openid,profile");
		registration(started, "acme_three", "own", "openid,a:three");
		registration(started, "acmeTwo", "own", "two");
		registration(started, "acme", "keycloak", "openid,email");
		registration(started, "[acme.four]", "own", "four");
		registration(started, "ACME5", "own", null);
		started.with(CLIENT + "registration.ACME5.scope[0]", "openid")
			.with(CLIENT + "registration.ACME5.scope[1]", "five");
		return started.with(CLIENT + "provider.forge.authorization-uri", "https://github.com/canary")
			.with(CLIENT + "provider.forge.token-uri", "https://github.com/canary")
			.with(CLIENT + "provider.own.authorization-uri", "https://canary.example.com/a")
			.with(CLIENT + "provider.own.token-uri", "https://canary.example.com/t")
			.with(CLIENT + "provider.keycloak.authorization-uri", "https://canary.example.com/a")
			.with(CLIENT + "provider.keycloak.token-uri", "https://canary.example.com/t")
			.with(CLIENT + "registration.google.client-id", "canary-id");
	}

	private static void registration(Started started, String id, String provider, @Nullable String scope) {
		String prefix = CLIENT + "registration" + (id.startsWith("[") ? id : "." + id) + ".";
		if (scope != null) {
			started.with(prefix + "scope", scope);
		}
		started.with(prefix + "client-id", "canary-id")
			.with(prefix + "client-secret", "canary-secret")
			.with(prefix + "authorization-grant-type", "authorization_code")
			.with(prefix + "redirect-uri", "https://canary.example.com/login")
			.with(prefix + "provider", provider);
	}

	private Started started(Class<?>... sources) {
		return Started.of(this.collector, sources).with("management.endpoints.web.exposure.include", "*");
	}

	private JsonNode payload() {
		return this.collector.awaitEvents(1).get(0).path("payload");
	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		HikariDataSource users() {
			return pool("jdbc:h2:mem:users");
		}

		@Bean
		HikariDataSource archive() {
			return pool("jdbc:postgresql://127.0.0.1:1/archive");
		}

		static HikariDataSource pool(String url) {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(url);
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoWithPrimary {

		@Bean
		@Primary
		HikariDataSource users() {
			return Two.pool("jdbc:h2:mem:primary");
		}

		@Bean
		DataSource archive() {
			return new Unreachable();
		}

		static int connections(ConfigurableApplicationContext context) {
			return context.getBean(Unreachable.class).connections;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoWithFallback {

		@Bean
		HikariDataSource users() {
			return Two.pool("jdbc:h2:mem:users");
		}

		@Bean
		@Fallback
		HikariDataSource archive() {
			return Two.pool("jdbc:postgresql://127.0.0.1:1/archive");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Details {

		@Bean
		JdbcConnectionDetails details() {
			return new JdbcConnectionDetails() {

				@Override
				public String getUsername() {
					return "sa";
				}

				@Override
				public String getPassword() {
					return "";
				}

				@Override
				public String getJdbcUrl() {
					return "jdbc:h2:mem:details";
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Wrapped {

		@Bean
		DataSource dataSource() {
			JdbcDataSource h2 = new JdbcDataSource();
			h2.setURL("jdbc:h2:mem:wrapped");
			return new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(h2));
		}

	}

	static class Unreachable extends DelegatingDataSource {

		private volatile int connections;

		Unreachable() {
			super(Two.pool("jdbc:postgresql://127.0.0.1:1/archive"));
		}

		@Override
		public Connection getConnection() throws SQLException {
			this.connections++;
			return super.getConnection();
		}

	}

	@Entity
	static class Owner {

		@Id
		private Integer id;

	}

	interface OwnerRepository extends Repository<Owner, Integer> {

		List<Owner> findAll();

	}

	@Configuration(proxyBeanMethods = false)
	@EntityScan(basePackageClasses = TruthIntegrationTests.class)
	@EnableJpaRepositories(basePackageClasses = TruthIntegrationTests.class, considerNestedRepositories = true,
			includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = OwnerRepository.class))
	static class Owners {

	}

	interface LetterRepository extends Repository<Letter, String> {

		List<Letter> findAll();

	}

	record Letter(@org.springframework.data.annotation.Id String id) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMongoRepositories(basePackageClasses = TruthIntegrationTests.class, considerNestedRepositories = true)
	static class Letters {

	}

}
