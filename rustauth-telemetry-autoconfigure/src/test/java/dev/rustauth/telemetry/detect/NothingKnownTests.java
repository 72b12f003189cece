package dev.rustauth.telemetry.detect;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import dev.rustauth.telemetry.init.FieldRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each detector, where there is nothing to be known, says what the field registry says.
 */
class NothingKnownTests {

	private final MockEnvironment environment = new MockEnvironment();

	@TempDir
	Path root;

	@Test
	void detectorsShouldSayWhatIsDocumented() throws IOException {
		Map<String, @Nullable Object> documented = new LinkedHashMap<>();
		FieldRegistry.get().unknown().forEach((path, unknown) -> documented.put(path, unknown.says()));
		assertThat(said()).isEqualTo(documented);
	}

	private Map<String, @Nullable Object> said() throws IOException {
		Map<String, @Nullable Object> said = new LinkedHashMap<>();
		try (URLClassLoader nothing = FakeJar.classLoader()) {
			AnonymousIdGenerator ids = Detectors.anonymousId(this.environment, nothing, null, null);
			said.put("anonymousId", (ids.generate(null).length() == 32) ? "random" : "hash");
			said.put("payload.config.adapter", Detectors.adapter(FakeJar.beanFactory(nothing)).detect());
			said.put("payload.runtime.version", Detectors.runtime(this.environment).detect().version());
			said.put("payload.database", Detectors.database(FakeJar.beanFactory(nothing), this.environment).detect());
			Environment configured = new MockEnvironment().withProperty("spring.datasource.url", "jdbc:h2:mem:x");
			said.put("payload.database.version",
					Detectors.database(FakeJar.beanFactory(nothing), configured).detect().version());
		}
		said.put("payload.environment", Detectors.environment(this.environment).detect());
		put(said, new HostSystemInfoDetector(this.environment, this.root, () -> 1, () -> false, () -> null).detect());
		said.put("payload.packageManager", Detectors.packageManager(this.environment).detect());
		FakeRoot project = new FakeRoot(this.root).with("pom.xml", "");
		Environment inProject = new MockEnvironment().withProperty("user.dir", this.root.toString());
		assertThat(Detectors.packageManager(inProject).detect()).extracting(NamedVersion::name).isEqualTo("maven");
		said.put("payload.packageManager.version", Detectors.packageManager(inProject).detect().version());
		project.with("build.gradle", "");
		assertThat(Detectors.packageManager(inProject).detect()).isNull();
		return said;
	}

	private static void put(Map<String, @Nullable Object> said, SystemInfo info) {
		String path = "payload.systemInfo.";
		said.put(path + "deploymentVendor", info.deploymentVendor());
		said.put(path + "systemPlatform", info.systemPlatform());
		said.put(path + "systemRelease", info.systemRelease());
		said.put(path + "systemArchitecture", info.systemArchitecture());
		said.put(path + "cpuModel", info.cpuModel());
		said.put(path + "cpuSpeed", info.cpuSpeed());
		said.put(path + "memory", info.memory());
		said.put(path + "isWSL", info.isWsl());
		said.put(path + "isDocker", info.isDocker());
		said.put(path + "isTTY", info.isTty());
		said.put(path + "isCI", info.isCi());
	}

}
