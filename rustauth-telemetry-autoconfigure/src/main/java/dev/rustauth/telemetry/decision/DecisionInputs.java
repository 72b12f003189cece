package dev.rustauth.telemetry.decision;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Everything the decision depends on.
 *
 * @param switchValues what the property sources hold under the literal name
 * {@code RUSTAUTH_TELEMETRY}, one value for each source that has it
 * @param doNotTrack value of {@code DO_NOT_TRACK}, {@code null} when unset
 * @param enabled the application's own wish
 * @param unusableSettings whether a setting other than the endpoint can't be used
 * @param inTest whether the application runs in a test
 * @param skipTestCheck whether telemetry is wanted in tests too
 * @param customSinks how many sink beans could be the one; more than one is unusable
 * @param debug whether events are to be printed
 * @param endpoint state of the endpoint
 * @since 0.1.0
 */
public record DecisionInputs(List<String> switchValues, @Nullable String doNotTrack, Wish enabled,
		boolean unusableSettings, boolean inTest, boolean skipTestCheck, int customSinks, boolean debug,
		EndpointState endpoint) {

	/**
	 * Copy the list.
	 */
	public DecisionInputs {
		switchValues = List.copyOf(switchValues);
	}

	/**
	 * What the application's own configuration says of telemetry.
	 */
	public enum Wish {

		/** Nothing. */
		UNSET,

		/** It is wanted. */
		YES,

		/** It is not wanted. */
		NO,

		/** Something that is neither yes nor no: telemetry stays off, and says so. */
		UNREADABLE

	}

	/**
	 * Whether there is an endpoint, and whether it can be used.
	 */
	public enum EndpointState {

		/** There is none. */
		ABSENT,

		/** It is a URL that can be used. */
		USABLE,

		/** It is set, to something that can't be used. */
		UNUSABLE

	}

}
