package dev.rustauth.verification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application whose database Flyway or Liquibase migrates, and that ends.
 */
@SpringBootApplication
public class MigrationsApplication {

	public static void main(String[] args) {
		SpringApplication.run(MigrationsApplication.class, args);
	}

}
