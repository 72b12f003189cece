package dev.rustauth.telemetry.migrations;

import java.lang.reflect.Method;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlywayRuns}.
 */
class FlywayRunsTests {

	private final Callback callback = FlywayRuns.callback(new MigrationRuns(() -> true));

	/**
	 * Spring looks at the methods of each bean, on whichever version of Flyway: those of
	 * the proxy are the ones that Flyway has there.
	 */
	@Test
	void methodsShouldNameNoTypeThatOneVersionOfFlywayLacks() {
		assertThat(FlywayRuns.class.getDeclaredMethods()).extracting(Method::getParameterTypes)
			.allSatisfy((types) -> assertThat(types).extracting(Class::getName)
				.noneMatch((name) -> name.startsWith("org.flywaydb.")));
	}

	@Test
	@SuppressWarnings("NullAway")
	void supportsShouldBeTrueOfTheEndOfAMigrationOnly() {
		assertThat(this.callback.supports(Event.AFTER_MIGRATE_OPERATION_FINISH, null)).isTrue();
		assertThat(this.callback.supports(Event.AFTER_MIGRATE, null)).isFalse();
		assertThat(FlywayRuns.callback(new MigrationRuns(() -> false))
			.supports(Event.AFTER_MIGRATE_OPERATION_FINISH, null)).isFalse();
	}

	/**
	 * Flyway keeps callbacks in collections, and tells of them by name.
	 */
	@Test
	void callbackShouldBeAnOrdinaryObject() {
		assertThat(this.callback).isEqualTo(this.callback)
			.isNotEqualTo(FlywayRuns.callback(new MigrationRuns(() -> true)))
			.hasSameHashCodeAs(this.callback)
			.hasToString(this.callback.getCallbackName());
		assertThat(this.callback.canHandleInTransaction(Event.AFTER_MIGRATE_OPERATION_FINISH, null)).isTrue();
	}

}
