package dev.rustauth.telemetry.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.sources.OptionsSource;
import dev.rustauth.telemetry.sources.SnapshotSources;

/**
 * Lets each source fill what the stated options leave open: those that are switched on,
 * and whose library is there. A source that fails leaves things as they are.
 */
final class SourcesOfOptions {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private static final String OAUTH2_CLIENT = "org.springframework.security.oauth2.client.registration.ClientRegistrationRepository";

	private final ConfigurableApplicationContext context;

	private final RustAuthTelemetryProperties.Sources settings;

	SourcesOfOptions(ConfigurableApplicationContext context, RustAuthTelemetryProperties.Sources settings) {
		this.context = context;
		this.settings = settings;
	}

	void fill(RustAuthOptions.Builder builder) {
		fill(builder, sources());
	}

	void fill(RustAuthOptions.Builder builder, List<OptionsSource> sources) {
		for (OptionsSource source : sources) {
			try {
				source.fill(builder, this::isStated);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("RustAuth telemetry reports without " + source.getClass().getSimpleName()
						+ ", which failed with " + ex.getClass().getName());
			}
		}
	}

	private List<OptionsSource> sources() {
		ConfigurableListableBeanFactory beanFactory = this.context.getBeanFactory();
		List<OptionsSource> sources = new ArrayList<>();
		if (this.settings.getOauth2Client().isEnabled()
				&& ClassUtils.isPresent(OAUTH2_CLIENT, this.context.getClassLoader())) {
			sources.add(SnapshotSources.oauth2Client(this.context.getEnvironment(), beanFactory));
		}
		if (this.settings.getSession().isEnabled()) {
			sources.add(SnapshotSources.session(this.context, beanFactory));
		}
		return sources;
	}

	/**
	 * Of options that the application makes itself, a boolean can't be told from its
	 * default and therefore counts as stated.
	 */
	private boolean isStated(String property) {
		return !AuthOptionsBinder.areBound(this.context.getBeanFactory())
				|| PropertyReader.first(this.context.getEnvironment(), null, property) != null;
	}

}
