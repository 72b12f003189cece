package dev.rustauth.telemetry.contributor;

import java.util.function.Predicate;

import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Fills in auth options from what the application runs. Called before the customizers of
 * the application, once for each {@code init} event, on a thread of the telemetry
 * starter, and not at all while telemetry is off. One that throws fills nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
interface RustAuthOptionsContributor {

	/**
	 * Fill in what is still unset: {@code null}, a provider that isn't registered, or a
	 * boolean that is not stated.
	 * @param builder holds the stated options and what other sources filled in
	 * @param stated whether a property under {@code rustauth} is stated
	 */
	void fill(RustAuthOptions.Builder builder, Predicate<String> stated);

}
