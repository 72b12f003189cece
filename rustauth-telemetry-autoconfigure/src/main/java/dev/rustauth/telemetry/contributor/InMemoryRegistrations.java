package dev.rustauth.telemetry.contributor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;

/**
 * The registrations in the repository of a running application. Only a repository that
 * exists already and keeps its registrations in memory is looked at: making one, or
 * asking another kind, may look up an issuer over the network.
 */
final class InMemoryRegistrations {

	private InMemoryRegistrations() {
	}

	/**
	 * Look at them.
	 * @return the registrations by their ids, {@code null} if there is no such repository
	 */
	static @Nullable Map<String, OAuth2Registration> look(ConfigurableListableBeanFactory beanFactory) {
		Map<String, OAuth2Registration> clients = null;
		for (Object repository : repositories(beanFactory)) {
			clients = (clients != null) ? clients : new LinkedHashMap<>();
			if (repository instanceof InMemoryClientRegistrationRepository servlet) {
				put(servlet, clients);
			}
			else if (repository instanceof InMemoryReactiveClientRegistrationRepository reactive) {
				put(reactive, clients);
			}
			else {
				return null;
			}
		}
		return clients;
	}

	private static List<Object> repositories(@Nullable BeanFactory from) {
		List<Object> repositories = new ArrayList<>();
		BeanFactory next = from;
		while (next instanceof ConfigurableListableBeanFactory beanFactory) {
			for (Class<?> type : List.of(ClientRegistrationRepository.class,
					ReactiveClientRegistrationRepository.class)) {
				for (String name : beanFactory.getBeanNamesForType(type, true, false)) {
					Object repository = beanFactory.getSingleton(name);
					if (repository != null) {
						repositories.add(repository);
					}
				}
			}
			next = beanFactory.getParentBeanFactory();
		}
		return repositories;
	}

	private static void put(Iterable<ClientRegistration> registrations, Map<String, OAuth2Registration> clients) {
		for (ClientRegistration registration : registrations) {
			ClientRegistration.ProviderDetails provider = registration.getProviderDetails();
			clients.putIfAbsent(registration.getRegistrationId(),
					new OAuth2Registration(registration.getRegistrationId(), null,
							OAuth2Registration.addresses(provider.getIssuerUri(), provider.getAuthorizationUri(),
									provider.getTokenUri()),
							OAuth2Registration.LOGIN.equals(registration.getAuthorizationGrantType().getValue()),
							registration.getScopes()));
		}
	}

}
