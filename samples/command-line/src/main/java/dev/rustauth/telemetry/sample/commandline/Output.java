package dev.rustauth.telemetry.sample.commandline;

import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out what was asked for
 * @param err what went wrong
 */
record Output(PrintStream out, PrintStream err) {

	void say(String line) {
		this.out.println(line);
	}

	void complain(String line) {
		this.err.println(line);
	}

}
