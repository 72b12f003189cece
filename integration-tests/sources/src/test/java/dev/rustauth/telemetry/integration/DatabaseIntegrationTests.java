package dev.rustauth.telemetry.integration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.reactivestreams.Publisher;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.mock.env.MockEnvironment;

import dev.rustauth.telemetry.detect.Detectors;
import dev.rustauth.telemetry.detect.NamedVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data sources of all kinds are asked which database they are for, and never for a
 * connection. The class path has drivers of H2, PostgreSQL and MongoDB, so that it
 * decides nothing.
 */
class DatabaseIntegrationTests {

	private static final String H2 = "jdbc:h2:mem:asked";

	private static final String POSTGRESQL = "jdbc:postgresql://user:canary@127.0.0.1:1/canary";

	private static int connections;

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest(name = "{0}")
	@MethodSource("dataSources")
	void dataSourceShouldTellItsDatabaseWithoutConnecting(String name, DataSource dataSource, String expected) {
		connections = 0;
		bean("dataSource", () -> dataSource);
		assertThat(detect()).isEqualTo(expected);
		assertThat(connections).isZero();
	}

	static Arguments[] dataSources() {
		DataSource pool = new CountingPool(POSTGRESQL);
		LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
		lazy.setTargetDataSource(pool);
		PGSimpleDataSource plain = new PGSimpleDataSource();
		plain.setServerNames(new String[] { "127.0.0.1" });
		JdbcDataSource h2 = new JdbcDataSource();
		h2.setURL(H2);
		HikariDataSource wrapping = new HikariDataSource();
		wrapping.setDataSource(plain);
		return new Arguments[] { Arguments.of("pool", pool, "postgresql"), Arguments.of("lazy", lazy, "postgresql"),
				Arguments.of("transaction", new TransactionAwareDataSourceProxy(lazy), "postgresql"),
				Arguments.of("proxy", new ProxyFactory(pool).getProxy(), "postgresql"),
				Arguments.of("driver manager", new DriverManagerDataSource(H2), "h2"),
				Arguments.of("driver's own", plain, "postgresql"), Arguments.of("driver's own H2", h2, "h2"),
				Arguments.of("pool of the driver's own", wrapping, "postgresql"),
				Arguments.of("embedded", new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).build(), "h2"),
				Arguments.of("unknown database", new CountingPool("jdbc:canary://h"), null),
				Arguments.of("routing to one", routing(H2, H2), "h2"),
				Arguments.of("routing to two", routing(H2, POSTGRESQL), null),
				Arguments.of("routing behind a wrapper", new DelegatingDataSource(routing(H2, H2)), "h2"),
				Arguments.of("pool that nobody knows", new UnknownPool(), "h2"),
				Arguments.of("wrapper of a pool that nobody knows", new DelegatingDataSource(new UnknownPool()), "h2"),
				Arguments.of("wrapper of the driver's own", new DelegatingDataSource(plain), "postgresql"),
				Arguments.of("wrappers of the driver's own",
						new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(plain)), "postgresql"),
				Arguments.of("proxy of the driver's own", new ProxyFactory(plain).getProxy(), "postgresql"),
				Arguments.of("swapped", ProxyFactory.getProxy(new HotSwappableTargetSource(pool)), "postgresql"),
				Arguments.of("pool with a class", started(withClass()), "h2"),
				Arguments.of("pool with a class that isn't made", withClass(), null),
				Arguments.of("endless wrapper", new Endless(), null), Arguments.of("opaque", new Opaque(), null) };
	}

	private static HikariDataSource withClass() {
		HikariDataSource pool = new HikariDataSource();
		pool.setDataSourceClassName(JdbcDataSource.class.getName());
		pool.addDataSourceProperty("URL", H2);
		return pool;
	}

	private static DataSource started(DataSource pool) {
		try (Connection connection = pool.getConnection()) {
			return pool;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "H2,h2", "PostgreSQL,postgresql", "Cloud Spanner,null" })
	void connectionFactoryShouldTellItsDatabaseOrNothing(String product, String expected) {
		this.context.registerBean(ConnectionFactory.class, () -> new Reactive(product));
		assertThat(detect()).isEqualTo(expected);
	}

	@Test
	void connectionFactoryThatDoesNotTellShouldLeaveItToTheSettings() {
		this.context.registerBean(ConnectionFactory.class, () -> new Reactive(null));
		this.environment.setProperty("spring.r2dbc.url", "r2dbc:gcp:postgresql://canary:canary@a:b:c/d");
		assertThat(detect()).isEqualTo("postgresql");
	}

	@Test
	void dataSourceForMigrationsNextToAConnectionFactoryShouldHaveToAgree() {
		this.context.registerBean(ConnectionFactory.class, () -> new Reactive("PostgreSQL"));
		AbstractBeanDefinition migrations = bean("migrations", () -> new CountingPool(POSTGRESQL));
		assertThat(detect()).isEqualTo("postgresql");
		assertThat(migrations.isPrimary()).isFalse();
	}

	@Test
	void connectionDetailsShouldTellWhatTheDataSourceDoesNot() {
		bean("dataSource", Opaque::new);
		this.context.registerBean(JdbcConnectionDetails.class, Details::new);
		assertThat(detect()).isEqualTo("postgresql");
	}

	@Test
	void settingsShouldTellWhatTheDataSourceDoesNot() {
		bean("dataSource", Opaque::new);
		this.environment.setProperty("spring.datasource.url", H2);
		assertThat(detect()).isEqualTo("h2");
	}

	@Test
	void dataSourceShouldWinOverConnectionDetailsAndSettings() {
		bean("dataSource", () -> new CountingPool(H2));
		this.context.registerBean(JdbcConnectionDetails.class, Details::new);
		this.environment.setProperty("spring.datasource.url", "jdbc:mysql://h");
		assertThat(detect()).isEqualTo("h2");
	}

	@Test
	void dataSourceThatIsNotMadeShouldNotBeMade() {
		bean("dataSource", () -> {
			throw new IllegalStateException("made");
		}).setLazyInit(true);
		assertThat(detect()).isNull();
		this.environment.setProperty("spring.datasource.url", H2);
		assertThat(detect()).isEqualTo("h2");
	}

	@Test
	void factoryBeanShouldNotBeAskedForItsObject() {
		this.context.registerBean("dataSource", Factory.class, Factory::new);
		assertThat(detect()).isNull();
	}

	@Test
	void dataSourcesThatAgreeShouldTellTheirDatabase() {
		bean("one", () -> new CountingPool(H2));
		bean("two", () -> new DriverManagerDataSource(H2));
		assertThat(detect()).isEqualTo("h2");
	}

	@Test
	void dataSourcesThatDifferShouldTellNothingWhateverIsSet() {
		bean("one", () -> new CountingPool(H2));
		bean("two", () -> new CountingPool(POSTGRESQL));
		this.environment.setProperty("spring.datasource.url", H2);
		assertThat(detect()).isNull();
	}

	@Test
	void oneOfTwoDataSourcesThatIsUnknownShouldTellNothing() {
		bean("one", () -> new CountingPool(H2));
		bean("two", Opaque::new);
		this.environment.setProperty("spring.datasource.url", H2);
		assertThat(detect()).isNull();
	}

	@Test
	void primaryShouldWin() {
		bean("one", () -> new CountingPool(H2));
		bean("two", () -> new CountingPool(POSTGRESQL)).setPrimary(true);
		assertThat(detect()).isEqualTo("postgresql");
	}

	@Test
	void fallbackShouldNotCountNextToAnother() {
		bean("one", () -> new CountingPool(H2)).setFallback(true);
		bean("two", () -> new CountingPool(POSTGRESQL));
		assertThat(detect()).isEqualTo("postgresql");
	}

	@Test
	void oneThatIsInjectedByNameOnlyShouldNotCountNextToAnother() {
		bean("one", () -> new CountingPool(H2)).setDefaultCandidate(false);
		bean("two", () -> new CountingPool(POSTGRESQL));
		bean("three", Opaque::new).setAutowireCandidate(false);
		assertThat(detect()).isEqualTo("postgresql");
	}

	@Test
	void dataSourceOfTheParentShouldCount() {
		GenericApplicationContext parent = new GenericApplicationContext();
		parent.registerBean("dataSource", DataSource.class, () -> new CountingPool(H2));
		parent.refresh();
		this.context.setParent(parent);
		assertThat(detect()).isEqualTo("h2");
	}

	private AbstractBeanDefinition bean(String name, Supplier<DataSource> supplier) {
		AbstractBeanDefinition definition = BeanDefinitionBuilder.genericBeanDefinition(DataSource.class, supplier)
			.getBeanDefinition();
		this.context.registerBeanDefinition(name, definition);
		return definition;
	}

	private String detect() {
		if (!this.context.isActive()) {
			this.context.refresh();
		}
		NamedVersion database = Detectors.database(this.context.getBeanFactory(), this.environment).detect();
		return (database != null) ? database.name() : null;
	}

	private static DataSource routing(String... urls) {
		AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

			@Override
			protected Object determineCurrentLookupKey() {
				throw new IllegalStateException("no tenant");
			}

		};
		routing.setTargetDataSources(Map.of("a", new DriverManagerDataSource(urls[0]), "b", new CountingPool(urls[1])));
		routing.afterPropertiesSet();
		return routing;
	}

	static class CountingPool extends HikariDataSource {

		CountingPool(String url) {
			setJdbcUrl(url);
		}

		@Override
		public Connection getConnection() {
			connections++;
			throw new IllegalStateException("connected");
		}

	}

	static class Opaque extends AbstractDataSource {

		@Override
		public Connection getConnection() {
			connections++;
			throw new IllegalStateException("connected");
		}

		@Override
		public Connection getConnection(String username, String password) {
			return getConnection();
		}

	}

	/**
	 * Has the getter of most pools.
	 */
	public static class UnknownPool extends Opaque {

		public String getJdbcUrl() {
			return H2;
		}

	}

	/**
	 * Wraps itself.
	 */
	static class Endless extends DelegatingDataSource {

		@Override
		public DataSource getTargetDataSource() {
			return this;
		}

		@Override
		public boolean isWrapperFor(Class<?> type) {
			throw new IllegalStateException("endless");
		}

	}

	record Reactive(String product) implements ConnectionFactory {

		@Override
		public Publisher<? extends io.r2dbc.spi.Connection> create() {
			throw new IllegalStateException("connected");
		}

		@Override
		public ConnectionFactoryMetadata getMetadata() {
			if (this.product == null) {
				throw new UnsupportedOperationException("routes");
			}
			return () -> this.product;
		}

	}

	static class Factory implements FactoryBean<DataSource> {

		@Override
		public DataSource getObject() {
			throw new IllegalStateException("made");
		}

		@Override
		public Class<?> getObjectType() {
			return DataSource.class;
		}

	}

	static class Details implements JdbcConnectionDetails {

		@Override
		public String getUsername() {
			return "canary";
		}

		@Override
		public String getPassword() {
			return "canary";
		}

		@Override
		public String getJdbcUrl() {
			return POSTGRESQL;
		}

	}

}
