package dev.rustauth.telemetry.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.rustauth.telemetry.actuate.RustAuthTelemetryEndpoint;
import dev.rustauth.telemetry.actuate.WhatIfAdvisor;
import dev.rustauth.telemetry.delivery.DeliveryControl;

/**
 * Auto-configuration of the Actuator endpoint, if Actuator is present and the endpoint is
 * exposed.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RustAuthTelemetryAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(DeliveryControl.class)
@ConditionalOnAvailableEndpoint(RustAuthTelemetryEndpoint.class)
public class RustAuthTelemetryEndpointAutoConfiguration {

	@Bean
	RustAuthTelemetryEndpoint rustAuthTelemetryEndpoint(DeliveryControl control,
			ConfigurableApplicationContext context) {
		return new RustAuthTelemetryEndpoint(control, context,
				(properties) -> new InitPartSources(new ContextHierarchy(context, control::startedByTest), properties)
					.preview());
	}

	@Bean
	WhatIfAdvisor rustAuthTelemetryWhatIfAdvisor() {
		return new WhatIfAdvisor();
	}

}
