package com.acme;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.sun.net.httpserver.HttpServer;
import org.springframework.boot.CommandLineRunner;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Posts what Jackson 2 is told to mask, with clients that Spring Boot has no part in.
 */
@Component
class Masked implements CommandLineRunner {

	@Override
	public void run(String... arguments) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			System.out.println("FACT posted " + exchange.getRequestHeaders().getFirst("Content-Type") + " "
					+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		String url = "http://localhost:" + server.getAddress().getPort() + "/";
		new RestTemplate().postForObject(url, new Login("ada", "hunter2!"), String.class);
		RestClient client = RestClient.builder().requestFactory(new SimpleClientHttpRequestFactory()).build();
		client.post().uri(url).body(new Login("ada", "hunter2!")).retrieve().toBodilessEntity();
		server.stop(0);
	}

	record Login(String name, @JsonSerialize(using = Mask.class) String password) {

	}

	static class Mask extends JsonSerializer<String> {

		@Override
		public void serialize(String value, JsonGenerator generator, SerializerProvider provider) throws IOException {
			generator.writeString("***");
		}

	}

}
