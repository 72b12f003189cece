package dev.rustauth.telemetry.contributor;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The ids of well-known identity providers, in the spelling of the Rust crate and of
 * Better Auth, by the host they live at. Of an address nothing but the id leaves here.
 */
final class KnownProviders {

	/** A host stands for all below it, too. */
	static final Map<String, String> HOSTS = Map.ofEntries(Map.entry("accounts.google.com", "google"),
			Map.entry("oauth2.googleapis.com", "google"), Map.entry("github.com", "github"),
			Map.entry("gitlab.com", "gitlab"), Map.entry("facebook.com", "facebook"),
			Map.entry("appleid.apple.com", "apple"), Map.entry("microsoftonline.com", "microsoft"),
			Map.entry("sts.windows.net", "microsoft"), Map.entry("login.live.com", "microsoft"),
			Map.entry("ciamlogin.com", "microsoft"), Map.entry("b2clogin.com", "microsoft"),
			Map.entry("okta.com", "okta"), Map.entry("oktapreview.com", "okta"), Map.entry("okta-emea.com", "okta"),
			Map.entry("auth0.com", "auth0"), Map.entry("amazoncognito.com", "cognito"),
			Map.entry("linkedin.com", "linkedin"), Map.entry("discord.com", "discord"), Map.entry("slack.com", "slack"),
			Map.entry("id.twitch.tv", "twitch"), Map.entry("accounts.spotify.com", "spotify"),
			Map.entry("x.com", "twitter"), Map.entry("twitter.com", "twitter"), Map.entry("paypal.com", "paypal"),
			Map.entry("salesforce.com", "salesforce"), Map.entry("auth.atlassian.com", "atlassian"),
			Map.entry("dropbox.com", "dropbox"), Map.entry("reddit.com", "reddit"), Map.entry("zoom.us", "zoom"),
			Map.entry("api.notion.com", "notion"), Map.entry("huggingface.co", "huggingface"),
			Map.entry("kauth.kakao.com", "kakao"), Map.entry("nid.naver.com", "naver"),
			Map.entry("access.line.me", "line"), Map.entry("vk.com", "vk"), Map.entry("id.vk.ru", "vk"),
			Map.entry("tiktok.com", "tiktok"));

	/** Names that Spring applications use for the same provider. */
	static final Map<String, String> ALIASES = Map.of("azure", "microsoft", "azuread", "microsoft", "aad", "microsoft",
			"entra", "microsoft", "azure-active-directory", "microsoft", "x", "twitter", "keycloak", "keycloak");

	private KnownProviders() {
	}

	/**
	 * The provider at an address.
	 * @param address issuer or endpoint, as configured
	 * @return its id, {@code null} if it isn't known
	 */
	static @Nullable String at(@Nullable String address) {
		URI uri = parse(address);
		String host = (uri != null && uri.getHost() != null) ? uri.getHost().toLowerCase(Locale.ROOT) : null;
		if (uri == null || host == null) {
			return null;
		}
		if (host.startsWith("cognito-idp.") && host.endsWith(".amazonaws.com")) {
			return "cognito";
		}
		for (String known = host; known.indexOf('.') > 0; known = known.substring(known.indexOf('.') + 1)) {
			String id = HOSTS.get(known);
			if (id != null) {
				return id;
			}
		}
		String path = uri.getPath();
		return (path != null && path.contains("/realms/")) ? "keycloak" : null;
	}

	/**
	 * The provider of a name.
	 * @param name id of a registration or of a provider
	 * @return its id, {@code null} if it isn't known
	 */
	static @Nullable String named(@Nullable String name) {
		if (name == null) {
			return null;
		}
		String word = name.toLowerCase(Locale.ROOT);
		return (HOSTS.containsValue(word)) ? word : ALIASES.get(word);
	}

	private static @Nullable URI parse(@Nullable String address) {
		try {
			return (address != null) ? URI.create(address.strip()) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
