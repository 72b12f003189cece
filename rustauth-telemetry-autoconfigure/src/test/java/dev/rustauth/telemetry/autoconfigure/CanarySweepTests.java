package dev.rustauth.telemetry.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.actuate.RustAuthTelemetryEndpoint;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;
import dev.rustauth.telemetry.secrets.SecretTripwire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plants a canary in every text and every name of the configuration, lets an application
 * run, fail and print, and looks for the canaries in all that leaves and all that can be
 * seen, plain and encoded. The places where one may be are listed one by one; an
 * allowance that isn't used fails, too.
 */
@Timeout(600)
class CanarySweepTests {

	/** Of the event that the application publishes itself. */
	private static final List<String> OF_THE_EVENT = List.of("event type", "event name", "event value");

	/** Words that the payload reports as they are, each at its place. */
	private static final List<String> IN_INIT = List.of(
			"rustauth.account.account-linking.trusted-providers -> payload.config.account.accountLinking.trustedProviders[]",
			"rustauth.account.fields key -> name in payload.config.account.fields",
			"rustauth.advanced.cookie-attributes.path -> payload.config.advanced.cookieAttributes.path",
			"rustauth.advanced.cookie-attributes.same-site -> payload.config.advanced.cookieAttributes.sameSite",
			"rustauth.advanced.ip-address.ip-address-headers -> payload.config.advanced.ipAddress.ipAddressHeaders[]",
			"rustauth.plugins -> payload.config.plugins[]",
			"rustauth.session.additional-fields key -> name in payload.config.session.additionalFields",
			"rustauth.session.fields key -> name in payload.config.session.fields",
			"rustauth.social-providers key -> payload.config.socialProviders[].id",
			"rustauth.social-providers.prompt -> payload.config.socialProviders[].prompt",
			"rustauth.social-providers.scope -> payload.config.socialProviders[].scope[]",
			"rustauth.telemetry.context.adapter -> payload.config.adapter",
			"rustauth.telemetry.context.database -> payload.config.database",
			"rustauth.user.additional-fields key -> name in payload.config.user.additionalFields",
			"rustauth.user.fields key -> name in payload.config.user.fields",
			"rustauth.verification.fields key -> name in payload.config.verification.fields",
			"spring registration key -> payload.config.socialProviders[].id",
			"spring registration scope -> payload.config.socialProviders[].scope[]",
			"spring login key -> payload.config.socialProviders[].id");

	/** Settings of Spring that sources read, or that lie next to those. */
	private static final List<String> OF_SPRING = List.of("spring registration key", "spring registration scope",
			"spring login key", "spring client id", "spring client secret", "spring client name", "spring redirect uri",
			"spring provider", "spring provider host", "spring cookie name", "spring cookie domain");

	/** What our beans say of themselves, if somebody prints them. */
	private static final List<String> IN_BEANS = List.of(
			"rustauth.account.account-linking.trusted-providers -> toString of RustAuthOptions",
			"rustauth.account.fields key -> toString of RustAuthOptions",
			"rustauth.advanced.cookie-attributes.path -> toString of RustAuthOptions",
			"rustauth.advanced.cookie-attributes.same-site -> toString of RustAuthOptions",
			"rustauth.advanced.ip-address.ip-address-headers -> toString of RustAuthOptions",
			"rustauth.plugins -> toString of RustAuthOptions",
			"rustauth.session.additional-fields key -> toString of RustAuthOptions",
			"rustauth.session.fields key -> toString of RustAuthOptions",
			"rustauth.social-providers key -> toString of RustAuthOptions",
			"rustauth.social-providers.prompt -> toString of RustAuthOptions",
			"rustauth.social-providers.scope -> toString of RustAuthOptions",
			"rustauth.user.additional-fields key -> toString of RustAuthOptions",
			"rustauth.user.fields key -> toString of RustAuthOptions",
			"rustauth.verification.fields key -> toString of RustAuthOptions");

	/** What the HTTP request consists of besides its body. */
	private static final List<String> IN_REQUEST = List.of("endpoint path -> request line",
			"endpoint query -> request line", "endpoint user -> header authorization (in Base64)",
			"endpoint password -> header authorization (in Base64)",
			"rustauth.telemetry.http.headers key -> header name", "rustauth.telemetry.http.headers -> header *");

	/**
	 * What the libraries log at DEBUG: the WebClient of Spring the path, Reactor Netty
	 * path and query.
	 */
	private static final List<String> IN_LOG_OF_SPRING = List.of(
			"endpoint path -> log org.springframework.web.reactive.function.client.ExchangeFunctions",
			"endpoint path -> log reactor.netty.http.client.HttpClientConnect",
			"endpoint path -> log reactor.netty.resources.DefaultPooledConnectionProvider",
			"endpoint query -> log reactor.netty.http.client.HttpClientConnect");

	private static final List<String> TYPE_IN_LEDGER = List.of("event type -> ledger");

	/** The ledger once more. */
	private static final List<String> IN_ENDPOINT = List.of("event type -> endpoint");

	private static final List<String> TYPE_IN_LOG = List.of("event type -> log dev.rustauth.telemetry");

	@Test
	void everythingThatLeavesShouldHoldListedCanariesOnly() throws Exception {
		Canaries canaries = canaries();
		CanarySweep sweep = new CanarySweep(canaries.byName());
		try (ScriptedCollector collector = failing(); TraceLog log = new TraceLog()) {
			http(canaries, collector, sweep, Plain.class);
			lookAtLog(log, sweep);
		}
		assertSightings(sweep, in("body", IN_INIT), event("body"), IN_BEANS, IN_REQUEST, IN_LOG_OF_SPRING,
				TYPE_IN_LEDGER, TYPE_IN_LOG, in("preview", IN_INIT), event("recent"), IN_ENDPOINT);
	}

	@Test
	void everythingThatIsPrintedShouldHoldListedCanariesOnly() throws Exception {
		Canaries canaries = canaries();
		CanarySweep sweep = new CanarySweep(canaries.byName());
		try (TraceLog log = new TraceLog()) {
			run(application(canaries, Plain.class).property("rustauth.telemetry.debug", "true"), canaries, sweep);
			lookAtLog(log, sweep);
		}
		assertSightings(sweep, in("print", IN_INIT), event("print"), IN_BEANS, TYPE_IN_LEDGER, in("preview", IN_INIT),
				event("recent"), IN_ENDPOINT);
	}

	@Test
	void failuresOfASinkShouldShowNothing() throws Exception {
		Canaries canaries = canaries();
		CanarySweep sweep = new CanarySweep(canaries.byName());
		try (TraceLog log = new TraceLog()) {
			run(application(canaries, Plain.class, FailingSink.class).property("failure", canaries.make("failure")),
					canaries, sweep);
			lookAtLog(log, sweep);
		}
		assertSightings(sweep, IN_BEANS, TYPE_IN_LEDGER, TYPE_IN_LOG, in("preview", IN_INIT), event("recent"),
				IN_ENDPOINT);
	}

	@Test
	void misconfigurationShouldShowNothing() throws Exception {
		Canaries canaries = canaries();
		CanarySweep sweep = new CanarySweep(canaries.byName());
		try (TraceLog log = new TraceLog()) {
			Application application = application(canaries, Plain.class)
				.property("rustauth.telemetry.endpoint", "ftp://" + canaries.get("rustauth.telemetry.endpoint"))
				.property("rustauth.telemetry.redaction", canaries.make("rustauth.telemetry.redaction"))
				.property("rustauth.telemetry.http.connect-timeout",
						canaries.make("rustauth.telemetry.http.connect-timeout"))
				.property("rustauth.telemetry.http.headers.x-broken", canaries.make("broken header") + "\r\nx");
			application.run().close();
			assertThat(log.events()).extracting(ILoggingEvent::getFormattedMessage)
				.anyMatch((line) -> line.contains("OFF_MISCONFIGURED"));
			lookAtLog(log, sweep);
		}
		assertSightings(sweep);
	}

	@Test
	void seededLeaksShouldBeFound() throws Exception {
		Canaries canaries = canaries();
		CanarySweep sweep = new CanarySweep(canaries.byName());
		try (ScriptedCollector collector = failing(); TraceLog log = new TraceLog()) {
			http(canaries, collector, sweep, Plain.class, Leaking.class);
			lookAtLog(log, sweep);
		}
		assertSightings(sweep, in("body", IN_INIT), event("body"), IN_BEANS, IN_REQUEST, IN_LOG_OF_SPRING,
				TYPE_IN_LEDGER, TYPE_IN_LOG, in("preview", IN_INIT), event("recent"), IN_ENDPOINT,
				List.of("rustauth.base-url -> body init payload.leak (in Base64)",
						"rustauth.base-url -> preview init payload.leak (in Base64)",
						"rustauth.session.model-name -> body init name in payload",
						"rustauth.session.model-name -> preview init name in payload",
						"rustauth.telemetry.anonymous-id.key -> log dev.rustauth.telemetry.leak",
						"rustauth.telemetry.project-name -> toString of Talkative"));
	}

	@Test
	void everyTextOfTheMetadataShouldHaveACanary() throws Exception {
		Map<String, String> properties = Canaries.ofMetadata().properties();
		assertThat(properties).hasSizeGreaterThan(30)
			.containsKeys("rustauth.base-url", "rustauth.plugins[0]", "rustauth.telemetry.anonymous-id.key");
		assertThat(Canaries.ofMetadata().byName()).contains(entry("rustauth.social-providers.scope"),
				entry("rustauth.user.additional-fields key"), entry("rustauth.user.additional-fields.default-value"));
	}

	private static Map.Entry<String, String> entry(String name) throws Exception {
		return Map.entry(name, Canaries.ofMetadata().get(name));
	}

	/**
	 * Nothing but what is allowed, and all of that.
	 */
	private static void assertSightings(CanarySweep sweep, List<?>... allowed) {
		assertThat(sweep.sightings()).containsExactlyInAnyOrderElementsOf(
				Stream.of(allowed).flatMap(List::stream).map(String.class::cast).toList());
	}

	private static List<String> in(String where, List<String> places) {
		return places.stream().map((place) -> place.replace(" -> ", " -> " + where + " init ")).toList();
	}

	private static List<String> event(String where) {
		return List.of("event type -> " + where + " * type", "event name -> " + where + " * name in payload",
				"event value -> " + where + " * payload.*");
	}

	private static ScriptedCollector failing() {
		return ScriptedCollector.start()
			.then(Answer.status(503))
			.then(Answer.resetAfterBody())
			.then(Answer.garbage())
			.then(Answer.status(204))
			.then(Answer.status(400))
			.otherwise(Answer.status(204));
	}

	private static Canaries canaries() throws Exception {
		Canaries canaries = Canaries.ofMetadata();
		OF_THE_EVENT.forEach(canaries::make);
		OF_SPRING.forEach(canaries::make);
		List.of("endpoint user", "endpoint password", "endpoint path", "endpoint query").forEach(canaries::make);
		return canaries;
	}

	private static Application application(Canaries canaries, Class<?>... sources) {
		Class<?>[] all = Arrays.copyOf(sources, sources.length + 1);
		all[sources.length] = Meters.class;
		Application application = Application.of(all);
		canaries.properties().forEach(application::property);
		springProperties(canaries, application);
		String bundle = canaries.get("rustauth.telemetry.http.ssl.bundle");
		return application.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.tripwire.enabled", "false")
			.property("rustauth.telemetry.delivery.retry.initial-backoff", "1ms")
			.property("spring.ssl.bundle.pem." + bundle + ".protocol", "TLSv1.3")
			.property("rustauth.base-url", "https://" + canaries.get("rustauth.base-url") + ".example.com");
	}

	private static void springProperties(Canaries canaries, Application application) {
		String client = "spring.security.oauth2.client.";
		for (String key : List.of("spring registration key", "spring login key")) {
			String registration = client + "registration." + canaries.get(key) + ".";
			application.property(registration + "client-id", canaries.get("spring client id"))
				.property(registration + "client-secret", canaries.get("spring client secret"))
				.property(registration + "client-name", canaries.get("spring client name"))
				.property(registration + "redirect-uri",
						"https://" + canaries.get("spring redirect uri") + ".example.com")
				.property(registration + "provider", canaries.get("spring provider"));
		}
		application
			.property(client + "registration." + canaries.get("spring registration key") + ".scope",
					canaries.get("spring registration scope"))
			.property(client + "provider." + canaries.get("spring provider") + ".issuer-uri",
					"https://" + canaries.get("spring provider host") + ".example.com")
			.property("server.servlet.session.cookie.name", canaries.get("spring cookie name"))
			.property("server.servlet.session.cookie.domain", canaries.get("spring cookie domain"))
			.property("server.servlet.session.timeout", "45m");
	}

	private static void http(Canaries canaries, ScriptedCollector collector, CanarySweep sweep, Class<?>... sources) {
		String endpoint = collector.origin()
			.replace("http://",
					"http://" + canaries.get("endpoint user") + ":" + canaries.get("endpoint password") + "@")
				+ "/" + canaries.get("endpoint path") + "?q=" + canaries.get("endpoint query");
		run(application(canaries, sources).property("rustauth.telemetry.endpoint", endpoint), canaries, sweep);
		assertThat(collector.requests()).hasSizeGreaterThan(5);
		collector.requests().stream().filter((request) -> request.isComplete()).forEach(sweep::look);
	}

	private static void run(Application application, Canaries canaries, CanarySweep sweep) {
		try (ConfigurableApplicationContext context = application.run()) {
			RustAuthTelemetryEndpoint endpoint = new RustAuthTelemetryEndpointAutoConfiguration()
				.rustAuthTelemetryEndpoint(context.getBean(TelemetryLifecycle.class), context);
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			for (int i = 0; i < 2; i++) {
				publisher.publish(canaries.get("event type"),
						Map.of(canaries.get("event name"), canaries.get("event value")));
			}
			TelemetryLifecycle lifecycle = context.getBean(TelemetryLifecycle.class);
			DeliveryEngine engine = Application.engine(context);
			assertThat(engine).as(lifecycle::explanation).isNotNull();
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.until(() -> engine.statistics().ledger().types().size() == 2
						&& engine.statistics().ledger().total().pending() == 0);
			sweep.look("ledger", engine.statistics().ledger().toString());
			sweep.look("explanation", lifecycle.explanation());
			lookAtEndpoint(endpoint, sweep);
			lookAtMeters(context, sweep);
			lookAtBeans(context, sweep);
			Thread.getAllStackTraces().keySet().forEach((thread) -> sweep.look("thread", thread.getName()));
		}
	}

	private static void lookAtEndpoint(RustAuthTelemetryEndpoint endpoint, CanarySweep sweep) {
		JsonMapper mapper = JsonMapper.builder().build();
		sweep.look("endpoint", mapper.writeValueAsString(endpoint.describe(null)));
		sweep.event("preview", text(endpoint, "init"));
		List<JsonNode> recent = mapper.readTree(text(endpoint, "recent")).valueStream().toList();
		assertThat(recent).isNotEmpty();
		recent.stream()
			.map((sent) -> sent.path("event"))
			.filter((event) -> !event.path("type").asString().equals("init"))
			.forEach((event) -> sweep.event("recent", event.toString()));
	}

	private static String text(RustAuthTelemetryEndpoint endpoint, String part) {
		byte[] bytes = endpoint.events(part).block(Duration.ofMinutes(1));
		assertThat(bytes).isNotNull();
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static void lookAtMeters(ConfigurableApplicationContext context, CanarySweep sweep) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
		assertThat(registry.getMeters()).isNotEmpty();
		sweep.look("metrics", registry.getMetersAsString());
		registry.getMeters().forEach((meter) -> sweep.look("metrics", meter.getId().toString()));
	}

	private static void lookAtBeans(ConfigurableApplicationContext context, CanarySweep sweep) {
		RustAuthTelemetryProperties properties = RustAuthTelemetryProperties.bind(context.getEnvironment()).value();
		List<Object> objects = new ArrayList<>(
				List.of(properties, AuthOptionsBinder.options(context.getEnvironment(), context.getBeanFactory()),
						SecretTripwire.of(context.getEnvironment(), properties)));
		for (String name : context.getBeanDefinitionNames()) {
			objects.add(context.getBean(name));
		}
		objects.add(Application.engine(context));
		Set<String> types = new TreeSet<>();
		for (Object object : objects) {
			if (object.getClass().getName().startsWith("dev.rustauth.")) {
				types.add(object.getClass().getSimpleName());
				sweep.look("toString of " + object.getClass().getSimpleName(), object.toString());
			}
		}
		assertThat(types).contains("RustAuthOptions", "RustAuthTelemetryProperties", "SecretTripwire",
				"TelemetryLifecycle", "DeliveryEngine");
	}

	private static void lookAtLog(TraceLog log, CanarySweep sweep) {
		String print = "telemetry event ";
		assertThat(log.events()).extracting(ILoggingEvent::getLoggerName).contains("dev.rustauth.telemetry");
		for (ILoggingEvent event : log.events()) {
			if (event.getLoggerName().equals("dev.rustauth.telemetry.debug")) {
				sweep.event("print", event.getFormattedMessage().substring(print.length()));
			}
			else {
				sweep.look("log " + event.getLoggerName(), TraceLog.text(event));
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(RustAuthTelemetryMetricsAutoConfiguration.class)
	static class Meters {

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingSink {

		@Bean
		TelemetrySink sink(Environment environment) {
			return (event) -> Mono.error(new IllegalStateException(environment.getProperty("failure")));
		}

	}

	/**
	 * Gives a property away when it is printed.
	 */
	record Talkative(String projectName) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Leaking {

		@Bean
		Talkative talkative(Environment environment) {
			return new Talkative(environment.getRequiredProperty("rustauth.telemetry.project-name"));
		}

		@Bean
		InitPayloadCustomizer leak(Environment environment) {
			return (payload) -> {
				byte[] url = environment.getRequiredProperty("rustauth.base-url").getBytes(StandardCharsets.UTF_8);
				payload.put("leak", Base64.getUrlEncoder().encodeToString(url));
				payload.put(environment.getRequiredProperty("rustauth.session.model-name"), true);
				LogFactory.getLog("dev.rustauth.telemetry.leak")
					.trace("key " + environment.getProperty("rustauth.telemetry.anonymous-id.key"));
			};
		}

	}

}
