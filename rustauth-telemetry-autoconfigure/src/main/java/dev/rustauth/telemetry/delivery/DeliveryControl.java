package dev.rustauth.telemetry.delivery;

/**
 * What the test support asks of an application context's telemetry: whether it is on, if
 * not then why, and to begin where the event for that never comes.
 * <p>
 * The methods may be called from any thread, don't block and don't throw.
 *
 * @since 0.1.0
 */
public interface DeliveryControl {

	/**
	 * Whether events are made and handed to a sink.
	 * @return {@code false} if whatever is published vanishes
	 */
	boolean isOn();

	/**
	 * Which rule decided, what is set where to make it so, and what to do to change it.
	 * @return one line for people, without configured values
	 */
	String explanation();

	/**
	 * Send {@code init} and then what was published, without waiting for the application
	 * to be ready. Does nothing if delivery has begun, the context was closed or
	 * telemetry is off.
	 */
	void begin();

}
