package dev.rustauth.telemetry.compatibility;

import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * Leaves out the auto-configurations that {@code spring-webflux} and Reactor Netty switch
 * on, in an application that is no reactive web application and has them only because of
 * the starter. What their own conditions on classes would say without the starter
 * decides: one that needs Reactor alone stays where another library brings Reactor. It
 * runs before their conditions, and after those on classes.
 */
final class UnaskedAutoConfigurationFilter
		implements AutoConfigurationImportFilter, BeanClassLoaderAware, BeanFactoryAware, ResourceLoaderAware {

	private static final String BOOT = "org.springframework.boot.";

	private static final String CLOUD = "org.springframework.cloud.client.";

	/**
	 * Its conditions name Reactor alone, but those of what it imports WebClient: without
	 * the starter it is empty, with it a client of opaque tokens without a client-id ends
	 * the start.
	 */
	static final String RESOURCE_SERVER = BOOT
			+ "security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration";

	/**
	 * Those that are conditional on these libraries. {@code verification/host} compares
	 * applications without the starter and with it, and finds those that are missing.
	 */
	static final Set<String> ONLY_WITH_REACTIVE_CLIENT = Set.of(
			// Spring Boot 3.5
			BOOT + "autoconfigure.data.elasticsearch.ReactiveElasticsearchRepositoriesAutoConfiguration",
			BOOT + "autoconfigure.elasticsearch.ReactiveElasticsearchClientAutoConfiguration",
			BOOT + "autoconfigure.http.client.reactive.ClientHttpConnectorAutoConfiguration",
			BOOT + "autoconfigure.http.codec.CodecsAutoConfiguration",
			BOOT + "autoconfigure.security.oauth2.client.reactive.ReactiveOAuth2ClientAutoConfiguration",
			BOOT + "autoconfigure.security.oauth2.client.reactive.ReactiveOAuth2ClientWebSecurityAutoConfiguration",
			BOOT + "autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration",
			BOOT + "autoconfigure.web.reactive.function.client.ClientHttpConnectorAutoConfiguration",
			BOOT + "autoconfigure.web.reactive.function.client.WebClientAutoConfiguration",
			// Spring Boot 4
			BOOT + "data.elasticsearch.autoconfigure.DataElasticsearchReactiveRepositoriesAutoConfiguration",
			BOOT + "data.elasticsearch.autoconfigure.health.DataElasticsearchReactiveHealthContributorAutoConfiguration",
			BOOT + "http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration",
			BOOT + "http.codec.autoconfigure.CodecsAutoConfiguration",
			BOOT + "security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
			BOOT + "security.oauth2.client.autoconfigure.reactive.ReactiveOAuth2ClientAutoConfiguration",
			BOOT + "security.oauth2.client.autoconfigure.reactive.ReactiveOAuth2ClientWebSecurityAutoConfiguration",
			RESOURCE_SERVER,
			// Spring Cloud
			CLOUD + "discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration",
			CLOUD + "discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration",
			CLOUD + "loadbalancer.reactive.LoadBalancerBeanPostProcessorAutoConfiguration",
			CLOUD + "loadbalancer.reactive.ReactorLoadBalancerClientAutoConfiguration");

	private @Nullable ClassLoader classLoader;

	private @Nullable BeanFactory beanFactory;

	private @Nullable ResourceLoader resourceLoader;

	@Override
	public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
		boolean[] kept = new boolean[candidates.length];
		Arrays.fill(kept, true);
		ClassLoader loader = this.classLoader;
		if (Arrays.stream(candidates).noneMatch(UnaskedAutoConfigurationFilter::isListed) || loader == null
				|| !(this.beanFactory instanceof ConfigurableListableBeanFactory factory)
				|| !(this.resourceLoader instanceof ApplicationContext context) || isReactive(context)) {
			return kept;
		}
		Set<String> classes = ReactiveClientUsage.classes(factory);
		if (ReactiveClientUsage.by(classes, loader) || ReactiveClientUsage.byAutoConfigurations(candidates, loader)) {
			return kept;
		}
		for (int i = 0; i < candidates.length; i++) {
			String candidate = candidates[i];
			kept[i] = candidate == null || !isListed(candidate)
					|| !candidate.equals(RESOURCE_SERVER)
							&& needsReactorAlone(metadata.getSet(candidate, "ConditionalOnClass"))
							&& ReactiveClientUsage.ofReactor(classes, loader);
		}
		return kept;
	}

	private static boolean isListed(@Nullable String candidate) {
		return candidate != null && ONLY_WITH_REACTIVE_CLIENT.contains(candidate);
	}

	/** Spring Cloud Commons doesn't tell: its conditions are on WebClient. */
	private static boolean needsReactorAlone(@Nullable Set<String> conditions) {
		return conditions != null && isNamed(conditions, "reactor.core.")
				&& !isNamed(conditions, "org.springframework.web.reactive.") && !isNamed(conditions, "reactor.netty.");
	}

	private static boolean isNamed(Set<String> classes, String prefix) {
		return classes.stream().anyMatch((name) -> name.startsWith(prefix));
	}

	/** The type is another one on each line of Spring Boot, its name is the same. */
	static boolean isReactive(ApplicationContext context) {
		return ClassUtils.getAllInterfacesAsSet(context)
			.stream()
			.anyMatch((type) -> type.getSimpleName().endsWith("ReactiveWebApplicationContext"));
	}

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setResourceLoader(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

}
