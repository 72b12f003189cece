package dev.rustauth.telemetry.sample.collector.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * Tells what a token allows. What no token is set for is allowed to everybody, whatever
 * they present. Takes the same time for every wrong token. Safe to call from any thread.
 */
@Component
class Tokens implements AuthenticationManager {

	static final String SENDER = "SENDER";

	static final String OPERATOR = "OPERATOR";

	private final byte @Nullable [] sender;

	private final byte @Nullable [] operator;

	Tokens(CollectorProperties properties) {
		this.sender = expected(properties.token());
		this.operator = expected(properties.operatorToken());
	}

	private static byte @Nullable [] expected(String token) {
		return (token.isBlank()) ? null : digest(token.strip());
	}

	/**
	 * What is allowed to those who present nothing.
	 */
	List<GrantedAuthority> anonymous() {
		List<GrantedAuthority> authorities = authorities(null);
		// Spring Security takes no empty list.
		authorities.add(new SimpleGrantedAuthority("ANYBODY"));
		return authorities;
	}

	@Override
	public Authentication authenticate(Authentication presented) {
		List<GrantedAuthority> authorities = authorities(String.valueOf(presented.getCredentials()));
		if (authorities.isEmpty()) {
			throw new BadCredentialsException("the token is wrong");
		}
		return UsernamePasswordAuthenticationToken.authenticated(presented.getPrincipal(), null, authorities);
	}

	private List<GrantedAuthority> authorities(@Nullable String token) {
		byte[] digest = (token != null) ? digest(token.strip()) : new byte[0];
		List<GrantedAuthority> authorities = new ArrayList<>();
		if (this.sender == null || MessageDigest.isEqual(this.sender, digest)) {
			authorities.add(new SimpleGrantedAuthority(SENDER));
		}
		if (this.operator == null || MessageDigest.isEqual(this.operator, digest)) {
			authorities.add(new SimpleGrantedAuthority(OPERATOR));
		}
		return authorities;
	}

	/**
	 * Digests have one length, so comparing them doesn't tell that of the token.
	 */
	private static byte[] digest(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
