package dev.rustauth.telemetry.sample.collector.intake;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.sample.collector.IntakePath;

/**
 * Puts the intake where senders look for it.
 */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

	@Bean
	ServletRegistrationBean<IntakeServlet> intake(IntakeServlet servlet) {
		ServletRegistrationBean<IntakeServlet> registration = new ServletRegistrationBean<>(servlet,
				IntakePath.MAPPINGS);
		registration.setLoadOnStartup(1);
		return registration;
	}

}
