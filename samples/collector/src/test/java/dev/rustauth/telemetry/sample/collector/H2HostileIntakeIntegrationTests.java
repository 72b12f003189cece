package dev.rustauth.telemetry.sample.collector;

import org.springframework.test.context.ContextConfiguration;

/**
 * Hostile input on an H2 file.
 */
@ContextConfiguration(initializers = OnH2.class)
class H2HostileIntakeIntegrationTests extends HostileIntakeContract {

}
