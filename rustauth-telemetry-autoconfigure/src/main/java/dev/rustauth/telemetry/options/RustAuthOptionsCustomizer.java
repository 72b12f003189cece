package dev.rustauth.telemetry.options;

/**
 * Customizes the auth options before they are reported. Beans of this type are called in
 * {@link org.springframework.core.annotation.Order @Order} order, each with the result of
 * the previous one.
 * <p>
 * Called whenever the {@code init} event is created, on a thread of the telemetry
 * starter; while telemetry is off, only for a preview that an operator requests. Changes
 * what is reported, not how the application authenticates.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RustAuthOptionsCustomizer {

	/**
	 * Refine the options.
	 * @param builder holds the options so far, which
	 * {@link RustAuthOptions.Builder#build()} shows
	 */
	void customize(RustAuthOptions.Builder builder);

}
