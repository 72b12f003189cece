package dev.rustauth.telemetry.options;

/**
 * Callback that refines the auth options before they are reported. Every bean of this
 * type is called, in {@link org.springframework.core.annotation.Order @Order} order, with
 * the options that the ones before it left.
 * <p>
 * Called once, when the {@code init} event is made, off the application's own threads,
 * and not at all while telemetry is off. Changes what is reported, never how the
 * application authenticates.
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
