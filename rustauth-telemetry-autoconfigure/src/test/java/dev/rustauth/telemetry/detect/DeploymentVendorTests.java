package dev.rustauth.telemetry.detect;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeploymentVendor}.
 */
class DeploymentVendorTests {

	@Test
	void whenNoVariableIsSetShouldBeNull() {
		assertThat(DeploymentVendor.detect(new MockEnvironment().withProperty("AWS_REGION", "eu"))).isNull();
	}

	@ParameterizedTest
	@MethodSource("variables")
	void whenVariableIsPresentEvenIfEmptyShouldTellItsVendor(String variable, String vendor) {
		assertThat(DeploymentVendor.detect(new MockEnvironment().withProperty(variable, ""))).isEqualTo(vendor);
	}

	@Test
	void whenVariablesOfSeveralVendorsArePresentTheEarlierVendorShouldWin() {
		List<JsonNode> vendors = vendors().toList();
		assertThat(vendors).hasSize(13);
		MockEnvironment environment = new MockEnvironment();
		for (int i = vendors.size() - 1; i >= 0; i--) {
			JsonNode variables = vendors.get(i).get("variables");
			environment.setProperty(variables.get(variables.size() - 1).asString(), "x");
			assertThat(DeploymentVendor.detect(environment)).isEqualTo(vendors.get(i).get("vendor").asString());
		}
	}

	static Stream<Arguments> variables() {
		return vendors().flatMap((vendor) -> Contract.strings(vendor.get("variables"))
			.stream()
			.map((variable) -> Arguments.of(variable, vendor.get("vendor").asString())));
	}

	private static Stream<JsonNode> vendors() {
		return Contract.initEvent().get("deploymentVendors").valueStream();
	}

}
