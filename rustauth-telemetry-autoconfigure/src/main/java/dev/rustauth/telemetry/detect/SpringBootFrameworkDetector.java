package dev.rustauth.telemetry.detect;

import org.springframework.boot.SpringBootVersion;

/**
 * Spring Boot, which is there whenever this code runs.
 */
final class SpringBootFrameworkDetector implements FrameworkDetector {

	@Override
	public NamedVersion detect() {
		return new NamedVersion("spring-boot", SpringBootVersion.getVersion());
	}

}
