package dev.rustauth.telemetry.integration.kotlin

import dev.rustauth.telemetry.TelemetryPublisher
import org.springframework.stereotype.Component

@Component
class Migration(private val telemetry: TelemetryPublisher) {

	fun migrated() = this.telemetry.publish("cli_migrate", mapOf("outcome" to "migrated"))

}
