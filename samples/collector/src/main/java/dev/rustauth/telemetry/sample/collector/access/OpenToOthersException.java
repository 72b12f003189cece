package dev.rustauth.telemetry.sample.collector.access;

/**
 * Other machines could reach a collector that asks nobody for a token.
 */
final class OpenToOthersException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String addressProperty;

	OpenToOthersException(String addressProperty) {
		super("Other machines can reach this collector, and anybody on them could read, export and delete what it "
				+ "holds: set collector.operator-token (COLLECTOR_OPERATOR_TOKEN), or %s=localhost"
					.formatted(addressProperty));
		this.addressProperty = addressProperty;
	}

	String addressProperty() {
		return this.addressProperty;
	}

}
