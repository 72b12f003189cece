package dev.rustauth.telemetry.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Switches telemetry on for a test class, with a {@link RecordingTelemetrySink} bean as
 * the only destination, so nothing leaves the process. Without this annotation telemetry
 * is off in every test.
 * <p>
 * Works on any class whose context Spring's TestContext framework loads: with
 * {@code @SpringBootTest}, a slice such as {@code @WebMvcTest}, or
 * {@code @SpringJUnitConfig}. Can be inherited, declared on an enclosing class of a
 * {@code @Nested} one, or part of a composed annotation.
 * <p>
 * Overrides {@code rustauth.telemetry.enabled}, {@code .endpoint} and
 * {@code .skip-test-check}, the application's sinks and {@code DO_NOT_TRACK}. The
 * application's sinks stay in the context and receive nothing. With {@code .debug} events
 * are logged as well. {@code RUSTAUTH_TELEMETRY} still wins: if it is set to off, nothing
 * is recorded, and awaiting an event fails at once and says so. The same holds for
 * settings that cannot be used, such as an unreadable duration.
 * <p>
 * <b>Timing of {@code init}.</b> As in production, {@code init} is sent when the
 * application is ready; in a context without an {@code ApplicationReadyEvent}, because
 * Spring Boot did not start it, when the context has been refreshed. Events that the
 * application publishes follow it. Events are delivered on another thread, so tests
 * {@linkplain RecordingTelemetrySink#awaitEvent(String) await} them.
 * <p>
 * <b>Cached contexts.</b> Classes with this annotation share contexts with each other and
 * never with classes without it. All tests of a context share one sink, and {@code init}
 * is recorded once per context: call {@link RecordingTelemetrySink#clear()} before each
 * test that counts events, and don't await {@code init} after it.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureRustAuthTelemetry {

}
