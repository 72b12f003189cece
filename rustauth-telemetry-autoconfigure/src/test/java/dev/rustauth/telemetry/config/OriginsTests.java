package dev.rustauth.telemetry.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

import dev.rustauth.telemetry.TelemetrySink;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Origins}.
 */
class OriginsTests {

	@ParameterizedTest
	@CsvSource({ "URL [http://user:hunter2@host/app.properties], URL [http://host/app.properties]",
			"URL [http://hunter2@host:8080/app.properties] - 3:7, URL [http://host:8080/app.properties] - 3:7",
			"URL [https://host/a?token=hunter2&x=hunter2] - 3:7, URL [https://host/a] - 3:7",
			"URL [https://host/a#hunter2], URL [https://host/a]",
			"URL [https://host/a;jsessionid=hunter2], URL [https://host/a]",
			"URL [https://user:hun/ter2@host/a], URL [https://…]",
			"URL [https://user:hun?ter2@host/a], URL [https://…]",
			"URL [https://user:hun#ter2@host/a], URL [https://…]",
			"URL [https://host/a?token=x@hunter2], URL [https://…]",
			"URL [https://user:hunter@2@host/a], URL [https://host/a]",
			"configserver:https://user:hunter2@host/repo.git/app.yml, configserver:https://host/repo.git/app.yml",
			"git:user:hunter2@host:app.yml, host:app.yml", "URL [http://user:hun]ter2@host/a], URL [http://host/a]",
			"URL [http://user:hun ter2@host/a], URL [http://host/a]",
			"URL [http://user:hun\"ter2@host/a], URL [http://host/a]",
			"git:https://host/repo.git?password=hunter2&label=x, git:https://host/repo.git",
			"jdbc:postgresql://host/db?user=u&password=hunter2, jdbc:postgresql://host/db",
			"jdbc:sqlserver://host;user=u;password=hunter2, jdbc:sqlserver://host",
			"jdbc:h2:mem:x;PASSWORD=hunter2 (table), jdbc:h2:mem:x;PASSWORD=…",
			"consul:host:8500?token=hunter2, consul:host:8500?token=…",
			"jdbc:oracle:thin:scott/hunter2@//host:1521/x, jdbc:oracle:thin://host:1521/x",
			"jdbc:oracle:thin:@(DESCRIPTION=(HOST=h)(password=hunter2)), (DESCRIPTION=…",
			"jdbc:oracle:thin:scott/hun/ter2@host:1521/x, jdbc:oracle:thin:host:1521/x",
			"Config resource URL [https://t:hunter2@host/a.yml] via location \"https://t:hunter2@host/\", Config resource URL [https://host/a.yml] via location \"https://host/\"",
			"URL [jar:file:/a/b@2.jar!/x.properties], URL [jar:file:/a/b@2.jar!/x.properties]",
			"class path resource [application.yml] - 3:7, class path resource [application.yml] - 3:7",
			"System Environment Property \"RUSTAUTH_TELEMETRY\", System Environment Property \"RUSTAUTH_TELEMETRY\"" })
	void scrubShouldTakeOutWhatMayBeASecretAndLeaveTheRest(String origin, String shown) {
		assertThat(Origins.scrub(origin)).isEqualTo(shown).doesNotContain("hunter", "ter2");
	}

	// A bean may be defined in a file that is read from a URL.
	@Test
	void originOfASinkShouldNotShowCredentials() {
		RootBeanDefinition sink = new RootBeanDefinition(TelemetrySink.class);
		sink.setResourceDescription("URL [http://user:hunter2@host/beans.xml]");
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerBeanDefinition("sink", sink);
		assertThat(Origins.of(beanFactory, "sink")).isEqualTo("URL [http://host/beans.xml]");
	}

}
