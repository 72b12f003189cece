package dev.rustauth.telemetry.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Switches telemetry on for a test class, with a {@link RecordingTelemetrySink} bean as
 * the only destination: nothing leaves the process. Without this annotation telemetry is
 * off in every test.
 * <p>
 * It works on any class whose context Spring's TestContext framework loads: with
 * {@code @SpringBootTest}, a slice such as {@code @WebMvcTest}, or
 * {@code @SpringJUnitConfig}. It may be inherited, be on an enclosing class of a
 * {@code @Nested} one, or be part of a composed annotation.
 * <p>
 * What the application says of {@code rustauth.telemetry.enabled}, {@code .endpoint} and
 * {@code .skip-test-check}, sink beans of its own and {@code DO_NOT_TRACK} don't matter:
 * its sinks stay in the context and get nothing. With {@code .debug} events are printed
 * as well. The hard opt-out stays one: where {@code RUSTAUTH_TELEMETRY} is set to an
 * off-word, nothing is recorded, and awaiting an event fails at once, saying so. The same
 * goes for settings that can't be used, such as an unreadable duration.
 * <p>
 * <b>When {@code init} comes.</b> As in production, when the application is ready; in a
 * context that never gets an {@code ApplicationReadyEvent}, because Spring Boot didn't
 * start it, when the context was refreshed. Events that the application publishes follow
 * it. Delivery happens on another thread, so tests
 * {@linkplain RecordingTelemetrySink#awaitEvent(String) await} events.
 * <p>
 * <b>Cached contexts.</b> Classes with this annotation share contexts with each other and
 * never with classes without it. The sink is one bean for all tests of a context, and
 * {@code init} comes once per context: call {@link RecordingTelemetrySink#clear()} before
 * each test that counts events, and don't await {@code init} after it.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureRustAuthTelemetry {

}
