package dev.rustauth.telemetry.sample.collector;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Remembers what a collector asks its database, with its parameters.
 */
final class RecordedQueries implements BeanPostProcessor {

	private final Queue<Query> queries = new ConcurrentLinkedQueue<>();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof DataSource source) ? new DelegatingDataSource(source) {

			@Override
			public Connection getConnection() throws SQLException {
				return recording(super.getConnection());
			}

		} : bean;
	}

	/**
	 * What was asked since the last call.
	 */
	List<Query> take() {
		List<Query> taken = new ArrayList<>();
		for (Query query = this.queries.poll(); query != null; query = this.queries.poll()) {
			taken.add(query);
		}
		return taken;
	}

	private Connection recording(Connection connection) {
		return proxy(Connection.class, connection, (method, arguments, result) -> {
			if (method.equals("prepareStatement") && arguments[0] instanceof String sql) {
				Query query = new Query(sql, new TreeMap<>());
				return proxy(PreparedStatement.class, result, (setter, values, nothing) -> {
					if (setter.startsWith("set") && values != null && values.length > 1
							&& values[0] instanceof Integer index) {
						query.parameters.put(index, values[1]);
					}
					else if (setter.equals("executeQuery") && !isScheduled()) {
						this.queries.add(query);
					}
					return nothing;
				});
			}
			return result;
		});
	}

	/**
	 * Whether the collector asks for itself.
	 */
	private static boolean isScheduled() {
		return Thread.currentThread().getName().startsWith("scheduling");
	}

	private static <T> T proxy(Class<T> type, Object target, Watcher watcher) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				try {
					return watcher.saw(method.getName(), arguments, method.invoke(target, arguments));
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			}));
	}

	private interface Watcher {

		Object saw(String method, Object[] arguments, Object result);

	}

	/**
	 * A query.
	 *
	 * @param sql its text
	 * @param parameters the values of its question marks
	 */
	record Query(String sql, Map<Integer, Object> parameters) {

		Object[] values() {
			return this.parameters.values().toArray();
		}

	}

}
