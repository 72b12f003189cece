package dev.rustauth.telemetry.detect;

import java.util.List;
import java.util.Optional;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Reads from the existing R2DBC connection factories which product they connect to,
 * without connecting. A separate class, because R2DBC may be missing.
 */
final class RunningR2dbc {

	private RunningR2dbc() {
	}

	static List<List<Database.Target>> databases(ConfigurableListableBeanFactory beanFactory) {
		return RunningBeans.injectable(beanFactory, ConnectionFactory.class)
			.stream()
			.map((factory) -> factory.flatMap(RunningR2dbc::product)
				.map((product) -> new Database.Target(Database.ofProduct(product), true))
				.stream()
				.toList())
			.toList();
	}

	/**
	 * A factory that routes to others says the one of its default, if it has one.
	 */
	private static Optional<String> product(ConnectionFactory factory) {
		try {
			return Optional.of(factory.getMetadata().getName());
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

	static @Nullable Database of(Object options) {
		ConnectionFactoryOptions all = (ConnectionFactoryOptions) options;
		return Database.ofUrl("r2dbc:" + all.getValue(ConnectionFactoryOptions.DRIVER) + ":"
				+ all.getValue(ConnectionFactoryOptions.PROTOCOL) + ":");
	}

}
