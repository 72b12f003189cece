package dev.rustauth.telemetry.sample.collector;

import org.springframework.test.context.ContextConfiguration;

/**
 * The pages on an H2 file.
 */
@ContextConfiguration(initializers = OnH2.class)
class H2PagesIntegrationTests extends PagesContract {

}
