package dev.rustauth.telemetry.sample.collector;

import org.springframework.test.context.ContextConfiguration;

/**
 * Rules on an H2 file.
 */
@ContextConfiguration(initializers = OnH2.class)
class H2RulesIntegrationTests extends RulesContract {

}
