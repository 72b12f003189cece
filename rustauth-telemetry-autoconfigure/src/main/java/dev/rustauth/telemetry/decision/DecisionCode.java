package dev.rustauth.telemetry.decision;

/**
 * Which rule decided whether anything may leave the process. The names are stable: logs,
 * documentation and tests use them.
 *
 * @since 0.1.0
 */
public enum DecisionCode {

	/** The variable {@code RUSTAUTH_TELEMETRY} holds an off-word somewhere. */
	OFF_SWITCH(false, "remove RUSTAUTH_TELEMETRY, or set it to true, wherever it is set to an off-word"),

	/**
	 * The variable {@code RUSTAUTH_TELEMETRY} holds a word that is neither on nor off.
	 */
	OFF_UNRECOGNISED_SWITCH(false,
			"set RUSTAUTH_TELEMETRY to one of true, 1, on, yes, y, enabled or false, 0, off, no, n, disabled"),

	/** The variable {@code DO_NOT_TRACK} is set and the switch isn't on. */
	OFF_DO_NOT_TRACK(false, "unset DO_NOT_TRACK, or set RUSTAUTH_TELEMETRY=true, which is the more specific wish"),

	/** Nobody switched telemetry on. */
	OFF_NOT_ENABLED(false, "set rustauth.telemetry.enabled=true or RUSTAUTH_TELEMETRY=true"),

	/** The application runs in a test. */
	OFF_IN_TEST(false, "set rustauth.telemetry.skip-test-check=true if this test is to send"),

	/** A setting can't be used. */
	OFF_MISCONFIGURED(false, "correct the setting that the log names"),

	/** Telemetry is on, but has nowhere to go. */
	NO_DESTINATION(false,
			"set rustauth.telemetry.endpoint (or RUSTAUTH_TELEMETRY_ENDPOINT) to the URL of your collector, "
					+ "or define a TelemetrySink bean"),

	/** Events go to the application's own sink. */
	ON_CUSTOM_SINK(true, "set RUSTAUTH_TELEMETRY=false"),

	/** Events are printed, nothing leaves the process. */
	ON_DEBUG(true, "set RUSTAUTH_TELEMETRY=false, or drop rustauth.telemetry.debug to send instead of printing"),

	/** Events are posted to the endpoint. */
	ON_ENDPOINT(true, "set RUSTAUTH_TELEMETRY=false");

	private final boolean on;

	private final String mend;

	DecisionCode(boolean on, String mend) {
		this.on = on;
		this.mend = mend;
	}

	/**
	 * Whether events are made and handed to a sink.
	 * @return {@code true} for the codes that begin with {@code ON_}
	 */
	public boolean isOn() {
		return this.on;
	}

	/**
	 * What to do for the opposite outcome: how to switch on where it is off, how to
	 * switch off where it is on.
	 * @return an instruction, without a full stop
	 */
	public String mend() {
		return this.mend;
	}

}
