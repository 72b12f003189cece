package dev.rustauth.telemetry.integration;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.config.oauth2.client.CommonOAuth2Provider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real registrations of Spring Security in a real application.
 */
@Timeout(600)
class OAuth2ClientIntegrationTests {

	private static final String CLIENT = "spring.security.oauth2.client.";

	private final ScriptedCollector collector = ScriptedCollector.start();

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void startWithRegistrationsShouldReportProvidersAndNoCredentials() {
		JsonNode providers = providers(registrations(Started.of(this.collector).without("jdbc")));
		assertThat(providers.findValuesAsString("id")).containsExactlyInAnyOrder("google", "gitlab", "acme");
		assertThat(provider(providers, "google").path("scope")).isEqualTo(NullNode.getInstance());
		assertThat(provider(providers, "google").path("disableDefaultScope").asBoolean()).isFalse();
		assertThat(provider(providers, "gitlab").path("scope").valueStream().map(JsonNode::asString))
			.containsExactly("openid", "read_user");
		assertThat(provider(providers, "gitlab").path("disableDefaultScope").asBoolean()).isTrue();
		assertThat(provider(providers, "google").propertyNames()).hasSize(12);
		assertThat(this.collector.bodies()).noneMatch((body) -> body.contains("canary"));
	}

	@Test
	void startReactiveShouldReportTheSame() {
		JsonNode providers = providers(
				registrations(Started.of(this.collector).without("jdbc").type(WebApplicationType.REACTIVE)));
		assertThat(providers.findValuesAsString("id")).containsExactlyInAnyOrder("google", "gitlab", "acme");
	}

	@Test
	void statedProviderShouldWinOverItsRegistration() {
		JsonNode providers = providers(registrations(Started.of(this.collector).without("jdbc"))
			.with("rustauth.social-providers.google.scope", "calendar")
			.with("rustauth.social-providers.google.disable-sign-up", "true")
			.with("rustauth.social-providers.forge.prompt", "login"));
		assertThat(providers.findValuesAsString("id")).containsExactlyInAnyOrder("google", "forge", "acme");
		assertThat(provider(providers, "google").path("scope").get(0).asString()).isEqualTo("calendar");
		assertThat(provider(providers, "google").path("disableSignUp").asBoolean()).isTrue();
		assertThat(provider(providers, "google").path("disableDefaultScope").asBoolean()).isFalse();
	}

	@Test
	void customizerOfTheApplicationShouldSeeTheRegistrations() {
		JsonNode providers = providers(registrations(Started.of(this.collector, Refining.class).without("jdbc")));
		assertThat(provider(providers, "google").path("prompt").asString()).isEqualTo("consent");
		assertThat(provider(providers, "gitlab").path("prompt").isNull()).isTrue();
	}

	@Test
	void sourceSwitchedOffShouldReportNoProvider() {
		assertThat(providers(registrations(Started.of(this.collector).without("jdbc"))
			.with("rustauth.telemetry.sources.oauth2-client.enabled", "false"))).isEmpty();
	}

	@Test
	void repositoryOfTheApplicationShouldBeReportedInsteadOfSettings() {
		JsonNode providers = providers(registrations(Started.of(this.collector, OwnRepository.class).without("jdbc")));
		assertThat(providers.findValuesAsString("id")).containsExactly("github");
		assertThat(providers.get(0).path("scope").valueStream().map(JsonNode::asString)).containsExactly("read:user");
	}

	@Test
	void repositoryThatNobodyMadeShouldNotBeMade() {
		LazyRepository.MADE.set(0);
		JsonNode providers = providers(registrations(Started.of(this.collector, LazyRepository.class).without("jdbc"))
			.type(WebApplicationType.NONE)
			.with("spring.main.lazy-initialization", "true"));
		assertThat(providers.findValuesAsString("id")).containsExactlyInAnyOrder("google", "gitlab", "acme");
		assertThat(LazyRepository.MADE).hasValue(0);
	}

	private static Started registrations(Started started) {
		String google = CLIENT + "registration.google.";
		String forge = CLIENT + "registration.forge.";
		String acme = CLIENT + "registration.acme.";
		String batch = CLIENT + "registration.batch.";
		return started.with(google + "client-id", "canary-id")
			.with(google + "client-secret", "canary-secret")
			.with(google + "client-name", "canary-name")
			.with(forge + "client-id", "canary-id")
			.with(forge + "client-secret", "canary-secret")
			.with(forge + "authorization-grant-type", "authorization_code")
			.with(forge + "redirect-uri", "https://canary.example.com/login")
			.with(forge + "scope", "openid, read_user")
			.with(CLIENT + "provider.forge.authorization-uri", "https://gitlab.com/oauth/authorize?canary")
			.with(CLIENT + "provider.forge.token-uri", "https://gitlab.com/oauth/token")
			.with(acme + "client-id", "canary-id")
			.with(acme + "provider", "canaries")
			.with(acme + "authorization-grant-type", "authorization_code")
			.with(acme + "redirect-uri", "https://canary.example.com/login")
			.with(CLIENT + "provider.canaries.authorization-uri", "https://canary.example.com/authorize")
			.with(CLIENT + "provider.canaries.token-uri", "https://canary.example.com/token")
			.with(batch + "client-id", "canary-id")
			.with(batch + "provider", "canaries")
			.with(batch + "authorization-grant-type", "client_credentials");
	}

	private JsonNode providers(Started started) {
		try (ConfigurableApplicationContext context = started.run()) {
			return this.collector.awaitConfig().path("socialProviders");
		}
	}

	private static JsonNode provider(JsonNode providers, String id) {
		return providers.valueStream()
			.filter((provider) -> provider.path("id").asString().equals(id))
			.findFirst()
			.orElseThrow();
	}

	private static ClientRegistration github() {
		return CommonOAuth2Provider.GITHUB.getBuilder("work").clientId("canary-id").clientSecret("canary").build();
	}

	@Configuration(proxyBeanMethods = false)
	static class Refining {

		@Bean
		RustAuthOptionsCustomizer consent() {
			return (options) -> options.socialProvider("google", (google) -> google.prompt("consent"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRepository {

		@Bean
		ClientRegistrationRepository clientRegistrationRepository() {
			return new InMemoryClientRegistrationRepository(github());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyRepository {

		static final AtomicInteger MADE = new AtomicInteger();

		@Bean
		@Lazy
		ClientRegistrationRepository clientRegistrationRepository() {
			MADE.incrementAndGet();
			return new InMemoryClientRegistrationRepository(github());
		}

	}

}
