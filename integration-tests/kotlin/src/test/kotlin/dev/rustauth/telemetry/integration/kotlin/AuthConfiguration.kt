package dev.rustauth.telemetry.integration.kotlin

import dev.rustauth.telemetry.options.RustAuthOptions
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration

@Configuration(proxyBeanMethods = false)
class AuthConfiguration {

	@Bean
	fun rustAuthOptions(): RustAuthOptions = RustAuthOptions.builder()
		.baseUrl("https://shop.example.com")
		.emailAndPassword { login -> login.enabled(true).minPasswordLength(12) }
		.socialProvider("github") { github -> github.scope("read:user", "user:email") }
		.plugins("passkey", "two-factor")
		.build()

}
