/**
 * A command line tool that tells a collector which command was run and how it ended.
 */
@NullMarked
package dev.rustauth.telemetry.sample.commandline;

import org.jspecify.annotations.NullMarked;
