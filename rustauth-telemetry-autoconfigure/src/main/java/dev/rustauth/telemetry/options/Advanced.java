package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

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
		public static final class Builder {

			private @Nullable String domain;

			private boolean enabled;

			Builder(CrossSubDomainCookies from) {
				this.domain = from.domain();
				this.enabled = from.enabled();
			}

			public Builder domain(@Nullable String domain) {
				this.domain = domain;
				return this;
			}

			public Builder enabled(boolean enabled) {
				this.enabled = enabled;
				return this;
			}

			CrossSubDomainCookies build() {
				return new CrossSubDomainCookies(this.domain, this.enabled);
			}

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
		public static final class Builder {

			private boolean disableIpTracking;

			private List<String> ipAddressHeaders;

			Builder(IpAddress from) {
				this.disableIpTracking = from.disableIpTracking();
				this.ipAddressHeaders = from.ipAddressHeaders();
			}

			public Builder disableIpTracking(boolean disableIpTracking) {
				this.disableIpTracking = disableIpTracking;
				return this;
			}

			public Builder ipAddressHeaders(String... ipAddressHeaders) {
				this.ipAddressHeaders = List.of(ipAddressHeaders);
				return this;
			}

			IpAddress build() {
				return new IpAddress(this.disableIpTracking, this.ipAddressHeaders);
			}

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
		public static final class Builder {

			private @Nullable Duration expires;

			private @Nullable Boolean secure;

			private @Nullable String sameSite;

			private @Nullable String domain;

			private @Nullable String path;

			private @Nullable Boolean httpOnly;

			Builder(CookieAttributes from) {
				this.expires = from.expires();
				this.secure = from.secure();
				this.sameSite = from.sameSite();
				this.domain = from.domain();
				this.path = from.path();
				this.httpOnly = from.httpOnly();
			}

			public Builder expires(@Nullable Duration expires) {
				this.expires = expires;
				return this;
			}

			public Builder secure(@Nullable Boolean secure) {
				this.secure = secure;
				return this;
			}

			public Builder sameSite(@Nullable String sameSite) {
				this.sameSite = sameSite;
				return this;
			}

			public Builder domain(@Nullable String domain) {
				this.domain = domain;
				return this;
			}

			public Builder path(@Nullable String path) {
				this.path = path;
				return this;
			}

			public Builder httpOnly(@Nullable Boolean httpOnly) {
				this.httpOnly = httpOnly;
				return this;
			}

			CookieAttributes build() {
				return new CookieAttributes(this.expires, this.secure, this.sameSite, this.domain, this.path,
						this.httpOnly);
			}

		}

	}

	/**
	 * Builder of {@link Advanced}: each method sets the component of the same name.
	 */
	public static final class Builder {

		private @Nullable String cookiePrefix;

		private CrossSubDomainCookies crossSubDomainCookies;

		private @Nullable Boolean useSecureCookies;

		private IpAddress ipAddress;

		private boolean disableCsrfCheck;

		private CookieAttributes cookieAttributes;

		Builder(Advanced from) {
			this.cookiePrefix = from.cookiePrefix();
			this.crossSubDomainCookies = from.crossSubDomainCookies();
			this.useSecureCookies = from.useSecureCookies();
			this.ipAddress = from.ipAddress();
			this.disableCsrfCheck = from.disableCsrfCheck();
			this.cookieAttributes = from.cookieAttributes();
		}

		public Builder cookiePrefix(@Nullable String cookiePrefix) {
			this.cookiePrefix = cookiePrefix;
			return this;
		}

		public Builder crossSubDomainCookies(Consumer<CrossSubDomainCookies.Builder> refinement) {
			CrossSubDomainCookies.Builder builder = new CrossSubDomainCookies.Builder(this.crossSubDomainCookies);
			refinement.accept(builder);
			this.crossSubDomainCookies = builder.build();
			return this;
		}

		public Builder useSecureCookies(@Nullable Boolean useSecureCookies) {
			this.useSecureCookies = useSecureCookies;
			return this;
		}

		public Builder ipAddress(Consumer<IpAddress.Builder> refinement) {
			IpAddress.Builder builder = new IpAddress.Builder(this.ipAddress);
			refinement.accept(builder);
			this.ipAddress = builder.build();
			return this;
		}

		public Builder disableCsrfCheck(boolean disableCsrfCheck) {
			this.disableCsrfCheck = disableCsrfCheck;
			return this;
		}

		public Builder cookieAttributes(Consumer<CookieAttributes.Builder> refinement) {
			CookieAttributes.Builder builder = new CookieAttributes.Builder(this.cookieAttributes);
			refinement.accept(builder);
			this.cookieAttributes = builder.build();
			return this;
		}

		Advanced build() {
			return new Advanced(this.cookiePrefix, this.crossSubDomainCookies, this.useSecureCookies, this.ipAddress,
					this.disableCsrfCheck, this.cookieAttributes);
		}

	}

}
