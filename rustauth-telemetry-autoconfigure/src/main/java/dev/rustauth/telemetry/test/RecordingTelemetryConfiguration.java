package dev.rustauth.telemetry.test;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.delivery.DeliveryControl;

/**
 * The beans of a test context with telemetry.
 * <p>
 * The auto-configuration is imported, by the file named after this class, for slices and
 * plain contexts, which would not have it.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration
class RecordingTelemetryConfiguration {

	private static final String SINK = "rustAuthRecordingTelemetrySink";

	/**
	 * Take the mark off every other primary sink, so that exactly one is left.
	 */
	@Bean
	static BeanFactoryPostProcessor rustAuthOtherSinksDemoter() {
		return RecordingTelemetryConfiguration::prepareSinks;
	}

	/**
	 * Tests ask for the sink by its class, so a proxy of it must be one of its class.
	 */
	private static void prepareSinks(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanNamesForType(TelemetrySink.class, true, false)) {
			if (!name.equals(SINK) && beanFactory.containsBeanDefinition(name)) {
				beanFactory.getBeanDefinition(name).setPrimary(false);
			}
			else if (name.equals(SINK)) {
				beanFactory.getBeanDefinition(name)
					.setAttribute(AutoProxyUtils.PRESERVE_TARGET_CLASS_ATTRIBUTE, Boolean.TRUE);
			}
		}
	}

	@Bean(SINK)
	@Primary
	RecordingTelemetrySink rustAuthRecordingTelemetrySink(ConfigurableEnvironment environment,
			ObjectProvider<DeliveryControl> control) {
		return new RecordingTelemetrySink(RustAuthTelemetryProperties.bind(environment).value(),
				new ContextTelemetry(control));
	}

}
