package dev.rustauth.telemetry.sample.collector.access;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * Limits the connections of one address.
 */
@Component
class ConnectionLimit implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	private final int connectionsPerAddress;

	ConnectionLimit(CollectorProperties properties) {
		this.connectionsPerAddress = properties.limits().connectionsPerAddress();
	}

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.setProtocol(AddressLimitedProtocol.class.getName());
		factory.addConnectorCustomizers((connector) -> {
			if (connector.getProtocolHandler() instanceof AddressLimitedProtocol protocol) {
				protocol.setConnectionsPerAddress(this.connectionsPerAddress);
			}
		});
	}

}
