package com.acme;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.graphql.execution.GraphQlSource;

@Configuration(proxyBeanMethods = false)
class Schema {

	@Bean
	GraphQlSource graphQlSource() {
		return GraphQlSource.schemaResourceBuilder()
			.schemaResources(new ByteArrayResource("type Query { name: String }".getBytes()))
			.build();
	}

}
