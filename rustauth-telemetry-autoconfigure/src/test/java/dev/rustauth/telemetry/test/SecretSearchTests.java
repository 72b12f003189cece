package dev.rustauth.telemetry.test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueChars;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.rustauth.telemetry.secrets.SecretScanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SecretSearch}.
 */
class SecretSearchTests {

	@ParameterizedTest
	@CsvSource(delimiter = ' ', quoteCharacter = '`',
			value = { "hunter2! Bearer_hunter2! `as it is`", "hunter2! <68756e7465723221> `in hex`",
					"hunter2! <68756E7465723221> `in hex`", "hunter2! aHVudGVyMiE= `in Base64`",
					"hunter2! dXNlcjpodW50ZXIyIQ== `in Base64`", "??>>~~ex YTo_Pz4-fn5leA== `in Base64`",
					"??>>~~ex YTo/Pz4+fn5leA== `in Base64`", "hunter2! pw=hunter2%21 percent-encoded",
					"p+/=word p%2B%2f%3Dword percent-encoded", "hunter2! %68%75%6E%74%65%72%32%21 percent-encoded",
					"a\\b\"c/d {\"x\":\"a\\\\b\\\"c\\/d\"} JSON-escaped", "hunter2! hunter2\\u0021 JSON-escaped",
					"grün-gold gr\\u00FCn-gold JSON-escaped" })
	void findWhenSecretIsInTheTextShouldSayHow(String secret, String text, String form) {
		assertThat(find(secret, text)).isEqualTo(form);
	}

	@Test
	void findWhenSpacesArePlusesShouldFind() {
		assertThat(find("open sesame", "q=open+sesame%21")).isEqualTo("percent-encoded");
		assertThat(find("open sesame", "q=open+sesame")).isEqualTo("percent-encoded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hunter", "unter2!", "HUNTER2!", "100 % \\ %zz \\u12", "%", "\\", "aHVudGVy" })
	void findWhenSecretIsNotInTheTextShouldReturnNull(String text) {
		assertThat(find("hunter2!", text)).isNull();
	}

	@Property(tries = 300)
	void findShouldSeeEverySecretInEveryEncodingBetweenEverything(@ForAll @StringLength(max = 9) String before,
			@ForAll @StringLength(min = 4, max = 40) String secret, @ForAll @StringLength(max = 9) String after) {
		Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(before + "|" + secret + "|" + after));
		byte[] bytes = (before + secret + after).getBytes(StandardCharsets.UTF_8);
		Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(secret));
		assertThat(find(secret, before + secret + after)).isEqualTo("as it is");
		assertThat(find(secret, HexFormat.of().withUpperCase().formatHex(bytes))).isNotNull();
		assertThat(find(secret, Base64.getEncoder().encodeToString(bytes))).isNotNull();
		assertThat(find(secret, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))).isNotNull();
		assertThat(find(secret, URLEncoder.encode(before + secret + after, StandardCharsets.UTF_8))).isNotNull();
	}

	@Property(tries = 300)
	void findShouldNotSeeASecretInOtherText(@ForAll @StringLength(max = 60) @UniqueChars String text) {
		assertThat(find("aaaa-bbbb-cccc", text)).isNull();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "abc" })
	void secretThatIsTooShortShouldBeRefused(String secret) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SecretSearch(secret))
			.withMessageContaining("at least 4 characters")
			.withMessageNotContaining("abc");
	}

	@Test
	void hintShouldShowTwoCharactersAndNoMore() {
		assertThat(new SecretSearch("hunter2!").hint(0)).isEqualTo("the secret that begins with 'hu'");
		assertThat(new SecretSearch("\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11").hint(0))
			.isEqualTo("the secret that begins with '\uD83D\uDD11\uD83D\uDD11'");
	}

	private static @Nullable String find(String secret, String text) {
		SecretScanner.Form form = new SecretSearch(secret).find(text).get(0);
		return (form != null) ? form.toString() : null;
	}

}
