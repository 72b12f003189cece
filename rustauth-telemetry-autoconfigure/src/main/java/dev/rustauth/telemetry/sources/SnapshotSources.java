package dev.rustauth.telemetry.sources;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Makes the built-in sources.
 * <p>
 * Making one does nothing: no property is read and no bean looked at before it is asked.
 * None of them makes a bean that doesn't exist yet, and none uses the network.
 *
 * @since 0.1.0
 */
public final class SnapshotSources {

	private SnapshotSources() {
	}

	/**
	 * Social providers from the registrations of Spring Security's OAuth2 client.
	 * @param environment where {@code spring.security.oauth2.client} is read
	 * @param beanFactory where a repository of registrations may be
	 * @return the source
	 */
	public static OptionsSource oauth2Client(Environment environment, ConfigurableListableBeanFactory beanFactory) {
		return new OAuth2ClientSource(environment, beanFactory);
	}

	/**
	 * Session and cookie from the settings of the web server and of Spring Session.
	 * @param context says which kind of application this is, and what is set
	 * @param beanFactory where Spring Session may be
	 * @return the source, which fills nothing where there is no web server
	 */
	public static OptionsSource session(ApplicationContext context, ConfigurableListableBeanFactory beanFactory) {
		return new SessionSource(context, beanFactory);
	}

}
