package com.acme;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Any application, which takes stock of itself and ends.
 */
@SpringBootApplication
public class HostApplication {

	public static void main(String[] args) throws Exception {
		ConfigurableApplicationContext context = SpringApplication.run(HostApplication.class, args);
		Inventory.print(context);
		long wait = Long.getLong("host.wait", 0);
		Thread.sleep(wait);
		context.close();
	}

}
