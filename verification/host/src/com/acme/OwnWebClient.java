package com.acme;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

@Component
class OwnWebClient {

	OwnWebClient(WebClient.Builder builder) {
		builder.build();
	}

}
