package dev.rustauth.telemetry.sample.collector;

import org.springframework.test.context.ContextConfiguration;

/**
 * Export, deletion, retention, health and metrics on an H2 file.
 */
@ContextConfiguration(initializers = OnH2.class)
class H2OperationsIntegrationTests extends OperationsContract {

}
