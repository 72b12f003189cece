package dev.rustauth.telemetry.contributor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.detect.RunningBeans;
import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Calls each contributor that is switched on and whose library is present, to fill in
 * unset options. One that fails changes nothing. None of them creates a bean or uses the
 * network. Called on a thread of the telemetry starter, and not at all while telemetry is
 * off.
 *
 * @since 0.1.0
 */
@Internal
public final class OptionsContributors {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private static final String OAUTH2_CLIENT = "org.springframework.security.oauth2.client.registration.ClientRegistrationRepository";

	private final ConfigurableApplicationContext context;

	private final RustAuthTelemetryProperties.Sources settings;

	/**
	 * Create them; nothing is read yet.
	 * @param context what is asked
	 * @param settings which of them are switched on
	 */
	public OptionsContributors(ConfigurableApplicationContext context, RustAuthTelemetryProperties.Sources settings) {
		this.context = context;
		this.settings = settings;
	}

	/**
	 * Fill in unset options.
	 * @param builder holds the stated options
	 */
	public void fill(RustAuthOptions.Builder builder) {
		fill(builder, contributors());
	}

	void fill(RustAuthOptions.Builder builder, List<Contributor> contributors) {
		for (Contributor contributor : contributors) {
			try {
				contributor.fill(builder, this::isStated);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("RustAuth telemetry reports without " + contributor.getClass().getSimpleName()
						+ ", which failed with " + ex.getClass().getName());
			}
		}
	}

	private List<Contributor> contributors() {
		ConfigurableListableBeanFactory beanFactory = this.context.getBeanFactory();
		List<Contributor> contributors = new ArrayList<>();
		if (this.settings.getOauth2Client().isEnabled()
				&& ClassUtils.isPresent(OAUTH2_CLIENT, this.context.getClassLoader())) {
			contributors.add(new OAuth2ClientContributor(this.context.getEnvironment(), beanFactory));
		}
		if (this.settings.getSession().isEnabled()) {
			contributors.add(new SessionContributor(this.context, beanFactory));
		}
		return contributors;
	}

	/**
	 * In an options bean of the application, a boolean can't be distinguished from its
	 * default, so it counts as stated.
	 */
	private boolean isStated(String property) {
		return !AuthOptionsBinder.areBound(this.context.getBeanFactory())
				|| PropertyReader.first(this.context.getEnvironment(), null, property) != null;
	}

	/**
	 * What a native image has to keep for them: what is bound of the settings of Spring
	 * Security and of the server.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			BindableRuntimeHintsRegistrar.forTypes(SessionContributor.Settings.class).registerHints(hints, classLoader);
			for (String name : OAuth2Registration.PROPERTIES) {
				Class<?> properties = RunningBeans.type(classLoader, name);
				if (properties != null) {
					BindableRuntimeHintsRegistrar.forTypes(properties).registerHints(hints, classLoader);
				}
			}
		}

	}

	/**
	 * Fills in auth options from what the application runs. Called before the customizers
	 * of the application, once for each {@code init} event, on a thread of the telemetry
	 * starter, and not at all while telemetry is off. One that throws fills nothing.
	 */
	@FunctionalInterface
	interface Contributor {

		/**
		 * Fill in what is still unset: {@code null}, a provider that isn't registered, or
		 * a boolean that is not stated.
		 * @param builder holds the stated options and what other sources filled in
		 * @param stated whether a property under {@code rustauth} is stated
		 */
		void fill(RustAuthOptions.Builder builder, Predicate<String> stated);

	}

}
