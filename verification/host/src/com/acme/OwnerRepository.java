package com.acme;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;

interface OwnerRepository extends JpaRepository<Owner, Long> {

	@Cacheable("owners")
	Owner findByName(String name);

	@EnableCaching
	@Configuration(proxyBeanMethods = false)
	class Caching {

	}

}
