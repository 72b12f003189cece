package dev.rustauth.telemetry.benchmarks;

/**
 * The process of {@link OneShot}: sends one event and waits to be ended.
 */
public final class Shot {

	private static final long MILLIS = 60_000;

	private Shot() {
	}

	/**
	 * Send one event.
	 * @param arguments contender, port of the collector
	 */
	public static void main(String[] arguments) {
		Contender contender = Contenders.open(arguments[0], Integer.parseInt(arguments[1]), 0);
		if (contender.sentAtStart() == 0) {
			contender.publish(contender.prepare(Events.event(0)));
		}
		Pause.millis(MILLIS);
	}

}
