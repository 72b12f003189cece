package dev.rustauth.telemetry.compatibility;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;

import dev.rustauth.telemetry.quiet.QuietApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose bean definitions are removed. What that comes to in applications of many kinds is
 * compared by {@code verification/host}.
 */
class UnaskedBeanRemovalTests {

	private static final String HATEOAS = "org.springframework.hateoas.config.WebClientHateoasConfiguration";

	@Test
	void shouldRemoveWhatTheLibrariesSwitchOn() {
		RootBeanDefinition configurer = new RootBeanDefinition();
		configurer.setFactoryBeanName(HATEOAS);
		configurer.setFactoryMethodName("webClientConfigurer");
		assertThat(isKept("webClientConfigurer", configurer)).isFalse();
		RootBeanDefinition postProcessor = new RootBeanDefinition();
		postProcessor.setBeanClassName(HATEOAS);
		postProcessor.setFactoryMethodName("webClientBeanPostProcessor");
		assertThat(isKept("webClientBeanPostProcessor", postProcessor)).isFalse();
		RootBeanDefinition configuration = new RootBeanDefinition();
		configuration.setBeanClassName(HATEOAS);
		assertThat(isKept(HATEOAS, configuration)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "webClientConfigurer", "webClientBeanPostProcessor", "nettyWebServerFactoryCustomizer",
			"securityReactorContextSubscriberRegistrar", "webFluxSupportConverter" })
	void shouldKeepABeanOfTheApplicationThatHasSuchAName(String name) {
		RootBeanDefinition component = new RootBeanDefinition(Object.class);
		assertThat(isKept(name, component)).isTrue();
		RootBeanDefinition made = new RootBeanDefinition();
		made.setFactoryBeanName("quietApplication");
		made.setFactoryMethodName(name);
		assertThat(isKept(name, made)).isTrue();
	}

	private static boolean isKept(String name, BeanDefinition definition) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			definition.setLazyInit(true);
			definition.setAutowireCandidate(false);
			new UnaskedBeanRemoval(List.of(QuietApplication.class.getName())).initialize(context);
			context.registerBeanDefinition(name, definition);
			context.getBeanFactoryPostProcessors()
				.forEach((processor) -> processor.postProcessBeanFactory(context.getBeanFactory()));
			return context.containsBeanDefinition(name);
		}
	}

}
