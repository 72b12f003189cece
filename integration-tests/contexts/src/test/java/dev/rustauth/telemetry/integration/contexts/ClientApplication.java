package dev.rustauth.telemetry.integration.contexts;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.client.RestClient;

/**
 * Prints which blocking client Spring Boot picks.
 */
public final class ClientApplication {

	static final String CLIENT = "client: ";

	private ClientApplication() {
	}

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(OddApplication.class, args)) {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			Object factory = ReflectionTestUtils.getField(client, "clientRequestFactory");
			OddApplication.say(CLIENT + factory.getClass().getSimpleName() + ", "
					+ context.getBean(ClientHttpRequestFactory.class).getClass().getSimpleName() + ", "
					+ context.getBean(ClientHttpRequestFactoryBuilder.class).getClass().getSimpleName());
		}
	}

}
