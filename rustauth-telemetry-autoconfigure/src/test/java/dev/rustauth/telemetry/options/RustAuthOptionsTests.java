package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.rustauth.telemetry.options.RustAuthOptions.Account;
import dev.rustauth.telemetry.options.RustAuthOptions.AdditionalField;
import dev.rustauth.telemetry.options.RustAuthOptions.AdditionalField.Type;
import dev.rustauth.telemetry.options.RustAuthOptions.SocialProvider;
import dev.rustauth.telemetry.options.RustAuthOptions.User;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@link RustAuthOptions} and its builder.
 */
class RustAuthOptionsTests {

	@Test
	void builderWhenOptionsExistShouldRefineThem() {
		RustAuthOptions options = RustAuthOptions.builder()
			.baseUrl("https://auth.example.com")
			.emailAndPassword((emailAndPassword) -> emailAndPassword.enabled(true).autoSignIn(false))
			.session((session) -> session.expiresIn(Duration.ofDays(7)).cookieCache((cache) -> cache.enabled(true)))
			.socialProvider("github", (provider) -> provider.scope("read:user"))
			.user((user) -> user.field("email", "email_address")
				.additionalField("role", (role) -> role.type(Type.NUMBER)))
			.plugins("two-factor")
			.trustedOrigins("https://a")
			.build();
		RustAuthOptions refined = options.toBuilder()
			.session((session) -> session.cookieCache((cache) -> cache.maxAge(Duration.ofMinutes(5))))
			.socialProvider("github", (provider) -> provider.prompt("consent"))
			.socialProvider("google")
			.user((user) -> user.field("name", "full_name").additionalField("role", (role) -> role.required(false)))
			.plugin("passkey")
			.build();
		assertThat(refined.baseUrl()).isEqualTo("https://auth.example.com");
		assertThat(refined.emailAndPassword()).isEqualTo(options.emailAndPassword());
		assertThat(refined.session().expiresIn()).isEqualTo(Duration.ofDays(7));
		assertThat(refined.session().cookieCache().enabled()).isTrue();
		assertThat(refined.session().cookieCache().maxAge()).isEqualTo(Duration.ofMinutes(5));
		assertThat(refined.socialProviders().keySet()).containsExactly("github", "google");
		assertThat(refined.socialProviders().get("github").scope()).containsExactly("read:user");
		assertThat(refined.socialProviders().get("github").prompt()).isEqualTo("consent");
		assertThat(refined.user().fields()).containsOnlyKeys("email", "name");
		assertThat(refined.user().additionalFields().get("role"))
			.isEqualTo(new AdditionalField(Type.NUMBER, false, true, true, null, null));
		assertThat(refined.plugins()).containsExactly("two-factor", "passkey");
		assertThat(refined.trustedOrigins()).hasSize(1);
	}

	@Test
	void toBuilderWhenNothingRefinedShouldGiveEqualOptions() {
		RustAuthOptions options = RustAuthOptions.builder()
			.socialProvider("github")
			.trustedOrigins()
			.hooks((hooks) -> hooks.before(true))
			.build();
		assertThat(options.toBuilder().build()).isEqualTo(options);
	}

	@Test
	void buildWhenBuilderUsedFurtherShouldNotChangeOptions() {
		RustAuthOptions.Builder builder = RustAuthOptions.builder().socialProvider("github").plugins("two-factor");
		RustAuthOptions options = builder.build();
		builder.socialProvider("google").plugin("passkey").user((user) -> user.field("email", "email_address"));
		assertThat(options.socialProviders()).containsOnlyKeys("github");
		assertThat(options.plugins()).containsExactly("two-factor");
		assertThat(options.user().fields()).isEmpty();
	}

	@Test
	void customizeWhenEarlierCustomizersRefinedShouldSeeWhatTheyLeft() {
		RustAuthOptions.Builder builder = RustAuthOptions.builder();
		RustAuthOptionsCustomizer first = (options) -> options.plugin("two-factor");
		RustAuthOptionsCustomizer second = (options) -> options.plugin("after-" + options.build().plugins().get(0));
		first.customize(builder);
		second.customize(builder);
		assertThat(builder.build().plugins()).containsExactly("two-factor", "after-two-factor");
	}

	@Test
	void constructorWhenCollectionsChangeLaterShouldKeepItsCopies() {
		Map<String, AdditionalField> additionalFields = new LinkedHashMap<>();
		Map<String, String> fields = new LinkedHashMap<>(Map.of("email", "email_address"));
		User user = new User(null, fields, additionalFields, new User.ChangeEmail(false, false));
		List<String> scope = new ArrayList<>(List.of("read:user"));
		SocialProvider provider = new SocialProvider(false, false, false, false, false, null, scope);
		additionalFields.put("role", AdditionalField.DEFAULTS);
		fields.clear();
		scope.clear();
		assertThat(user.additionalFields()).isEmpty();
		assertThat(user.fields()).containsOnlyKeys("email");
		assertThat(provider.scope()).containsExactly("read:user");
	}

	@ParameterizedTest
	@MethodSource("collections")
	void collectionsWhenChangedShouldRefuse(String name, Runnable change) {
		assertThatExceptionOfType(UnsupportedOperationException.class).as(name).isThrownBy(change::run);
	}

	static Stream<Arguments> collections() {
		RustAuthOptions options = RustAuthOptions.builder()
			.socialProvider("github")
			.plugins("two-factor")
			.trustedOrigins("https://a")
			.build();
		AdditionalField field = AdditionalField.DEFAULTS;
		Account.AccountLinking linking = options.account().accountLinking();
		return Stream.of(refused("socialProviders", () -> options.socialProviders().clear()),
				refused("scope", () -> options.socialProviders().get("github").scope().add("x")),
				refused("plugins", () -> options.plugins().add("x")),
				refused("trustedOrigins", () -> options.trustedOrigins().add("x")),
				refused("user.fields", () -> options.user().fields().put("x", "x")),
				refused("user.additionalFields", () -> options.user().additionalFields().put("x", field)),
				refused("verification.fields", () -> options.verification().fields().put("x", "x")),
				refused("session.fields", () -> options.session().fields().put("x", "x")),
				refused("session.additionalFields", () -> options.session().additionalFields().put("x", field)),
				refused("account.fields", () -> options.account().fields().put("x", "x")),
				refused("trustedProviders", () -> linking.trustedProviders().add("x")),
				refused("ipAddressHeaders", () -> options.advanced().ipAddress().ipAddressHeaders().add("x")));
	}

	private static Arguments refused(String name, Runnable change) {
		return Arguments.of(name, change);
	}

	@ParameterizedTest
	@MethodSource("negatives")
	void buildWhenNumberNegativeShouldNameTheProperty(String property, Consumer<RustAuthOptions.Builder> change) {
		assertThatIllegalArgumentException().isThrownBy(() -> change.accept(RustAuthOptions.builder()))
			.withMessage(property + " must not be negative");
	}

	static Stream<Arguments> negatives() {
		Duration negative = Duration.ofMillis(-1);
		return Stream.of(
				negative("rustauth.email-verification.expires-in",
						(builder) -> builder.emailVerification((section) -> section.expiresIn(negative))),
				negative("rustauth.email-and-password.max-password-length",
						(builder) -> builder.emailAndPassword((section) -> section.maxPasswordLength(-1))),
				negative("rustauth.email-and-password.min-password-length",
						(builder) -> builder.emailAndPassword((section) -> section.minPasswordLength(-1))),
				negative("rustauth.email-and-password.reset-password-token-expires-in",
						(builder) -> builder
							.emailAndPassword((section) -> section.resetPasswordTokenExpiresIn(negative))),
				negative("rustauth.session.expires-in",
						(builder) -> builder.session((section) -> section.expiresIn(negative))),
				negative("rustauth.session.fresh-age",
						(builder) -> builder.session((section) -> section.freshAge(negative))),
				negative("rustauth.session.update-age",
						(builder) -> builder.session((section) -> section.updateAge(negative))),
				negative("rustauth.session.cookie-cache.max-age",
						(builder) -> builder
							.session((section) -> section.cookieCache((cache) -> cache.maxAge(negative)))),
				negative("rustauth.advanced.cookie-attributes.expires",
						(builder) -> builder
							.advanced((section) -> section.cookieAttributes((cookie) -> cookie.expires(negative)))),
				negative("rustauth.rate-limit.window",
						(builder) -> builder.rateLimit((section) -> section.window(negative))),
				negative("rustauth.rate-limit.max", (builder) -> builder.rateLimit((section) -> section.max(-1))));
	}

	private static Arguments negative(String property, Consumer<RustAuthOptions.Builder> change) {
		return Arguments.of(property, change);
	}

	@Test
	void toStringShouldSayOfBaseUrlOnlyWhetherItIsSet() {
		assertThat(RustAuthOptions.builder().build().toString()).startsWith("RustAuthOptions[baseUrl=null, ");
		assertThat(RustAuthOptions.builder().baseUrl("https://auth.example.com").build().toString())
			.startsWith("RustAuthOptions[baseUrl=set, ")
			.doesNotContain("example.com");
	}

	@Test
	void toStringShouldNameEveryComponent() {
		RustAuthOptions options = RustAuthOptions.builder().build();
		assertThat(RustAuthOptions.class.getRecordComponents()).allSatisfy((component) -> assertThat(options.toString())
			.contains(component.getName() + "=" + component.getAccessor().invoke(options)));
	}

}
