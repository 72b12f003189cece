package dev.rustauth.telemetry.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Off means off: whatever says so, in whichever spelling, wherever Spring sees it or
 * doesn't, in any order, in the context or above it, nothing that says on is stronger.
 */
class OffSwitchFuzzTests {

	private static final Set<String> OFF = Set.of("false", "0", "off", "no", "n", "disabled");

	private static final Set<String> ON = Set.of("true", "1", "on", "yes", "y", "enabled");

	@Property(tries = 1000)
	void nothingIsSentAgainstAnOptOut(@ForAll("statements") @Size(max = 5) List<Statement> statements,
			@ForAll boolean attached, @ForAll boolean parentFirst) {
		DecisionCode code = decide(statements, attached, parentFirst);
		boolean off = statements.stream().anyMatch((say) -> say.isSwitch() && OFF.contains(say.word()));
		boolean unknown = statements.stream()
			.anyMatch((say) -> say.isLiteral() && !say.word().isEmpty() && !OFF.contains(say.word())
					&& !ON.contains(say.word()));
		boolean on = statements.stream().anyMatch((say) -> say.isSeenLiteral() && ON.contains(say.word()));
		boolean track = statements.stream()
			.noneMatch((say) -> !say.isSwitch() && !Set.of("", "0", "false").contains(say.word()));
		boolean may = !off && !unknown && (track || on);
		assertThat(code.isOn() && !may).as("%s", code).isFalse();
		if (statements.stream().noneMatch(Statement::parent)) {
			assertThat(code.isOn()).as("%s", code).isEqualTo(may);
		}
		Statistics.collect(code);
	}

	private static DecisionCode decide(List<Statement> statements, boolean attached, boolean parentFirst) {
		try (GenericApplicationContext parent = new GenericApplicationContext();
				GenericApplicationContext context = new GenericApplicationContext()) {
			context.setEnvironment(environment(of(statements, false), attached));
			parent.setEnvironment(environment(of(statements, true), attached));
			if (parentFirst) {
				parent.refresh();
				context.setParent(parent);
			}
			else {
				context.setParent(parent);
				parent.refresh();
			}
			context.refresh();
			Map<String, String> process = new LinkedHashMap<>();
			Map<String, String> properties = new LinkedHashMap<>();
			statements.forEach((say) -> {
				if (say.place == Place.PROCESS) {
					process.put(say.name, say.value);
				}
				if (say.place == Place.PROCESS_PROPERTIES) {
					properties.put(say.name, say.value);
				}
			});
			return TelemetryDecision
				.of(new EnvironmentInputs(context, () -> false, new ProcessSettings(process, properties)))
				.code();
		}
	}

	private static List<Statement> of(List<Statement> statements, boolean parent) {
		return statements.stream().filter((say) -> say.parent == parent).toList();
	}

	private static StandardEnvironment environment(List<Statement> statements, boolean attached) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		sources.forEach((source) -> sources.remove(source.getName()));
		statements.forEach((say) -> {
			// Of two in the same place the second is in a source of its own.
			PropertySource<?> source = say.place.source("", say.name, say.value);
			PropertySource<?> known = (source != null) ? sources.get(source.getName()) : null;
			if (known instanceof CompositePropertySource composite) {
				composite.addPropertySource(Place.FILE.source(sources.size() + "-", say.name, say.value));
			}
			else if (known != null) {
				sources.addLast(say.place.source(sources.size() + "-", say.name, say.value));
			}
			else if (source != null) {
				sources.addLast(source);
			}
		});
		sources.addLast(new MapPropertySource("application", Map.of("rustauth.telemetry.enabled", "true",
				"rustauth.telemetry.skip-test-check", "true", "rustauth.telemetry.endpoint", "http://localhost:1/")));
		if (attached) {
			ConfigurationPropertySources.attach(environment);
		}
		return environment;
	}

	@Provide
	Arbitrary<List<Statement>> statements() {
		Arbitrary<String> words = Arbitraries.of("false", "FALSE", " off ", "0", "No", "n", "Disabled\n", "true", "1",
				" ON", "yes", "Y", "enabled", "", "  ", "banana", "2");
		return Combinators
			.combine(Arbitraries.of(Place.values()), Arbitraries.of(Name.values()), words,
					Arbitraries.of(true, false, false))
			.as((place, name, word, parent) -> new Statement(place, name.spelling, word, parent))
			.filter((say) -> say.place.knows(say.name))
			.list()
			.uniqueElements((say) -> (say.place.isProcess()) ? say.place + say.name : say);
	}

	/**
	 * What is said, and where.
	 */
	record Statement(Place place, String name, String value, boolean parent) {

		boolean isSwitch() {
			return this.name.toLowerCase().startsWith("rustauth");
		}

		/**
		 * Other spellings of the switch say off only, not on, and no nonsense; what the
		 * process itself says is taken in any case.
		 */
		boolean isLiteral() {
			return this.name.equals("RUSTAUTH_TELEMETRY")
					|| (this.place.isProcess() && this.name.equalsIgnoreCase("RUSTAUTH_TELEMETRY"));
		}

		/**
		 * Above the context, Spring may see it or not.
		 */
		boolean isSeenLiteral() {
			return this.name.equals("RUSTAUTH_TELEMETRY") && !this.place.isProcess();
		}

		String word() {
			return this.value.strip().toLowerCase();
		}

	}

	/**
	 * How people spell the two.
	 */
	enum Name {

		VARIABLE("RUSTAUTH_TELEMETRY"), LOWER_CASE("rustauth_telemetry"), MIXED_CASE("RustAuth_Telemetry"),
		PROPERTY("rustauth.telemetry"), HYPHENS("rustauth-telemetry"), DO_NOT_TRACK("DO_NOT_TRACK"),
		DO_NOT_TRACK_LOWER("do_not_track"), DO_NOT_TRACK_PROPERTY("do.not.track"), DO_NOT_TRACK_HYPHENS("do-not-track");

		private final String spelling;

		Name(String spelling) {
			this.spelling = spelling;
		}

	}

	/**
	 * Where something can be said.
	 */
	enum Place {

		COMMAND_LINE {

			@Override
			PropertySource<?> source(String prefix, String key, String value) {
				return new SimpleCommandLinePropertySource(prefix + "commandLineArgs",
						new String[] { "--" + key + "=" + value });
			}

		},

		JSON {

			@Override
			PropertySource<?> source(String prefix, String key, String value) {
				return new MapPropertySource(prefix + "spring.application.json", Map.of(key, value));
			}

		},

		VARIABLES {

			@Override
			PropertySource<?> source(String prefix, String key, String value) {
				return new SystemEnvironmentPropertySource(prefix + "systemEnvironment", Map.of(key, value));
			}

		},

		FILE {

			@Override
			PropertySource<?> source(String prefix, String key, String value) {
				return new MapPropertySource(prefix + "file", Map.of(key, value));
			}

		},

		/** Several files that share a name: one source, in which the first one wins. */
		IMPORTED {

			@Override
			PropertySource<?> source(String prefix, String key, String value) {
				CompositePropertySource source = new CompositePropertySource(prefix + "imported");
				source.addPropertySource(FILE.source(prefix, key, value));
				return source;
			}

		},

		/** A secret store that doesn't list its names. */
		STORE {

			@Override
			PropertySource<?> source(String prefix, String key, String value) {
				return new PropertySource<>(prefix + "store", new Object()) {

					@Override
					public Object getProperty(String asked) {
						return (asked.equals(key)) ? value : null;
					}

				};
			}

			@Override
			boolean knows(String name) {
				return Set.of("RUSTAUTH_TELEMETRY", "rustauth.telemetry", "DO_NOT_TRACK", "do-not-track")
					.contains(name);
			}

		},

		/** What Spring doesn't see. */
		PROCESS {

			@Override
			boolean knows(String name) {
				return name.contains("_");
			}

		},

		PROCESS_PROPERTIES {

			@Override
			boolean knows(String name) {
				return name.contains("_");
			}

		};

		PropertySource<?> source(String prefix, String key, String value) {
			return null;
		}

		boolean knows(String name) {
			return true;
		}

		boolean isProcess() {
			return this == PROCESS || this == PROCESS_PROPERTIES;
		}

	}

}
