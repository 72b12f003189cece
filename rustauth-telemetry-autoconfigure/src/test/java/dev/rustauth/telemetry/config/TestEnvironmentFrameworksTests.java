package dev.rustauth.telemetry.config;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which classes on a stack mean that a test runs. Only JUnit can be run here.
 */
class TestEnvironmentFrameworksTests {

	@ParameterizedTest
	@ValueSource(strings = { "org.junit.platform.launcher.core.DefaultLauncher", "junit.textui.TestRunner",
			"junit.framework.TestCase", "org.gradle.api.internal.tasks.testing.worker.TestWorker", "sbt.ForkMain$Run",
			"sbt.TestRunner", "munit.FunSuite", "utest.TestRunner$", "zio.test.TestExecutor",
			"org.specs2.runner.ClassRunner", "weaver.framework.RunnerCompat", "clojure.test$run_tests",
			"com.intuit.karate.core.FeatureRuntime", "com.thoughtworks.gauge.execution.StepExecutor",
			"org.jbehave.core.embedder.Embedder" })
	void shouldKnowTestFrameworks(String className) {
		assertThat(TestEnvironment.isFramework(className)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.acme.TestRunner", "org.springframework.boot.SpringApplication",
			"org.gradle.launcher.GradleMain", "sbt.Run", "weaver.Application", "junit.Application", "clojure.main",
			"org.springframework.boot.test.Anything" })
	void shouldTakeNothingElseForOne(String className) {
		assertThat(TestEnvironment.isFramework(className)).isFalse();
	}

}
