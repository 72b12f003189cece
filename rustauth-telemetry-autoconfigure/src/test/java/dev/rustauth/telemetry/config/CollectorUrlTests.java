package dev.rustauth.telemetry.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CollectorUrl}.
 */
class CollectorUrlTests {

	@ParameterizedTest
	@ValueSource(strings = { "foo", "", "   ", "/events", "//host/events", "localhost:8080", "ftp://x", "file:///etc",
			"http://", "http:///events", "http:events", "http://host:99999/", "http://host:0/", "http://host:-1/",
			"http://my_host/events", "http://ho st/", "http://host/#fragment", "http://[::1", "http://host:port/",
			"://host", "javascript:alert(1)" })
	void parseWhenNotUsableShouldSayWhyWithoutRepeatingIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CollectorUrl.parse(text))
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).isNotBlank());
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:9999/events, http://localhost:9999",
			"https://collector.example.com, https://collector.example.com",
			"HTTPS://Collector.Example.com:8443/a?token=secret, https://Collector.Example.com:8443",
			"' http://127.0.0.1:1/x ', http://127.0.0.1:1", "http://[::1]:8080/, http://[::1]:8080",
			"http://user:pass@host/, http://host" })
	void toStringShouldShowSchemeHostAndPortOnly(String text, String shown) {
		assertThat(CollectorUrl.parse(text)).hasToString(shown);
	}

	@Test
	void parseWhenTextHoldsAPasswordShouldNotRepeatIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> CollectorUrl.parse("ftp://user:hunter2@host/"))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hunter2"));
		assertThatIllegalArgumentException().isThrownBy(() -> CollectorUrl.parse("http://user:hunter2 @host/"))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hunter2"));
	}

	@Test
	void uriShouldKeepEverythingButTheUserInfo() {
		CollectorUrl endpoint = CollectorUrl.parse("https://us%65r:p%40ss@host:8443/a%20b/events?x=1&y=%2F");
		assertThat(endpoint.uri()).hasToString("https://host:8443/a%20b/events?x=1&y=%2F");
		assertThat(endpoint.userInfo()).isEqualTo("user:p@ss");
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost/, true", "http://app.localhost/, true", "http://127.8.9.1/, true",
			"http://[::1]/, true", "http://127.example.com/, false", "http://localhost.example.com/, false",
			"http://10.0.0.1/, false" })
	void isLoopbackShouldGoByTheNameAlone(String text, boolean loopback) {
		assertThat(CollectorUrl.parse(text).isLoopback()).isEqualTo(loopback);
	}

	@ParameterizedTest
	@CsvSource({ "http://bücher.example/ä?q=büro, http://xn--bcher-kva.example/%C3%A4?q=b%C3%BCro",
			"https://user:p@bücher.example:8443/x, https://xn--bcher-kva.example:8443/x",
			"http://例え.テスト, http://xn--r8jz45g.xn--zckzah",
			"http://localhost/a?b=€%20c, http://localhost/a?b=%E2%82%AC%20c" })
	void uriWithMoreThanAsciiShouldBeEncodedAsDnsAndHttpHaveIt(String text, String uri) {
		assertThat(CollectorUrl.parse(text).uri()).hasToString(uri);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://bü_cher.example/", "http://bücher..example/" })
	void hostThatHasNoAsciiFormShouldBeRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CollectorUrl.parse(text))
			.withNoCause()
			.withMessageContaining("names no valid host");
	}

}
