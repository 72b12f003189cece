package dev.rustauth.telemetry.detect;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Finds the version of a driver in the jar file that holds it, without loading a class of
 * it: in what Maven left there, else in the manifest, else in the name of the file. Works
 * on nested jar files too, because every address is derived from the one of the class.
 */
final class DriverVersion {

	private static final Pattern VERSIONED_DIRECTORY = Pattern.compile("META-INF/versions/\\d+/$");

	private static final Pattern FILE_NAME = Pattern.compile("-(\\d[^/]*)\\.jar!/$");

	/**
	 * A class of the framework, to recognise a jar file that all dependencies were poured
	 * into: its manifest and name tell the version of the application.
	 */
	private static final String FRAMEWORK_CLASS = "org/springframework/boot/SpringBootVersion.class";

	private DriverVersion() {
	}

	static @Nullable String find(Database.Driver driver, URL location, ClassLoader classLoader) {
		String base = base(location, driver.resource());
		for (String artifact : driver.artifacts()) {
			byte[] content = read(location, base + "META-INF/maven/" + artifact + "/pom.properties");
			String version = SmallFile.version(SmallFile.properties(content).getProperty("version"));
			if (version != null) {
				return version;
			}
		}
		URL framework = classLoader.getResource(FRAMEWORK_CLASS);
		if (!base.endsWith(".jar!/") || (framework != null && base.equals(base(framework, FRAMEWORK_CLASS)))) {
			return null;
		}
		Attributes manifest = SmallFile.mainAttributes(read(location, base + "META-INF/MANIFEST.MF"));
		String version = SmallFile.version(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
		if (version == null) {
			version = SmallFile.version(manifest.getValue("Bundle-Version"));
		}
		return (version != null) ? version : fromFileName(base);
	}

	private static String base(URL location, String resource) {
		String address = location.toExternalForm();
		String base = address.substring(0, Math.max(0, address.length() - resource.length()));
		return VERSIONED_DIRECTORY.matcher(base).replaceFirst("");
	}

	// The context hands its protocol handler on, registered with the JVM or not.
	private static byte @Nullable [] read(URL context, String address) {
		try {
			return SmallFile.readBytes(new URL(context, address));
		}
		catch (MalformedURLException ex) {
			return null;
		}
	}

	private static @Nullable String fromFileName(String base) {
		Matcher matcher = FILE_NAME.matcher(base);
		return matcher.find() ? SmallFile.version(StringUtils.uriDecode(matcher.group(1), StandardCharsets.UTF_8))
				: null;
	}

}
