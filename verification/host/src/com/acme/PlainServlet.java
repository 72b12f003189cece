package com.acme;

import java.io.IOException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Serves HTTP without Spring MVC.
 */
@Configuration(proxyBeanMethods = false)
class PlainServlet {

	@Bean
	ServletRegistrationBean<HttpServlet> hello() {
		return new ServletRegistrationBean<>(new Hello(), "/hello");
	}

	static class Hello extends HttpServlet {

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.getWriter().write("hello");
		}

	}

}
