package dev.rustauth.telemetry.detect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * A jar file made by hand. Its classes are no classes: who loads one fails.
 */
final class FakeJar {

	private final Map<String, byte[]> entries = new LinkedHashMap<>();

	/**
	 * A bean factory without beans, whose class path this is.
	 */
	static DefaultListableBeanFactory beanFactory(ClassLoader classLoader) {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.setBeanClassLoader(classLoader);
		return beanFactory;
	}

	FakeJar with(String name, String content) {
		return with(name, content.getBytes(StandardCharsets.UTF_8));
	}

	FakeJar with(String name, byte[] content) {
		this.entries.put(name, content);
		return this;
	}

	FakeJar withClass(String className) {
		return with(className.replace('.', '/') + ".class", "not a class");
	}

	FakeJar withManifest(String... attributes) {
		return with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n" + String.join("\r\n", attributes) + "\r\n\r\n");
	}

	FakeJar withPomProperties(String artifact, String version) {
		return with("META-INF/maven/" + artifact + "/pom.properties", "#Generated\nversion=" + version + "\n");
	}

	byte[] toBytes() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			for (Map.Entry<String, byte[]> entry : this.entries.entrySet()) {
				ZipEntry zipEntry = new ZipEntry(entry.getKey());
				// A nested jar file must be stored, not compressed.
				zipEntry.setMethod(ZipEntry.STORED);
				zipEntry.setSize(entry.getValue().length);
				CRC32 crc = new CRC32();
				crc.update(entry.getValue());
				zipEntry.setCrc(crc.getValue());
				zip.putNextEntry(zipEntry);
				zip.write(entry.getValue());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	Path writeTo(Path file) {
		try {
			return Files.write(file, toBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A class loader that sees the given files and directories and the JDK, nothing else.
	 */
	static URLClassLoader classLoader(Path... classPath) {
		URL[] urls = new URL[classPath.length];
		try {
			for (int i = 0; i < urls.length; i++) {
				urls[i] = classPath[i].toUri().toURL();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
	}

}
