package dev.rustauth.telemetry.integration.kotlin

/**
 * As much of Gradle's Kotlin DSL as the build script in README.md uses, because Gradle itself isn't
 * in Maven Central. So the compiler reads the script, and a test sees what it declares; what Gradle
 * makes of it is not tested.
 */
class BuildScript {

	val repositories = mutableListOf<String>()

	val implementation = mutableListOf<String>()

	fun repositories(declare: Repositories.() -> Unit) = Repositories().declare()

	fun dependencies(declare: Dependencies.() -> Unit) = Dependencies().declare()

	inner class Repositories {

		fun mavenLocal() = this@BuildScript.repositories.add("local")

		fun mavenCentral() = this@BuildScript.repositories.add("central")

	}

	inner class Dependencies {

		fun implementation(notation: String) = this@BuildScript.implementation.add(notation)

	}

}

/**
 * The script as it is printed.
 */
fun BuildScript.ofReadme() {
// build.gradle.kts
repositories { mavenLocal(); mavenCentral() }
dependencies {
	implementation("dev.rustauth:rustauth-telemetry-spring-boot-starter:0.1.0-SNAPSHOT")
}
}
