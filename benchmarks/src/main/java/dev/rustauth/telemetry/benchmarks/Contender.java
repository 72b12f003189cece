package dev.rustauth.telemetry.benchmarks;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * One way to get events from a program to a collector. Made with open arms: what it needs
 * to send is there, but nothing has been sent, unless {@link #sentAtStart()} says so.
 */
interface Contender {

	/**
	 * What {@link #publish} takes of an event, made ahead of time.
	 */
	default Object prepare(TelemetryEvent event) {
		return event;
	}

	/**
	 * Hand an event in. May block the caller only where the contender is said to.
	 */
	void publish(Object prepared);

	/**
	 * Send what it holds back until a batch is full, if it can be told to.
	 */
	default void flush() {
	}

	/**
	 * How many requests it sends by itself when it starts.
	 */
	default int sentAtStart() {
		return 0;
	}

	/**
	 * Close in the contender's own way, with the time limits it has.
	 */
	void close();

	/**
	 * How many events it says are lost, as far as an application can learn of it without
	 * reading its log; -1 if not at all.
	 */
	default long reported() {
		return -1;
	}

	/**
	 * How many events it says were sent and not answered, so that they may have arrived.
	 */
	default long unknown() {
		return 0;
	}

}
