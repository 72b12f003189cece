package dev.rustauth.telemetry;

import java.lang.reflect.Array;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

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
		return copyMap(payload, 1);
	}

	@SuppressWarnings("unchecked")
	private static <K> Map<K, @Nullable Object> copyMap(Map<K, ?> map, int depth) {
		if (map instanceof PayloadCopy<?>) {
			return (Map<K, @Nullable Object>) map;
		}
		checkDepth(depth);
		Map<K, @Nullable Object> entries = new LinkedHashMap<>((int) (map.size() / 0.75f) + 1);
		for (Map.Entry<K, ?> entry : map.entrySet()) {
			entries.put(entry.getKey(), copyValue(entry.getValue(), depth + 1));
		}
		return new PayloadCopy<>(Collections.unmodifiableMap(entries));
	}

	private static @Nullable Object copyValue(@Nullable Object value, int depth) {
		if (value == null || value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
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
		return value.getClass().isArray() ? copyPrimitives(value) : value;
	}

	private static List<@Nullable Object> copyList(Collection<?> collection, int depth) {
		checkDepth(depth);
		List<@Nullable Object> copy = new ArrayList<>(collection.size());
		for (Object value : collection) {
			copy.add(copyValue(value, depth + 1));
		}
		return Collections.unmodifiableList(copy);
	}

	private static Object copyPrimitives(Object array) {
		int length = Array.getLength(array);
		Object copy = Array.newInstance(array.getClass().getComponentType(), length);
		System.arraycopy(array, 0, copy, 0, length);
		return copy;
	}

	private static void checkDepth(int depth) {
		if (depth > TelemetryEvent.MAX_DEPTH) {
			throw new IllegalArgumentException("The payload of a telemetry event must not be nested more than "
					+ TelemetryEvent.MAX_DEPTH + " levels deep, nor contain itself");
		}
	}

	@Override
	public Set<Entry<K, @Nullable Object>> entrySet() {
		return this.entries.entrySet();
	}

	@Override
	public int size() {
		return this.entries.size();
	}

	@Override
	public boolean containsKey(@Nullable Object key) {
		return this.entries.containsKey(key);
	}

	@Override
	public @Nullable Object get(@Nullable Object key) {
		return this.entries.get(key);
	}

	@Override
	public void forEach(BiConsumer<? super K, ? super @Nullable Object> action) {
		this.entries.forEach(action);
	}

}
