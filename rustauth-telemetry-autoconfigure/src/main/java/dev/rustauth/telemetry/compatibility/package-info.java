/**
 * Keeps an application as it would be without the starter's libraries.
 */
@NullMarked
package dev.rustauth.telemetry.compatibility;

import org.jspecify.annotations.NullMarked;
