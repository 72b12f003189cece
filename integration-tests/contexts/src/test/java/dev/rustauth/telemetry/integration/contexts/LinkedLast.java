package dev.rustauth.telemetry.integration.contexts;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The record whose class the JDK keeps. {@code java.lang.runtime.ObjectMethods} holds the
 * types of the record that was compared for the first time last, and with them its class
 * loader: by a reference that is strong before JDK 18 and soft since (JDK-8078641).
 *
 * @param other any
 */
public record LinkedLast(@Nullable LinkedLast other) {

	public LinkedLast() {
		this(null);
	}

	/**
	 * Have it compared once, as any record in any application may be.
	 * @param type this class, as another class loader sees it
	 */
	static void link(Class<?> type) throws ReflectiveOperationException {
		Object empty = type.getDeclaredConstructor().newInstance();
		Object full = type.getDeclaredConstructor(type).newInstance(empty);
		assertThat(empty).isNotEqualTo(full).hasSameHashCodeAs(full).doesNotHaveToString(full.toString());
	}

}
