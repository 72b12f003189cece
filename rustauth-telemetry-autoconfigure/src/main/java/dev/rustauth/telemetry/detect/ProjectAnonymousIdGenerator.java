package dev.rustauth.telemetry.detect;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Properties;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.rustauth.telemetry.config.PropertyReader;

/**
 * Hashes base URL and project name, as the Rust crate does byte for byte:
 * {@code base64(sha256(utf8(baseUrl + projectName)))}. With neither of them the id is
 * random, the same for the life of this object.
 */
final class ProjectAnonymousIdGenerator implements AnonymousIdGenerator {

	static final String BUILD_INFO = "META-INF/build-info.properties";

	private final Environment environment;

	private final ClassLoader classLoader;

	private final @Nullable String projectName;

	private final @Nullable String key;

	private @Nullable String random;

	ProjectAnonymousIdGenerator(Environment environment, ClassLoader classLoader, @Nullable String projectName,
			@Nullable String key) {
		this.environment = environment;
		this.classLoader = classLoader;
		this.projectName = projectName;
		this.key = key;
	}

	@Override
	public String generate(@Nullable String baseUrl) {
		String name = projectName();
		if ((baseUrl == null && name == null) || (this.key != null && this.key.isEmpty())) {
			return random();
		}
		String input = ((baseUrl != null) ? baseUrl : "") + ((name != null) ? name : "");
		return Base64.getEncoder().encodeToString(hash(input.getBytes(StandardCharsets.UTF_8)));
	}

	private @Nullable String projectName() {
		if (this.projectName != null) {
			return this.projectName;
		}
		String applicationName = PropertyReader.value(this.environment, "spring.application.name");
		if (StringUtils.hasText(applicationName)) {
			return applicationName;
		}
		URL resource = this.classLoader.getResource(BUILD_INFO);
		if (resource == null) {
			return null;
		}
		Properties buildInfo = SmallFile.properties(SmallFile.readBytes(resource));
		return buildInfo.getProperty("build.name", buildInfo.getProperty("build.artifact"));
	}

	private byte[] hash(byte[] input) {
		try {
			if (this.key == null) {
				return MessageDigest.getInstance("SHA-256").digest(input);
			}
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return mac.doFinal(input);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256 and HmacSHA256", ex);
		}
	}

	private synchronized String random() {
		if (this.random == null) {
			this.random = AnonymousIdGenerator.randomId();
		}
		return this.random;
	}

}
