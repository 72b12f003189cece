package dev.rustauth.telemetry.detect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the main section of a manifest. The sections after it, one for each entry of a
 * signed jar file, may be long and cut off.
 */
final class MainAttributes {

	private static final Pattern BLANK_LINE = Pattern.compile("\\r?\\n\\r?\\n");

	private MainAttributes() {
	}

	/**
	 * Parse.
	 * @param manifest the beginning of the file, {@code null} when there is none
	 * @return the attributes, empty when they can't be read
	 */
	static Attributes parse(byte @Nullable [] manifest) {
		if (manifest == null) {
			return new Attributes();
		}
		// ISO-8859-1 keeps every byte, so that lines folded inside a character survive.
		String text = new String(manifest, StandardCharsets.ISO_8859_1);
		String main = BLANK_LINE.split(text, 2)[0] + "\n\n";
		try {
			return new Manifest(new ByteArrayInputStream(main.getBytes(StandardCharsets.ISO_8859_1)))
				.getMainAttributes();
		}
		catch (IOException | IllegalArgumentException ex) {
			return new Attributes();
		}
	}

}
