package dev.rustauth.telemetry.sample.collector.access;

import java.net.InetAddress;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * Fails the start of a collector that other machines can reach, on its own port or on
 * that of management, and whose pages, export and deletion anybody may use.
 */
@Component
class OpenToOthersCheck implements InitializingBean {

	private static final Log logger = LogFactory.getLog(OpenToOthersCheck.class);

	private final CollectorProperties properties;

	private final ServerProperties server;

	private final Environment environment;

	OpenToOthersCheck(CollectorProperties properties, ServerProperties server, Environment environment) {
		this.properties = properties;
		this.server = server;
		this.environment = environment;
	}

	@Override
	public void afterPropertiesSet() {
		boolean open = isOpen(this.server.getAddress());
		boolean managementOpen = ManagementPortType.get(this.environment) == ManagementPortType.DIFFERENT
				&& isOpen(managementAddress());
		if ((open || managementOpen) && this.properties.operatorToken().isBlank()) {
			throw new OpenToOthersException((open) ? "server.address" : "management.server.address");
		}
		if (open && this.properties.token().isBlank()) {
			logger.warn("Anybody who reaches this collector may send events to it: to change that, set "
					+ "collector.token (COLLECTOR_TOKEN), and the same token in the senders");
		}
	}

	private @Nullable InetAddress managementAddress() {
		return Binder.get(this.environment).bind("management.server.address", InetAddress.class).orElse(null);
	}

	private static boolean isOpen(@Nullable InetAddress address) {
		return address == null || !address.isLoopbackAddress();
	}

}
