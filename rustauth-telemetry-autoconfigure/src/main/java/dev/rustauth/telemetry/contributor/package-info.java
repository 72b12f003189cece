/**
 * What an application says of its authentication in other words: settings and beans of
 * Spring that fill the config snapshot where {@code rustauth.*} leaves it open.
 */
@NullMarked
package dev.rustauth.telemetry.contributor;

import org.jspecify.annotations.NullMarked;
