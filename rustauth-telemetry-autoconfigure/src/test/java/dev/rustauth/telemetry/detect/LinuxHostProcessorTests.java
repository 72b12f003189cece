package dev.rustauth.telemetry.detect;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinuxHost}.
 */
class LinuxHostProcessorTests {

	private static final String X86 = """
			processor\t: 0
			vendor_id\t: GenuineIntel
			model\t\t: 85
			model name\t: Intel(R) Xeon(R) CPU @ 2.20GHz
			cpu MHz\t\t: %s

			processor\t: 1
			model name\t: Another
			cpu MHz\t\t: 1.0
			""";

	private static final String ARM = """
			processor\t: 0
			BogoMIPS\t: 50.00
			CPU implementer\t: 0x41
			""";

	private final MockEnvironment environment = new MockEnvironment();

	@TempDir
	Path root;

	@Test
	void whenX86ShouldTellTheModelOfTheFirstProcessor() {
		new FakeRoot(this.root).with("proc/cpuinfo", X86.formatted("2200.152"));
		assertThat(new LinuxHost(this.root).processorModel()).isEqualTo("Intel(R) Xeon(R) CPU @ 2.20GHz");
	}

	@ParameterizedTest
	@CsvSource({ "2200.152,2200", "2596.500,2597", "3000,3000", "0.000," })
	void whenX86ShouldTellRoundedMegahertzOfTheFirstProcessor(String value, Integer expected) {
		new FakeRoot(this.root).with("proc/cpuinfo", X86.formatted(value));
		assertThat(new LinuxHost(this.root).processorMegahertz()).isEqualTo(expected);
	}

	@Test
	void whenArmShouldTellNeither() {
		new FakeRoot(this.root).with("proc/cpuinfo", ARM);
		assertThat(new LinuxHost(this.root).processorModel()).isNull();
		assertThat(new LinuxHost(this.root).processorMegahertz()).isNull();
	}

	@Test
	void whenModelIsBlankShouldBeNull() {
		new FakeRoot(this.root).with("proc/cpuinfo", "model name\t: \n");
		assertThat(new LinuxHost(this.root).processorModel()).isNull();
	}

	@Test
	void whenWindowsShouldTellTheModelFromTheVariable() {
		this.environment.setProperty("PROCESSOR_IDENTIFIER", "Intel64 Family 6 Model 158 ");
		assertThat(model("Windows 11")).isEqualTo("Intel64 Family 6 Model 158");
		assertThat(model("Mac OS X")).isNull();
	}

	private String model(String operatingSystem) {
		this.environment.setProperty("os.name", operatingSystem);
		return Detectors.systemInfo(this.environment, this.root).detect().cpuModel();
	}

}
