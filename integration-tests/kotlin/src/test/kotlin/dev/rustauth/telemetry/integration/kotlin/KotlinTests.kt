package dev.rustauth.telemetry.integration.kotlin

import dev.rustauth.telemetry.test.AutoConfigureRustAuthTelemetry
import dev.rustauth.telemetry.test.RecordingTelemetrySink
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.SpringBootConfiguration
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.context.annotation.Import

/**
 * An application in Kotlin with the examples of the documentation.
 */
@SpringBootTest
@AutoConfigureRustAuthTelemetry
@Timeout(300)
class KotlinTests @Autowired constructor(
	private val migration: Migration,
	private val telemetry: RecordingTelemetrySink
) {

	@Test
	fun eventShouldBePublished() {
		this.migration.migrated()
		assertThat(this.telemetry.awaitEvent("cli_migrate").payload()).isEqualTo(mapOf("outcome" to "migrated"))
	}

	@Test
	fun optionsOfTheBeanShouldBeReported() {
		val config = this.telemetry.awaitEvent("init").payload()["config"] as Map<*, *>
		assertThat(config["plugins"]).isEqualTo(listOf("passkey", "two-factor"))
		assertThat((config["emailAndPassword"] as Map<*, *>)["minPasswordLength"]).isEqualTo(12)
	}

	@Test
	fun gradleScriptOfReadmeShouldDeclareTheStarterThatIsBuilt() {
		val script = BuildScript().apply { ofReadme() }
		assertThat(script.implementation).containsExactly(System.getProperty("starter"))
		assertThat(script.repositories).containsExactly("local", "central")
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Migration::class, AuthConfiguration::class)
	class Application

}
