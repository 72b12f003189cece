package dev.rustauth.telemetry.detect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads files and class path resources that are small by nature, and never more than 64
 * KB of them. What is missing or can't be read is {@code null}.
 */
final class SmallFile {

	static final int LIMIT = 64 * 1024;

	private static final Pattern BLANK_LINE = Pattern.compile("\\r?\\n\\r?\\n");

	private static final Pattern VERSION = Pattern.compile("\\s*([0-9][0-9A-Za-z.+_-]{0,63})(?:\\s.*)?",
			Pattern.DOTALL);

	private SmallFile() {
	}

	/**
	 * Read a regular file; a pipe or a device would block.
	 * @param file the file
	 * @return the content, as far as the limit
	 */
	static @Nullable String read(Path file) {
		byte[] content = readBytes(file);
		return (content != null) ? new String(content, StandardCharsets.UTF_8) : null;
	}

	static byte @Nullable [] readBytes(Path file) {
		if (!Files.isRegularFile(file)) {
			return null;
		}
		try (InputStream in = Files.newInputStream(file)) {
			return in.readNBytes(LIMIT);
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Read a resource without leaving a jar file open behind it, which a cached
	 * connection does.
	 * @param resource the address of the resource
	 * @return the content, as far as the limit
	 */
	static byte @Nullable [] readBytes(URL resource) {
		try {
			URLConnection connection = resource.openConnection();
			connection.setUseCaches(false);
			try (InputStream in = connection.getInputStream()) {
				return in.readNBytes(LIMIT);
			}
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Parse the content of a properties file.
	 * @param content the content, {@code null} when there is none
	 * @return the properties, empty when they can't be read
	 */
	static Properties properties(byte @Nullable [] content) {
		Properties properties = new Properties();
		if (content != null) {
			try {
				properties.load(new ByteArrayInputStream(content));
			}
			catch (IOException | IllegalArgumentException ex) {
				properties.clear();
			}
		}
		return properties;
	}

	/**
	 * Parse the main section of a manifest. The sections after it, one for each entry of
	 * a signed jar file, may be long and cut off.
	 * @param manifest the beginning of the file, {@code null} when there is none
	 * @return the attributes, empty when they can't be read
	 */
	static Attributes mainAttributes(byte @Nullable [] manifest) {
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

	/**
	 * Take a version out of a text that should hold one. What doesn't look like a version
	 * is not passed on, whatever it is.
	 * @param text the text
	 * @return the version, {@code null} when there is none
	 */
	static @Nullable String version(@Nullable String text) {
		Matcher matcher = VERSION.matcher((text != null) ? text : "");
		return matcher.matches() ? matcher.group(1) : null;
	}

}
