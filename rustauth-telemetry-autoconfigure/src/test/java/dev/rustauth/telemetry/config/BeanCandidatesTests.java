package dev.rustauth.telemetry.config;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BeanCandidates}: what it says is what Spring injects.
 */
class BeanCandidatesTests {

	@ParameterizedTest
	@ValueSource(classes = { None.class, One.class, Two.class, OnePrimary.class, TwoPrimaries.class, OneFallback.class,
			OnlyFallbacks.class, NoCandidate.class, OnlyNoCandidate.class, NoDefaultCandidate.class,
			OnlyNoDefaultCandidate.class, Scoped.class, ScopedAndAnother.class, Ordered.class, Priorities.class,
			SamePriority.class, Lazily.class, ByName.class })
	void candidatesShouldBeWhatSpringInjects(Class<?> configuration) {
		assertSameAsInjected(configuration, false);
		assertSameAsInjected(configuration, true);
	}

	/**
	 * Singletons exist when telemetry opens its sink, and don't when it decides.
	 */
	private static void assertSameAsInjected(Class<?> configuration, boolean made) {
		try (AnnotationConfigApplicationContext context = context(configuration)) {
			if (made) {
				context.getBeanFactory().preInstantiateSingletons();
			}
			List<String> names = BeanCandidates.of(context.getBeanFactory(), TelemetrySink.class);
			Injected injected = (Injected) context.getBeanFactory()
				.autowire(Injected.class, RootBeanDefinition.AUTOWIRE_CONSTRUCTOR, false);
			TelemetrySink expected;
			try {
				expected = injected.nameOfNoBean().getIfAvailable();
			}
			catch (NoUniqueBeanDefinitionException ex) {
				assertThat(names).hasSizeGreaterThan(1);
				assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
					.isThrownBy(() -> BeanCandidates.find(context.getBeanFactory(), TelemetrySink.class));
				return;
			}
			assertThat(names).hasSize((expected != null) ? 1 : 0);
			assertThat(BeanCandidates.find(context.getBeanFactory(), TelemetrySink.class)).isSameAs(expected);
		}
	}

	private static AnnotationConfigApplicationContext context(Class<?> configuration) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getBeanFactory().registerScope("refresh", new SimpleThreadScope());
		context.register(configuration);
		context.refresh();
		return context;
	}

	@Test
	void candidatesShouldNotBeMade() {
		Lazily.MADE.set(0);
		try (AnnotationConfigApplicationContext context = context(Lazily.class)) {
			assertThat(BeanCandidates.of(context.getBeanFactory(), TelemetrySink.class)).containsExactly("lazySink");
			assertThat(Lazily.MADE).hasValue(0);
		}
	}

	@Test
	void beansOfAParentShouldCount() {
		try (AnnotationConfigApplicationContext parent = context(OnePrimary.class);
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.register(One.class);
			child.refresh();
			assertThat(BeanCandidates.of(child.getBeanFactory(), TelemetrySink.class)).containsExactly("second");
		}
	}

	private static TelemetrySink sink() {
		return new PlainSink();
	}

	record Injected(ObjectProvider<TelemetrySink> nameOfNoBean) {

	}

	static class PlainSink implements TelemetrySink {

		@Override
		public Mono<Void> send(TelemetryEvent event) {
			return Mono.empty();
		}

	}

	@Priority(1)
	static class FirstSink extends PlainSink {

	}

	@Priority(2)
	static class SecondSink extends PlainSink {

	}

	@Configuration(proxyBeanMethods = false)
	static class None {

	}

	@Configuration(proxyBeanMethods = false)
	static class One {

		@Bean
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByName {

		@Bean
		TelemetrySink sink() {
			return BeanCandidatesTests.sink();
		}

		@Bean
		TelemetrySink type() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnePrimary {

		@Bean
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean
		@Primary
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoPrimaries {

		@Bean
		@Primary
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean
		@Primary
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneFallback {

		@Bean
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean
		@Fallback
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnlyFallbacks {

		@Bean
		@Fallback
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean
		@Fallback
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoCandidate {

		@Bean
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean(autowireCandidate = false)
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnlyNoCandidate {

		@Bean(autowireCandidate = false)
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean(autowireCandidate = false)
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoDefaultCandidate {

		@Bean
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean(defaultCandidate = false)
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedAndAnother {

		@Bean
		@Primary
		@Scope(scopeName = "refresh", proxyMode = ScopedProxyMode.INTERFACES)
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ordered {

		@Bean
		@Order(1)
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

		@Bean
		@Order(2)
		TelemetrySink second() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Priorities {

		@Bean
		FirstSink first() {
			return new FirstSink();
		}

		@Bean
		SecondSink second() {
			return new SecondSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SamePriority {

		@Bean
		FirstSink first() {
			return new FirstSink();
		}

		@Bean
		FirstSink second() {
			return new FirstSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnlyNoDefaultCandidate {

		@Bean(defaultCandidate = false)
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = "refresh", proxyMode = ScopedProxyMode.TARGET_CLASS)
		TelemetrySink first() {
			return BeanCandidatesTests.sink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lazily {

		static final AtomicInteger MADE = new AtomicInteger();

		@Bean
		@Lazy
		TelemetrySink lazySink() {
			MADE.incrementAndGet();
			return BeanCandidatesTests.sink();
		}

	}

}
