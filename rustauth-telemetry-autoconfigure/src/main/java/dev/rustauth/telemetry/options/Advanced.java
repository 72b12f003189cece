package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Advanced options.
 *
 * @param cookiePrefix prefix of cookie names, reported as set or not
 * @param crossSubDomainCookies cookies shared between subdomains
 * @param useSecureCookies whether cookies are always secure, decided by the base URL when
 * unset
 * @param ipAddress detection of client addresses
 * @param disableCsrfCheck whether the CSRF check is off
 * @param cookieAttributes default attributes of cookies
 * @since 0.1.0
 */
public record Advanced(@Nullable String cookiePrefix,
		@DefaultValue @NestedConfigurationProperty CrossSubDomainCookies crossSubDomainCookies,
		@Nullable Boolean useSecureCookies, @DefaultValue @NestedConfigurationProperty IpAddress ipAddress,
		boolean disableCsrfCheck, @DefaultValue @NestedConfigurationProperty CookieAttributes cookieAttributes) {

	static final Advanced DEFAULTS = new Advanced(null, CrossSubDomainCookies.DEFAULTS, null, IpAddress.DEFAULTS, false,
			CookieAttributes.DEFAULTS);

	/**
	 * Forget each text that is only reported as present.
	 */
	public Advanced {
		cookiePrefix = Presence.of(cookiePrefix);
	}

	/**
	 * Cookies shared between subdomains.
	 *
	 * @param domain domain of the shared cookies, reported as set or not
	 * @param enabled whether cookies are shared between subdomains
	 * @since 0.1.0
	 */
	public record CrossSubDomainCookies(@Nullable String domain, boolean enabled) {

		static final CrossSubDomainCookies DEFAULTS = new CrossSubDomainCookies(null, false);

		/**
		 * Forget each text that is only reported as present.
		 */
		public CrossSubDomainCookies {
			domain = Presence.of(domain);
		}

		/**
		 * Builder of {@link CrossSubDomainCookies}: each method sets the component of the
		 * same name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder domain(@Nullable String domain);

			public abstract Builder enabled(boolean enabled);

			abstract CrossSubDomainCookies build();

		}

	}

	/**
	 * Detection of client addresses.
	 *
	 * @param disableIpTracking whether client addresses are not recorded
	 * @param ipAddressHeaders names of the headers that hold the client address
	 * @since 0.1.0
	 */
	public record IpAddress(boolean disableIpTracking, @DefaultValue List<String> ipAddressHeaders) {

		static final IpAddress DEFAULTS = new IpAddress(false, List.of());

		/**
		 * Copy the collections.
		 */
		public IpAddress {
			ipAddressHeaders = List.copyOf(ipAddressHeaders);
		}

		/**
		 * Builder of {@link IpAddress}: each method sets the component of the same name,
		 * a list as a whole.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder disableIpTracking(boolean disableIpTracking);

			public final Builder ipAddressHeaders(String... ipAddressHeaders) {
				return ipAddressHeaders(List.of(ipAddressHeaders));
			}

			abstract IpAddress build();

			abstract Builder ipAddressHeaders(List<String> ipAddressHeaders);

		}

	}

	/**
	 * Default attributes of cookies.
	 *
	 * @param expires maximum age of cookies, in seconds unless a unit is given
	 * @param secure whether cookies are secure
	 * @param sameSite SameSite attribute of cookies
	 * @param domain domain of cookies, reported as set or not
	 * @param path path of cookies
	 * @param httpOnly whether cookies are hidden from scripts
	 * @since 0.1.0
	 */
	public record CookieAttributes(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration expires,
			@Nullable Boolean secure, @Nullable String sameSite, @Nullable String domain, @Nullable String path,
			@Nullable Boolean httpOnly) {

		static final CookieAttributes DEFAULTS = new CookieAttributes(null, null, null, null, null, null);

		/**
		 * Check the numbers, and forget each text that is only reported as present.
		 * @throws IllegalArgumentException if a duration or a number is negative
		 */
		public CookieAttributes {
			Values.notNegative("rustauth.advanced.cookie-attributes.expires", expires);
			domain = Presence.of(domain);
		}

		/**
		 * Builder of {@link CookieAttributes}: each method sets the component of the same
		 * name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder expires(@Nullable Duration expires);

			public abstract Builder secure(@Nullable Boolean secure);

			public abstract Builder sameSite(@Nullable String sameSite);

			public abstract Builder domain(@Nullable String domain);

			public abstract Builder path(@Nullable String path);

			public abstract Builder httpOnly(@Nullable Boolean httpOnly);

			abstract CookieAttributes build();

		}

	}

	/**
	 * Builder of {@link Advanced}: each method sets the component of the same name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder cookiePrefix(@Nullable String cookiePrefix);

		public final Builder crossSubDomainCookies(Consumer<CrossSubDomainCookies.Builder> refinement) {
			return crossSubDomainCookies(
					Values.refine(new AutoBuilder_Advanced_CrossSubDomainCookies_Builder(crossSubDomainCookies()),
							refinement, CrossSubDomainCookies.Builder::build));
		}

		public abstract Builder useSecureCookies(@Nullable Boolean useSecureCookies);

		public final Builder ipAddress(Consumer<IpAddress.Builder> refinement) {
			return ipAddress(Values.refine(new AutoBuilder_Advanced_IpAddress_Builder(ipAddress()), refinement,
					IpAddress.Builder::build));
		}

		public abstract Builder disableCsrfCheck(boolean disableCsrfCheck);

		public final Builder cookieAttributes(Consumer<CookieAttributes.Builder> refinement) {
			return cookieAttributes(Values.refine(new AutoBuilder_Advanced_CookieAttributes_Builder(cookieAttributes()),
					refinement, CookieAttributes.Builder::build));
		}

		abstract Advanced build();

		abstract CrossSubDomainCookies crossSubDomainCookies();

		abstract Builder crossSubDomainCookies(CrossSubDomainCookies crossSubDomainCookies);

		abstract IpAddress ipAddress();

		abstract Builder ipAddress(IpAddress ipAddress);

		abstract CookieAttributes cookieAttributes();

		abstract Builder cookieAttributes(CookieAttributes cookieAttributes);

	}

}
