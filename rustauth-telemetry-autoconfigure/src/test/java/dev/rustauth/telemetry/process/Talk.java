package dev.rustauth.telemetry.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How the main classes here talk with the test that started them. Opens no file.
 */
public final class Talk {

	private static final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

	private Talk() {
	}

	public static void say(String text) {
		try {
			out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for {@link ForkedJvm#proceed()}.
	 */
	static void waitForParent() {
		try {
			System.in.read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
