package com.acme;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

@Configuration(proxyBeanMethods = false)
class Introspector {

	@Bean
	OpaqueTokenIntrospector ownTokens() {
		return (token) -> {
			throw new BadOpaqueTokenException("none is known");
		};
	}

}
