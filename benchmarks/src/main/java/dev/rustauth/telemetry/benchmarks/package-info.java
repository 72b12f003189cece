/**
 * Programs that measure the starter beside floors and peers. No part of the product.
 */
@NullMarked
package dev.rustauth.telemetry.benchmarks;

import org.jspecify.annotations.NullMarked;
