package dev.rustauth.telemetry.migrations;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

/**
 * Learns from Flyway how a migration ended. Reads the number of migrations and nothing
 * else.
 * <p>
 * A proxy, because Flyway 12 made the methods of its callback generic: a class that
 * implements it names types that Flyway 11, used by Spring Boot 3.5, doesn't have, so
 * Spring can't inspect it there.
 */
final class FlywayRuns implements InvocationHandler {

	private static final String NAME = "rustauth-telemetry";

	private final MigrationRuns runs;

	private FlywayRuns(MigrationRuns runs) {
		this.runs = runs;
	}

	static Callback callback(MigrationRuns runs) {
		return (Callback) Proxy.newProxyInstance(Callback.class.getClassLoader(), new Class<?>[] { Callback.class },
				new FlywayRuns(runs));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		return switch (method.getName()) {
			case "supports" -> first(arguments) == Event.AFTER_MIGRATE_OPERATION_FINISH && this.runs.isWanted();
			case "canHandleInTransaction" -> true;
			case "handle" -> handle(arguments);
			case "getCallbackName", "toString" -> NAME;
			case "equals" -> proxy == first(arguments);
			case "hashCode" -> System.identityHashCode(proxy);
			default -> (method.isDefault()) ? InvocationHandler.invokeDefault(proxy, method, arguments) : null;
		};
	}

	private @Nullable Object handle(@Nullable Object @Nullable [] arguments) {
		if (arguments != null && arguments[1] instanceof Context context
				&& context.getOperationResult() instanceof MigrateResult result) {
			this.runs.ran(result.migrationsExecuted > 0);
		}
		return null;
	}

	private static @Nullable Object first(@Nullable Object @Nullable [] arguments) {
		return (arguments != null) ? arguments[0] : null;
	}

}
