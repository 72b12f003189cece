package dev.rustauth.telemetry.autoconfigure;

import java.nio.file.Path;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.config.BeanCandidates;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.contributor.OptionsContributors;
import dev.rustauth.telemetry.detect.AdapterDetector;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.detect.DatabaseDetector;
import dev.rustauth.telemetry.detect.Detectors;
import dev.rustauth.telemetry.detect.EnvironmentDetector;
import dev.rustauth.telemetry.detect.FrameworkDetector;
import dev.rustauth.telemetry.detect.PackageManagerDetector;
import dev.rustauth.telemetry.detect.RuntimeDetector;
import dev.rustauth.telemetry.detect.SystemInfoDetector;
import dev.rustauth.telemetry.init.InitEventFactory;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;

/**
 * Chooses where the parts of {@code init} come from: a bean of the application, or else
 * the built-in one. The built-in ones are not beans, because beans slow startup down.
 * They are created together with {@code init}, so never while telemetry is off.
 */
final class InitPartSources {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private final ContextHierarchy contexts;

	private final ConfigurableApplicationContext context;

	private final ConfigurableListableBeanFactory beanFactory;

	private final ConfigurableEnvironment environment;

	private final RustAuthTelemetryProperties properties;

	InitPartSources(ContextHierarchy contexts, RustAuthTelemetryProperties properties) {
		this.contexts = contexts;
		this.context = contexts.lowest();
		this.beanFactory = this.context.getBeanFactory();
		this.environment = this.context.getEnvironment();
		this.properties = properties;
	}

	/**
	 * The {@code init} event to send. Warns of options that can't be read.
	 */
	InitEventFactory toSend() {
		return factory(() -> {
			AuthOptionsBinder.log(logger, AuthOptionsBinder.problems(this.environment, this.beanFactory));
			return options();
		});
	}

	/**
	 * The same {@code init} event for a preview.
	 */
	InitEventFactory preview() {
		return factory(this::options);
	}

	private InitEventFactory factory(Supplier<RustAuthOptions> options) {
		RustAuthTelemetryProperties.Context context = this.properties.getContext();
		return new InitEventFactory(
				new InitEventFactory.Parts(options, part(AnonymousIdGenerator.class, this::anonymousId),
						part(RuntimeDetector.class, () -> Detectors.runtime(this.environment)),
						part(DatabaseDetector.class, () -> Detectors.database(this.beanFactory, this.environment)),
						part(FrameworkDetector.class, Detectors::framework),
						part(EnvironmentDetector.class, () -> Detectors.environment(this.environment)),
						part(SystemInfoDetector.class, () -> Detectors.systemInfo(this.environment, Path.of("/"))),
						part(PackageManagerDetector.class, () -> Detectors.packageManager(this.environment)), adapter(),
						() -> this.contexts.all(InitPayloadCustomizer.class),
						new InitEventFactory.Parts.Context(context.getDatabase(), context.getAdapter(),
								this.properties.getOauth().isEnabled()),
						this.properties.getRedaction()),
				this.context::isActive);
	}

	private <T> Supplier<T> part(Class<T> type, Supplier<T> ours) {
		return () -> {
			T part = BeanCandidates.find(this.beanFactory, type);
			return (part != null) ? part : ours.get();
		};
	}

	private AnonymousIdGenerator anonymousId() {
		return Detectors.anonymousId(this.environment, classLoader(), this.properties.getProjectName(),
				this.properties.getAnonymousId().getKey());
	}

	private Supplier<AdapterDetector> adapter() {
		return (this.properties.getSources().getAdapter().isEnabled())
				? part(AdapterDetector.class, () -> Detectors.adapter(this.beanFactory)) : () -> () -> null;
	}

	private RustAuthOptions options() {
		RustAuthOptions.Builder builder = AuthOptionsBinder.options(this.environment, this.beanFactory).toBuilder();
		new OptionsContributors(this.context, this.properties.getSources()).fill(builder);
		this.contexts.all(RustAuthOptionsCustomizer.class).forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private ClassLoader classLoader() {
		ClassLoader classLoader = this.context.getClassLoader();
		return (classLoader != null) ? classLoader : ClassLoader.getSystemClassLoader();
	}

}
