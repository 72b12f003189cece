package dev.rustauth.telemetry.init;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Customizes the payload of the {@code init} event, for instance by removing a section.
 * Beans of this type are called in order, on a thread of the telemetry starter, whenever
 * the event is created: once to be sent, and for each preview or config snapshot that the
 * application or an operator requests. Redaction comes before: what a customizer adds is
 * sent as it is.
 * <p>
 * If a customizer throws or takes longer than ten seconds, the event is not sent, because
 * the customizer may have been meant to remove data.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface InitPayloadCustomizer {

	/**
	 * Customize the payload.
	 * @param payload the sections by name, in the order in which they are written; may be
	 * changed
	 */
	void customize(Map<String, @Nullable Object> payload);

}
