package dev.rustauth.telemetry.integration.contexts;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.actuate.RustAuthTelemetryEndpoint;
import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Aspects and post-processors of the application that happen to match beans of the
 * starter: the application starts, and telemetry does what it says.
 */
@Timeout(600)
class AspectsIntegrationTests {

	private static final String[] OFF = { "--rustauth.telemetry.enabled=false" };

	private final ScriptedCollector collector = ScriptedCollector.start();

	@AfterEach
	void close() {
		this.collector.close();
	}

	static Stream<Arguments> interference() {
		return Stream
			.of(Publishing.class, Starting.class, Stopping.class, Listening.class, Configuring.class, Binding.class,
					OnEndpoints.class, OnEverythingOfOurs.class, JdkProxies.class, Subclasses.class,
					LazyInjection.class, AsyncEnabled.class)
			.flatMap((type) -> Stream.of("true", "false")
				.flatMap((targetClass) -> Stream.of(Arguments.of(type, targetClass, true),
						Arguments.of(type, targetClass, false))));
	}

	@ParameterizedTest
	@MethodSource("interference")
	void applicationShouldStartAndTelemetryShouldDoWhatItSays(Class<?> interference, String proxyTargetClass,
			boolean on) throws Exception {
		Counter.CALLS.set(0);
		String[] arguments = OddApplication.arguments(this.collector.url(), "--spring.main.web-application-type=none",
				"--spring.aop.proxy-target-class=" + proxyTargetClass, "--spring.jmx.enabled=true",
				"--management.endpoints.jmx.exposure.include=*");
		arguments = (on) ? arguments : Stream.of(arguments, OFF).flatMap(Stream::of).toArray(String[]::new);
		try (ConfigurableApplicationContext context = new SpringApplication(OddApplication.class, interference)
			.run(arguments)) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of());
			Map<String, ?> config = context.getBean(TelemetryConfigSource.class).config().get();
			assertThat(config.isEmpty()).isEqualTo(!on);
			RustAuthTelemetryEndpoint endpoint = context.getBean(RustAuthTelemetryEndpoint.class);
			assertThat(endpoint.describe(null).decision().on()).isEqualTo(on);
			assertThat(context.getBean(MeterRegistry.class).find("rustauth.telemetry.queue.size").gauge() != null)
				.isEqualTo(on);
			if (on) {
				this.collector.awaitEvents(2);
			}
		}
		assertThat(this.collector.types()).containsExactly((on) ? new String[] { "init", "own" } : new String[0]);
		if (interference == Publishing.class) {
			assertThat(Counter.CALLS).as("an aspect that is meant for the publisher").hasValueGreaterThan(0);
		}
	}

	static class Counter {

		static final AtomicInteger CALLS = new AtomicInteger();

		static Object count(ProceedingJoinPoint point) throws Throwable {
			CALLS.incrementAndGet();
			return point.proceed();
		}

	}

	@Aspect
	static class Publishing {

		@Around("execution(* *.publish(..))")
		Object around(ProceedingJoinPoint point) throws Throwable {
			return Counter.count(point);
		}

	}

	@Aspect
	static class Starting {

		@Around("execution(public void *..*.start())")
		Object around(ProceedingJoinPoint point) throws Throwable {
			return Counter.count(point);
		}

	}

	@Aspect
	static class Stopping {

		@Around("execution(* dev.rustauth..*.stop(..)) || execution(* dev.rustauth..*.destroy())")
		Object around(ProceedingJoinPoint point) throws Throwable {
			return Counter.count(point);
		}

	}

	@Aspect
	static class Listening {

		@Around("execution(* dev.rustauth..*.onApplicationEvent(..))")
		Object around(ProceedingJoinPoint point) throws Throwable {
			return Counter.count(point);
		}

	}

	@Aspect
	static class Configuring {

		@Around("execution(* dev.rustauth..*.config())")
		Object around(ProceedingJoinPoint point) throws Throwable {
			return Counter.count(point);
		}

	}

	@Aspect
	static class Binding {

		@Around("execution(* dev.rustauth..*.bindTo(..)) || bean(rustAuth*)")
		Object around(ProceedingJoinPoint point) throws Throwable {
			return Counter.count(point);
		}

	}

	@Aspect
	static class OnEndpoints {

		@Around("@within(org.springframework.boot.actuate.endpoint.annotation.Endpoint) && within(dev.rustauth..*)")
		Object around(ProceedingJoinPoint point) throws Throwable {
			return Counter.count(point);
		}

	}

	/**
	 * As written by a company whose packages begin with the same word.
	 */
	@Aspect
	static class OnEverythingOfOurs {

		@Around("within(dev..*) && !within(dev.rustauth.telemetry.integration..*)")
		Object around(ProceedingJoinPoint point) throws Throwable {
			return Counter.count(point);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JdkProxies {

		@Bean
		static BeanPostProcessor jdkProxies() {
			return new Wrapping(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Subclasses {

		@Bean
		static BeanPostProcessor subclasses() {
			return new Wrapping(true);
		}

	}

	/**
	 * Wraps each bean of the starter that can be wrapped in such a way.
	 */
	private static final class Wrapping implements BeanPostProcessor {

		private final boolean subclass;

		Wrapping(boolean subclass) {
			this.subclass = subclass;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			Class<?> type = bean.getClass();
			if (!beanName.startsWith("rustAuth")) {
				return bean;
			}
			if (!this.subclass) {
				Class<?>[] interfaces = ClassUtils.getAllInterfacesForClass(type);
				return (interfaces.length == 0) ? bean : Proxy.newProxyInstance(type.getClassLoader(), interfaces,
						(proxy, method, arguments) -> method.invoke(bean, arguments));
			}
			if (ClassUtils.isLambdaClass(type)) {
				return bean;
			}
			assertThat(Modifier.isFinal(type.getModifiers())).as(type.getName()).isFalse();
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(true);
			return factory.getProxy(type.getClassLoader());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyInjection {

		LazyInjection(@Lazy TelemetryPublisher publisher, @Lazy TelemetryConfigSource config,
				@Lazy RustAuthTelemetryEndpoint endpoint) {
			assertThat(List.of(publisher, config, endpoint)).doesNotContainNull();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncEnabled {

	}

}
