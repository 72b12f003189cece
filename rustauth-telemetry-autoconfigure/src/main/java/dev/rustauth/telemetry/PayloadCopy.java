package dev.rustauth.telemetry;

import java.lang.reflect.Array;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map that keeps order and {@code null} values. Having a type of its own,
 * it is known to be a copy already, so an event made from another one's payload shares
 * it.
 *
 * @param <K> type of the keys
 */
final class PayloadCopy<K> extends AbstractMap<K, @Nullable Object> {

	private final Map<K, @Nullable Object> entries;

	private PayloadCopy(Map<K, @Nullable Object> entries) {
		this.entries = entries;
	}

	static <K> Map<K, @Nullable Object> of(Map<K, ?> payload) {
		return new Copier().copyMap(payload, 1);
	}

	@Override
	public Set<Entry<K, @Nullable Object>> entrySet() {
		return this.entries.entrySet();
	}

	@Override
	public boolean containsKey(@Nullable Object key) {
		return this.entries.containsKey(key);
	}

	@Override
	public @Nullable Object get(@Nullable Object key) {
		return this.entries.get(key);
	}

	/**
	 * Makes one copy, and counts what is in it: a list that holds lists of one and the
	 * same object is small in memory and endless on the wire.
	 */
	private static final class Copier {

		private int values;

		@SuppressWarnings("unchecked")
		<K> Map<K, @Nullable Object> copyMap(Map<K, ?> map, int depth) {
			if (map instanceof PayloadCopy<?>) {
				return (Map<K, @Nullable Object>) map;
			}
			checkDepth(depth);
			Map<K, @Nullable Object> entries = new LinkedHashMap<>();
			for (Map.Entry<K, ?> entry : map.entrySet()) {
				entries.put(entry.getKey(), copyValue(entry.getValue(), depth + 1));
			}
			return new PayloadCopy<>(Collections.unmodifiableMap(entries));
		}

		private @Nullable Object copyValue(@Nullable Object value, int depth) {
			count(1);
			if (value == null || value instanceof String || value instanceof Boolean) {
				return value;
			}
			if (value instanceof Map<?, ?> map) {
				return copyMap(map, depth);
			}
			if (value instanceof Collection<?> collection) {
				return copyList(collection, depth);
			}
			if (value instanceof Object[] array) {
				return copyList(Arrays.asList(array), depth);
			}
			if (value instanceof Optional<?> optional) {
				return copyValue(optional.orElse(null), depth);
			}
			if (value instanceof AtomicReference<?> reference) {
				return copyValue(reference.get(), depth);
			}
			return value.getClass().isArray() ? copyPrimitives(value) : copyMutable(value);
		}

		private List<@Nullable Object> copyList(Collection<?> collection, int depth) {
			checkDepth(depth);
			List<@Nullable Object> copy = new ArrayList<>();
			for (Object value : collection) {
				copy.add(copyValue(value, depth + 1));
			}
			return Collections.unmodifiableList(copy);
		}

		private Object copyPrimitives(Object array) {
			int length = Array.getLength(array);
			count(length);
			Object copy = Array.newInstance(array.getClass().getComponentType(), length);
			System.arraycopy(array, 0, copy, 0, length);
			return copy;
		}

		/**
		 * Values of the JDK that may change later.
		 */
		private static Object copyMutable(Object value) {
			if (value instanceof CharSequence) {
				return value.toString();
			}
			if (value instanceof AtomicInteger || value instanceof AtomicLong || value instanceof LongAdder
					|| value instanceof LongAccumulator) {
				return ((Number) value).longValue();
			}
			if (value instanceof DoubleAdder || value instanceof DoubleAccumulator) {
				return ((Number) value).doubleValue();
			}
			if (value instanceof AtomicBoolean flag) {
				return flag.get();
			}
			if (value instanceof Date date) {
				return date.clone();
			}
			return (value instanceof Calendar calendar) ? calendar.clone() : value;
		}

		private void count(int more) {
			this.values += more;
			if (this.values > TelemetryEvent.MAX_VALUES || this.values < 0) {
				throw new IllegalArgumentException("The payload of a telemetry event must not have more than "
						+ TelemetryEvent.MAX_VALUES + " values");
			}
		}

		private static void checkDepth(int depth) {
			if (depth > TelemetryEvent.MAX_DEPTH) {
				throw new IllegalArgumentException("The payload of a telemetry event must not be nested more than "
						+ TelemetryEvent.MAX_DEPTH + " levels deep, nor contain itself");
			}
		}

	}

}
