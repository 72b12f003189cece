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

import org.jspecify.annotations.Nullable;

/**
 * Reads files and class path resources that are small by nature, and never more than 64
 * KB of them. What is missing or can't be read is {@code null}.
 */
final class SmallFile {

	static final int LIMIT = 64 * 1024;

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

}
