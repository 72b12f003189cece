package dev.rustauth.telemetry.detect;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Reads the URLs of the data sources that exist, by the getters of the pools, also
 * through wrappers, and never opens a connection. A separate class, because the module
 * {@code java.sql} may be missing.
 */
final class RunningDataSources {

	private static final String ROUTING = "org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource";

	/** What knows a URL and may be inside of something else. */
	private static final List<String> POOLS = List.of("com.zaxxer.hikari.HikariDataSource",
			"org.apache.tomcat.jdbc.pool.DataSource", "org.apache.commons.dbcp2.BasicDataSource",
			"com.mchange.v2.c3p0.ComboPooledDataSource", "oracle.ucp.jdbc.PoolDataSource",
			"org.springframework.jdbc.datasource.AbstractDriverBasedDataSource");

	private static final List<String> GETTERS = List.of("getJdbcUrl", "getUrl", "getURL");

	private static final Database.Target UNKNOWN = new Database.Target(null, false);

	private final @Nullable ClassLoader classLoader;

	private RunningDataSources(@Nullable ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/**
	 * The databases of the data sources that could be injected.
	 * @param beanFactory where they are
	 * @return an element for each data source: its databases; nothing at all if it tells
	 * nothing
	 */
	static List<List<Database.Target>> databases(ConfigurableListableBeanFactory beanFactory) {
		RunningDataSources asked = new RunningDataSources(beanFactory.getBeanClassLoader());
		return RunningBeans.injectable(beanFactory, DataSource.class)
			.stream()
			.map((dataSource) -> dataSource.map(asked::databases).orElseGet(List::of))
			.toList();
	}

	private List<Database.Target> databases(Object dataSource) {
		Object proxied = AopProxyUtils.getSingletonTarget(dataSource);
		if (proxied != null) {
			return databases(proxied);
		}
		Object routing = unwrap(dataSource, ROUTING);
		if (routing != null) {
			return ofTargets(routing);
		}
		Object pool = POOLS.stream()
			.map((type) -> unwrap(dataSource, type))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(dataSource);
		Optional<String> url = url(pool);
		Object inner = (url.isEmpty()) ? inner(pool) : null;
		return (inner != null) ? databases(inner) : url.stream().map(RunningDataSources::target).toList();
	}

	/**
	 * What a pool that has no URL, or a wrapper of something else than a pool, hands on
	 * to. A pool that was given a class makes its data source with the first connection.
	 */
	private @Nullable Object inner(Object pool) {
		Object made = (RunningBeans.get(pool, "getDataSourceClassName") instanceof String name) ? unwrap(pool, name)
				: null;
		return Stream.of(made, RunningBeans.get(pool, "getDataSource"), RunningBeans.get(pool, "getTargetDataSource"))
			.filter((inner) -> inner instanceof DataSource && inner != pool)
			.findFirst()
			.orElse(null);
	}

	/** Which of them a thread gets is up to the router: they count if they agree. */
	private List<Database.Target> ofTargets(Object routing) {
		Stream<?> resolved = (RunningBeans.get(routing, "getResolvedDataSources") instanceof Map<?, ?> map)
				? map.values().stream() : Stream.empty();
		return Stream.concat(resolved, Stream.ofNullable(RunningBeans.get(routing, "getResolvedDefaultDataSource")))
			.map(this::databases)
			.flatMap((known) -> known.isEmpty() ? Stream.of(UNKNOWN) : known.stream())
			.toList();
	}

	private @Nullable Object unwrap(Object dataSource, String typeName) {
		Class<?> type = RunningBeans.type(this.classLoader, typeName);
		try {
			return (type != null && ((DataSource) dataSource).isWrapperFor(type))
					? ((DataSource) dataSource).unwrap(type) : null;
		}
		catch (SQLException | RuntimeException ex) {
			return null;
		}
	}

	private static Database.Target target(String url) {
		return new Database.Target(Database.ofUrl(url), false);
	}

	private static Optional<String> url(Object pool) {
		return GETTERS.stream()
			.map((getter) -> RunningBeans.get(pool, getter))
			.filter(String.class::isInstance)
			.map(String.class::cast)
			.findFirst();
	}

}
