package dev.rustauth.telemetry.sample.collector.store;

/**
 * What became of an arrival, once that is certain.
 */
public enum Outcome {

	/** Committed. */
	STORED,

	/** Its key was in the database before. */
	KNOWN,

	/** The database refuses what it says; kept as a dead letter. */
	REFUSED,

	/** The database can't be reached or is in trouble; it may be sent again. */
	FAILED

}
