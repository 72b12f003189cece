package dev.rustauth.telemetry.compatibility;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Removes bean definitions that {@code spring-webflux} and Reactor Netty switch on but
 * that have no auto-configuration that {@link UnaskedAutoConfigurationFilter} could leave
 * out. Nothing refers to them.
 */
final class UnaskedBeanRemoval implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String NETTY = "org.springframework.boot.autoconfigure.web.embedded."
			+ "EmbeddedWebServerFactoryCustomizerAutoConfiguration$NettyWebServerFactoryCustomizerConfiguration";

	private static final String OBSERVATION = "org.springframework.boot.actuate.autoconfigure.observation.web.client."
			+ "WebClientObservationConfiguration";

	private static final String SECURITY = "org.springframework.security.config.annotation.web.configuration."
			+ "SecurityReactorContextConfiguration";

	private static final String SPRINGDOC = "org.springdoc.core.configuration."
			+ "SpringDocConfiguration$SpringDocWebFluxSupportConfiguration";

	private static final String CONNECTOR = "org.springframework.boot.autoconfigure.http.client.reactive."
			+ "ClientHttpConnectorAutoConfiguration$ReactorNetty";

	private static final String RESOURCES = "org.springframework.boot.autoconfigure.reactor.netty.ReactorNetty";

	/** Of Spring Boot 4. */
	private static final String ELASTICSEARCH = "org.springframework.boot.data.elasticsearch.autoconfigure."
			+ "DataElasticsearchConfiguration$ReactiveRestClientConfiguration";

	private static final String HATEOAS = "org.springframework.hateoas.config.";

	/** The first puts a hook into each stream of Reactor in the JVM. */
	static final List<String> NAMES = List.of("securityReactorContextSubscriberRegistrar", SECURITY,
			"nettyWebServerFactoryCustomizer", NETTY, "observationWebClientCustomizer", OBSERVATION,
			"reactorResourceFactoryClientHttpConnectorBuilderCustomizer", CONNECTOR, "reactorResourceFactory",
			RESOURCES + "Configurations$ReactorResourceFactoryConfiguration",
			"spring.reactor.netty-" + RESOURCES + "Properties", "hypermediaWebFluxConfigurer",
			"serverWebExchangeContextFilter", HATEOAS + "WebFluxHateoasConfiguration", "webClientBeanPostProcessor",
			"webClientConfigurer", HATEOAS + "WebClientHateoasConfiguration", "webFluxSupportConverter", SPRINGDOC,
			"reactiveElasticsearchClient", "reactiveElasticsearchTemplate", ELASTICSEARCH);

	/** Those of them that Reactor alone switches on. */
	private static final Set<String> NAMES_OF_REACTOR = Set.of("webFluxSupportConverter", SPRINGDOC,
			"reactiveElasticsearchClient", "reactiveElasticsearchTemplate", ELASTICSEARCH);

	private final Collection<String> sources;

	UnaskedBeanRemoval(Collection<String> sources) {
		this.sources = List.copyOf(sources);
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		BeanFactoryPostProcessor removal = (beanFactory) -> remove(context, beanFactory);
		context.addBeanFactoryPostProcessor(removal);
	}

	private void remove(ConfigurableApplicationContext context, ConfigurableListableBeanFactory beanFactory) {
		ClassLoader classLoader = context.getClassLoader();
		List<String> names = NAMES.stream()
			.filter((name) -> beanFactory.containsBeanDefinition(name)
					&& isListed(name, beanFactory.getBeanDefinition(name)))
			.toList();
		if (!names.isEmpty() && classLoader != null && !UnaskedAutoConfigurationFilter.isReactive(context)
				&& beanFactory instanceof BeanDefinitionRegistry registry
				&& !ReactiveClientUsage.by(this.sources, classLoader)) {
			names.stream()
				.filter((name) -> !NAMES_OF_REACTOR.contains(name)
						|| !ReactiveClientUsage.ofReactor(this.sources, classLoader))
				.forEach(registry::removeBeanDefinition);
		}
	}

	/**
	 * An application may give such a name to a bean of its own.
	 */
	private static boolean isListed(String name, BeanDefinition definition) {
		return name.indexOf('.') > 0 || NAMES.contains(String.valueOf(definition.getFactoryBeanName()))
				|| NAMES.contains(String.valueOf(definition.getBeanClassName()));
	}

}
