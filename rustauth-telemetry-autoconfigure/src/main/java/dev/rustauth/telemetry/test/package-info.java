/**
 * Support for the tests of applications. Telemetry is off in every test without anything
 * from here; {@link dev.rustauth.telemetry.test.AutoConfigureRustAuthTelemetry} switches
 * it on with a sink that records.
 * <p>
 * Nothing of this package is loaded outside a test. It needs spring-test and no other
 * test library.
 */
@NullMarked
package dev.rustauth.telemetry.test;

import org.jspecify.annotations.NullMarked;
