package dev.rustauth.telemetry.decision;

/**
 * Which rule decided whether anything may leave the process. The names are stable: logs,
 * documentation and tests use them.
 *
 * @since 0.1.0
 */
public enum DecisionCode {

	/** {@code RUSTAUTH_TELEMETRY} is off in at least one place. */
	OFF_SWITCH(false, "remove RUSTAUTH_TELEMETRY wherever it is set to off, or set it to true there"),

	/** {@code RUSTAUTH_TELEMETRY} is set to a word that means neither on nor off. */
	OFF_UNRECOGNISED_SWITCH(false,
			"set RUSTAUTH_TELEMETRY to one of true, 1, on, yes, y, enabled or false, 0, off, no, n, disabled"),

	/** {@code DO_NOT_TRACK} is set and {@code RUSTAUTH_TELEMETRY} is not on. */
	OFF_DO_NOT_TRACK(false, "unset DO_NOT_TRACK, or set RUSTAUTH_TELEMETRY=true, which takes precedence"),

	/** Telemetry is not enabled. */
	OFF_NOT_ENABLED(false, "set rustauth.telemetry.enabled=true or RUSTAUTH_TELEMETRY=true"),

	/** The application runs in a test. */
	OFF_IN_TEST(false, "set rustauth.telemetry.skip-test-check=true to send from this test"),

	/** A setting cannot be used. */
	OFF_MISCONFIGURED(false, "correct the setting that the log names"),

	/** Telemetry is enabled, but there is neither an endpoint nor a sink. */
	NO_DESTINATION(false,
			"set rustauth.telemetry.endpoint (or RUSTAUTH_TELEMETRY_ENDPOINT) to the URL of your collector, "
					+ "or define a TelemetrySink bean"),

	/** Events go to a sink bean of the application. */
	ON_CUSTOM_SINK(true, "set RUSTAUTH_TELEMETRY=false"),

	/** Events are logged and nothing leaves the process. */
	ON_DEBUG(true, "set RUSTAUTH_TELEMETRY=false, or remove rustauth.telemetry.debug to send instead of printing"),

	/** Events are posted to the endpoint. */
	ON_ENDPOINT(true, "set RUSTAUTH_TELEMETRY=false");

	private final boolean on;

	private final String remedy;

	DecisionCode(boolean on, String remedy) {
		this.on = on;
		this.remedy = remedy;
	}

	/**
	 * Whether events are made and handed to a sink.
	 * @return {@code true} for the codes that begin with {@code ON_}
	 */
	public boolean isOn() {
		return this.on;
	}

	/**
	 * How to change the outcome: how to switch telemetry on where it is off, and off
	 * where it is on.
	 * @return an instruction, without a full stop
	 */
	public String remedy() {
		return this.remedy;
	}

}
