package dev.rustauth.telemetry.sample.collector;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.TestPropertySource;

/**
 * A collector with rules, and with a webhook that leads nowhere. One annotation, so that
 * tests share an application.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@TestPropertySource(properties = { "collector.rules.verified-mail=production: emailAndPassword.verified is true",
		"collector.rules.patched=framework.name is spring-boot: framework.version >= 4.0.9",
		"collector.webhook.url=http://localhost:1/hook",
		"collector.webhook.secret=whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz" })
@interface WithRules {

}
