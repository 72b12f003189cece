package com.acme;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.validation.constraints.NotBlank;

@Entity
class Owner {

	@Id
	private Long id;

	@NotBlank
	private String name;

}
