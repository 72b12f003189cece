package dev.rustauth.telemetry.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import dev.rustauth.telemetry.config.TestEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plants a canary in every value the detectors read and looks for it in what they tell.
 */
@ExtendWith(OutputCaptureExtension.class)
class DetectorLeakTests {

	private static final String CANARY = "c4n4ry";

	private static final List<String> URLS = List.of("spring.datasource.url", "spring.datasource.hikari.jdbc-url",
			"spring.datasource.tomcat.url", "spring.datasource.dbcp2.url", "spring.r2dbc.url", "spring.mongodb.uri",
			"spring.data.mongodb.uri", "spring.neo4j.uri", "spring.cassandra.contact-points", "spring.data.redis.url",
			"spring.data.redis.host");

	private static final List<String> VALUES = List.of("jdbc:unknown://user:%s@host", "jdbc:mysql://user:%s@host/%s",
			"r2dbc:postgresql://%s:%s@%s/%s", "%s", "jdbc:%s://host", "${%s}", "jdbc:h2+%s:mem:x", "1.%s/x");

	private static final List<String> OTHERS = List.of("RUST_ENV", "TEST", "CI", "CF_PAGES", "BUILD_ID",
			"MAVEN_VERSION", "GRADLE_VERSION", "java.class.path", "spring.datasource.driver-class-name",
			"spring.application.name", "org.springframework.boot.test.context.SpringBootTestContextBootstrapper");

	@Test
	void whenEveryValueHoldsACanaryNoDetectorShouldTellIt(@TempDir Path root, CapturedOutput output) {
		new FakeRoot(root).with("pom.xml", CANARY)
			.with(".mvn/wrapper/maven-wrapper.properties", "distributionUrl=https://%1$s@h/%1$s.zip".formatted(CANARY));
		List<Object> told = new ArrayList<>();
		for (String value : VALUES) {
			String canary = value.replace("%s", CANARY);
			for (String url : URLS) {
				told.add(tell(new MockEnvironment().withProperty(url, canary), root));
			}
			MockEnvironment environment = new MockEnvironment();
			URLS.forEach((name) -> environment.setProperty(name, canary));
			OTHERS.forEach((name) -> environment.setProperty(name, canary));
			environment.setActiveProfiles(CANARY);
			told.add(tell(environment, root));
		}
		assertThat(told).isNotEmpty().allSatisfy((each) -> assertThat(each.toString()).doesNotContain(CANARY));
		assertThat(output).doesNotContain(CANARY);
	}

	private static List<?> tell(MockEnvironment environment, Path root) {
		ClassLoader classLoader = DetectorLeakTests.class.getClassLoader();
		environment.setProperty("user.dir", root.toString());
		return Arrays.asList(Detectors.runtime(environment).detect(), Detectors.framework().detect(),
				Detectors.environment(environment).detect(), Detectors.systemInfo(environment, root).detect(),
				Detectors.database(FakeJar.beanFactory(classLoader), environment).detect(),
				Detectors.packageManager(environment).detect(),
				Detectors.anonymousId(environment, classLoader, CANARY, CANARY).generate(CANARY),
				TestEnvironment.evidence(environment));
	}

}
