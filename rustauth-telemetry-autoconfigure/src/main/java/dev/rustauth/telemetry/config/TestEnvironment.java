package dev.rustauth.telemetry.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySources;

import dev.rustauth.telemetry.Internal;

/**
 * Recognises that the application runs in a test.
 * <p>
 * The variables {@code RUST_ENV} and {@code TEST} count as in the Rust crate: the first
 * when it is exactly {@code test}, the second when it is neither empty nor {@code 0} nor
 * {@code false} in any case, with nothing trimmed. The rest is Spring's.
 * <p>
 * The methods are free of side effects, may be called from any thread, and throw only
 * what the environment throws.
 *
 * @since 0.1.0
 */
@Internal
public final class TestEnvironment {

	private static final String SPRING_BOOT_TEST = "org.springframework.boot.test.context.SpringBootTestContextBootstrapper";

	/**
	 * {@code TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME}, which
	 * lives in spring-test. Slice tests have this source but not the property above.
	 */
	private static final String INLINED_TEST_PROPERTIES = "Inlined Test Properties";

	/**
	 * Name of the property source by which the test support marks every context that
	 * spring-test loads.
	 */
	public static final String TEST_CONTEXT_MARK = "RustAuth telemetry: test context";

	/** Packages of what runs tests. JUnit's platform runs most of the others, too. */
	private static final List<String> FRAMEWORKS = List.of("org.junit.", "junit.framework.", "junit.textui.",
			"org.testng.", "io.kotest.", "io.cucumber.", "org.scalatest.", "org.spockframework.", "org.specs2.",
			"munit.", "utest.TestRunner", "utest.runner.", "weaver.framework.", "zio.test.", "clojure.test$",
			"com.intuit.karate.", "com.thoughtworks.gauge.", "org.jbehave.", "org.apache.maven.surefire.",
			"org.gradle.api.internal.tasks.testing.", "sbt.ForkMain", "sbt.TestRunner");

	private static final Pattern FALSE = Pattern.compile("0|(?i:false)");

	private TestEnvironment() {
	}

	/**
	 * Look for a sign of a test in variables, profiles and property sources.
	 * @param environment the environment of the application
	 * @return the first sign found, in words that may be shown to a user and hold no
	 * configured value; {@code null} when there is none
	 */
	public static @Nullable String evidence(Environment environment) {
		if ("test".equals(PropertyReader.value(environment, "RUST_ENV"))) {
			return "RUST_ENV=test";
		}
		if (isTestVariableSet(environment)) {
			return "TEST is set";
		}
		if (environment.matchesProfiles("test")) {
			return "profile test";
		}
		if ("true".equals(PropertyReader.value(environment, SPRING_BOOT_TEST))) {
			return "@SpringBootTest";
		}
		return (environment instanceof ConfigurableEnvironment configurable
				&& isTestContext(configurable.getPropertySources())) ? "Spring test context" : null;
	}

	private static boolean isTestContext(PropertySources sources) {
		return sources.contains(INLINED_TEST_PROPERTIES) || sources.contains(TEST_CONTEXT_MARK);
	}

	/**
	 * Whether a test framework is running in this JVM, the only way to recognise a test
	 * that calls {@code SpringApplication.run} itself. Then one of its frames is on the
	 * stack of this thread, or of one that waits for it. Classes on the class path prove
	 * nothing. Stops all threads for a moment, unless this thread's stack is enough.
	 * @return whether a frame of a test framework is on a stack
	 */
	public static boolean calledFromTest() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.map(StackWalker.StackFrame::getClassName).anyMatch(TestEnvironment::isFramework))
				|| Thread.getAllStackTraces()
					.values()
					.stream()
					.flatMap(Arrays::stream)
					.map(StackTraceElement::getClassName)
					.anyMatch(TestEnvironment::isFramework);
	}

	static boolean isFramework(String className) {
		return FRAMEWORKS.stream().anyMatch(className::startsWith);
	}

	private static boolean isTestVariableSet(Environment environment) {
		if (!environment.containsProperty("TEST")) {
			return false;
		}
		String value = PropertyReader.value(environment, "TEST");
		return value == null || (!value.isEmpty() && !FALSE.matcher(value).matches());
	}

}
