/**
 * What the integration tests share.
 */
@NullMarked
package dev.rustauth.telemetry.integration.support;

import org.jspecify.annotations.NullMarked;
