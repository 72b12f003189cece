package dev.rustauth.telemetry.sample.collector.operations;

import java.net.InetAddress;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;
import dev.rustauth.telemetry.sample.collector.Credentials;

/**
 * Fails the start of a collector that other machines can reach and whose pages, export
 * and deletion anybody may use.
 */
@Component
class OpenToOthersCheck implements InitializingBean {

	private static final Log logger = LogFactory.getLog(OpenToOthersCheck.class);

	private final CollectorProperties properties;

	private final ServerProperties server;

	OpenToOthersCheck(CollectorProperties properties, ServerProperties server) {
		this.properties = properties;
		this.server = server;
	}

	@Override
	public void afterPropertiesSet() {
		InetAddress address = this.server.getAddress();
		if (address != null && address.isLoopbackAddress()) {
			return;
		}
		if (!new Credentials(this.properties.operatorToken()).isRequired()) {
			throw new IllegalStateException("Other machines can reach this collector, and anybody on them could read, "
					+ "export and delete what it holds: set collector.operator-token (COLLECTOR_OPERATOR_TOKEN), "
					+ "or server.address=localhost");
		}
		if (!new Credentials(this.properties.token()).isRequired()) {
			logger.warn("Anybody who reaches this collector may send events to it: to change that, set "
					+ "collector.token (COLLECTOR_TOKEN), and the same token in the senders");
		}
	}

}
