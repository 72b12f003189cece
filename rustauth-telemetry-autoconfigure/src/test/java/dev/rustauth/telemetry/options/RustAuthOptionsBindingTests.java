package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.rustauth.telemetry.options.RustAuthOptions.AdditionalField;
import dev.rustauth.telemetry.options.RustAuthOptions.AdditionalField.Type;
import dev.rustauth.telemetry.options.RustAuthOptions.RateLimit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Binding of {@link RustAuthOptions}.
 */
class RustAuthOptionsBindingTests {

	private static final RustAuthOptions DEFAULTS = RustAuthOptions.builder().build();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Binding.class);

	@Test
	void bindWhenNothingGivenShouldEqualDefaultsOfBuilder() {
		assertThat(bind()).isEqualTo(DEFAULTS);
	}

	@Test
	void bindWhenNobodyAsksShouldNotMakeTheBean() {
		this.contextRunner.run((context) -> {
			String[] names = context.getBeanNamesForType(RustAuthOptions.class);
			assertThat(names).hasSize(1);
			assertThat(context.getBeanFactory().getBeanDefinition(names[0]).isLazyInit()).isTrue();
			assertThat(context.getBeanFactory().containsSingleton(names[0])).isFalse();
		});
	}

	// The master switch is a scalar where the binder could expect an object.
	@ParameterizedTest
	@ValueSource(strings = { "1", "true", "off", "" })
	void bindWhenOnlyMasterSwitchInEnvironmentShouldStartWithDefaults(String value) {
		assertThat(bindEnvironment(Map.of("RUSTAUTH_TELEMETRY", value))).isEqualTo(DEFAULTS);
	}

	@Test
	void bindWhenSectionsAreScalarsInEnvironmentShouldStartWithDefaults() {
		assertThat(bindEnvironment(Map.of("RUSTAUTH", "1", "RUSTAUTH_SESSION", "1", "RUSTAUTH_USER_ADDITIONALFIELDS",
				"1", "RUSTAUTH_SOCIALPROVIDERS_GITHUB", "1")))
			.isEqualTo(DEFAULTS);
	}

	@Test
	void bindWhenEnvironmentVariablesNameMapEntriesShouldBindThem() {
		RustAuthOptions options = bindEnvironment(Map.of("RUSTAUTH_SOCIALPROVIDERS_GITHUB_SCOPE", "repo",
				"RUSTAUTH_USER_ADDITIONALFIELDS_ROLE_TYPE", "Number"));
		assertThat(options.socialProviders()).containsOnlyKeys("github");
		assertThat(options.socialProviders().get("github").scope()).containsExactly("repo");
		assertThat(options.user().additionalFields().get("role").type()).isEqualTo(Type.NUMBER);
	}

	@Test
	void bindWhenOnlyPluginsGivenShouldKeepOtherDefaults() {
		assertThat(bind("rustauth.plugins=two-factor,passkey"))
			.isEqualTo(RustAuthOptions.builder().plugins("two-factor", "passkey").build());
	}

	@Test
	void bindWhenKeysAreUnknownShouldIgnoreThem() {
		assertThat(bind("rustauth.telemetry.enabled=true", "rustauth.telemetry.http.connect-timeout=2s",
				"rustauth.session.secret=x", "rustauth.social-providers.github.client-secret=x"))
			.isEqualTo(DEFAULTS);
	}

	@ParameterizedTest
	@CsvSource({ "rustauth.session.expires-in, banana", "rustauth.session.expires-in, ''",
			"rustauth.session.cookie-cache.strategy, banana", "rustauth.session.store-session-in-database, banana",
			"rustauth.session.store-session-in-database, ''", "rustauth.email-and-password.max-password-length, banana",
			"rustauth.email-and-password.max-password-length, 99999999999", "rustauth.rate-limit.max, ''",
			"rustauth.rate-limit.enabled, banana", "rustauth.logger.level, ''",
			"rustauth.user.additional-fields.role, banana", "rustauth.social-providers.github, banana" })
	void bindWhenValueInvalidShouldKeepItsDefault(String property, String value) {
		assertThat(bind(property + "=" + value)).isEqualTo(DEFAULTS);
	}

	@Test
	void bindWhenOneValueOfSectionInvalidShouldBindTheOthers() {
		assertThat(bind("rustauth.session.expires-in=banana", "rustauth.session.update-age=1d"))
			.isEqualTo(RustAuthOptions.builder().session((session) -> session.updateAge(Duration.ofDays(1))).build());
	}

	// A record refuses a negative number as a whole, so its whole section falls back.
	@Test
	void bindWhenNumberNegativeShouldStartWithDefaultsOfItsSection() {
		assertThat(bind("rustauth.session.expires-in=-1", "rustauth.session.update-age=1d", "rustauth.hooks.after=true",
				"rustauth.rate-limit.max=-1"))
			.isEqualTo(RustAuthOptions.builder().hooks((hooks) -> hooks.after(true)).build());
	}

	@Test
	void bindWhenDurationHasUnitShouldUseIt() {
		RustAuthOptions options = bind("rustauth.session.expires-in=7d", "rustauth.session.update-age=3600",
				"rustauth.session.fresh-age=PT5M", "rustauth.rate-limit.window=2m");
		assertThat(options.session().expiresIn()).isEqualTo(Duration.ofDays(7));
		assertThat(options.session().updateAge()).isEqualTo(Duration.ofHours(1));
		assertThat(options.session().freshAge()).isEqualTo(Duration.ofMinutes(5));
		assertThat(options.rateLimit().window()).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void bindWhenTrustedOriginsUnsetShouldBeNull() {
		assertThat(bind("rustauth.hooks.after=true").trustedOrigins()).isNull();
	}

	@Test
	void bindWhenTrustedOriginsEmptyShouldBeEmpty() {
		assertThat(bind("rustauth.trusted-origins=").trustedOrigins()).isEmpty();
	}

	@Test
	void bindWhenTrustedOriginsIndexedShouldCountThem() {
		assertThat(
				bind("rustauth.trusted-origins[0]=https://a", "rustauth.trusted-origins[1]=https://b").trustedOrigins())
			.hasSize(2);
	}

	@Test
	void bindWhenTextEmptyShouldCountAsSet() {
		RustAuthOptions options = bind("rustauth.user.model-name=", "rustauth.user.fields.email=",
				"rustauth.user.additional-fields.role.default-value=", "rustauth.on-api-error.error-url=");
		assertThat(options.user().modelName()).isNotNull();
		assertThat(options.user().fields()).containsOnlyKeys("email");
		assertThat(options.user().additionalFields().get("role").defaultValue()).isNotNull();
		assertThat(options.onApiError().errorUrl()).isNotNull();
	}

	@Test
	void bindWhenDefaultValueOfFieldFalseShouldCountAsSet() {
		assertThat(bind("rustauth.user.additional-fields.admin.default-value=false").user()
			.additionalFields()
			.get("admin")
			.defaultValue()).isNotNull();
	}

	@Test
	void bindWhenTypeOfFieldMissingShouldUseString() {
		assertThat(bind("rustauth.user.additional-fields.role.required=false").user().additionalFields())
			.containsOnly(Map.entry("role", new AdditionalField(Type.STRING, false, true, true, null, null)));
	}

	@ParameterizedTest
	@CsvSource({ "string, STRING", "StringArray, STRING_ARRAY", "string-array, STRING_ARRAY",
			"NUMBER_ARRAY, NUMBER_ARRAY", "json, JSON", "Timestamp, TIMESTAMP", "boolean, BOOLEAN", "Number, NUMBER" })
	void bindWhenEnumSpelledDifferentlyShouldBindIt(String value, Type expected) {
		assertThat(
				bind("rustauth.session.additional-fields.f.type=" + value).session().additionalFields().get("f").type())
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "secondaryStorage", "secondary-storage", "SECONDARY_STORAGE" })
	void bindWhenStorageSpelledDifferentlyShouldBindIt(String value) {
		assertThat(bind("rustauth.rate-limit.storage=" + value).rateLimit().storage())
			.isEqualTo(RateLimit.Storage.SECONDARY_STORAGE);
	}

	@Test
	void bindWhenPathsAreAwkwardShouldUseKebabCase() {
		RustAuthOptions options = bind("rustauth.on-api-error.error-url=/error", "rustauth.on-api-error.throw=true",
				"rustauth.account.encrypt-oauth-tokens=true", "rustauth.advanced.disable-csrf-check=true",
				"rustauth.advanced.cookie-attributes.same-site=lax", "rustauth.database-hooks.user.create.before=true",
				"rustauth.advanced.ip-address.ip-address-headers=x-real-ip");
		assertThat(options).isEqualTo(RustAuthOptions.builder()
			.onApiError((onApiError) -> onApiError.errorUrl("/error").throwError(true))
			.account((account) -> account.encryptOauthTokens(true))
			.advanced((advanced) -> advanced.disableCsrfCheck(true)
				.cookieAttributes((cookie) -> cookie.sameSite("lax"))
				.ipAddress((ip) -> ip.ipAddressHeaders("x-real-ip")))
			.databaseHooks((hooks) -> hooks.user((user) -> user.create((create) -> create.before(true))))
			.build());
	}

	@Test
	void bindWhenPathsAreInSpellingOfSnapshotShouldBindThemToo() {
		assertThat(bind("rustauth.onAPIError.errorURL=/error", "rustauth.account.encryptOAuthTokens=true",
				"rustauth.advanced.disableCSRFCheck=true"))
			.isEqualTo(bind("rustauth.on-api-error.error-url=/error", "rustauth.account.encrypt-oauth-tokens=true",
					"rustauth.advanced.disable-csrf-check=true"));
	}

	@Test
	void bindWhenScopeEmptyShouldRegisterTheProvider() {
		assertThat(bind("rustauth.social-providers.github.scope=").socialProviders())
			.isEqualTo(RustAuthOptions.builder().socialProvider("github").build().socialProviders());
	}

	@Test
	void bindWhenSeveralProvidersGivenShouldKeepTheirOrder() {
		assertThat(bind("rustauth.social-providers.zoom.scope=", "rustauth.social-providers.apple.scope=",
				"rustauth.social-providers.github.scope=", "rustauth.social-providers.[my.own].scope=")
			.socialProviders()
			.keySet()).containsExactly("zoom", "apple", "github", "my.own");
	}

	@Test
	void bindWhenFieldNameInCamelCaseShouldKeepIt() {
		assertThat(bind("rustauth.user.fields.emailVerified=email_verified").user().fields())
			.containsOnlyKeys("emailVerified");
	}

	@Test
	void bindWhenBaseUrlGivenShouldKeepIt() {
		assertThat(bind("rustauth.base-url=https://auth.example.com").baseUrl()).isEqualTo("https://auth.example.com");
	}

	@Test
	void bindWhenListsAreGivenShouldKeepOrderAndDuplicates() {
		assertThat(bind("rustauth.plugins=b,a,b").plugins()).isEqualTo(List.of("b", "a", "b"));
	}

	private RustAuthOptions bind(String... properties) {
		return bind(this.contextRunner.withPropertyValues(properties));
	}

	private RustAuthOptions bindEnvironment(Map<String, Object> variables) {
		return bind(this.contextRunner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables))));
	}

	private static RustAuthOptions bind(ApplicationContextRunner runner) {
		RustAuthOptions[] options = new RustAuthOptions[1];
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			options[0] = context.getBean(RustAuthOptions.class);
		});
		return options[0];
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(RustAuthOptions.class)
	static class Binding {

	}

}
