package dev.rustauth.telemetry.config;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;

/**
 * A setting as it was found.
 *
 * @param name name it was found under
 * @param value value, placeholders resolved as far as possible; may hold a secret; empty
 * if it can't be obtained
 * @param origin file and line, or the name of the property source
 * @param failure what keeps the value from being obtained, {@code null} if nothing does
 * @since 0.1.0
 */
@Internal
public record Setting(String name, String value, String origin, @Nullable Failure failure) {

	private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");

	private static final Set<String> FALSE = Set.of("false", "0", "off", "no");

	/**
	 * What keeps a value from being obtained.
	 */
	public enum Failure {

		/** The property source failed, such as a secret store or a decryption. */
		UNOBTAINABLE("can't be obtained: its property source failed", "check what provides it"),

		/** It holds {@code ${…}} that nothing resolves. */
		UNRESOLVED("holds a placeholder that can't be resolved", "set the property that it names");

		private final String text;

		private final String remedy;

		Failure(String text, String remedy) {
			this.text = text;
			this.remedy = remedy;
		}

		ConfigurationProblem of(String setting, @Nullable String origin) {
			return new ConfigurationProblem(setting, origin, this.text, this.remedy);
		}

	}

	/**
	 * Whether it says nothing: empty is unset.
	 * @return whether the value is blank, and could be obtained
	 */
	public boolean isBlank() {
		return this.failure == null && this.value.isBlank();
	}

	/**
	 * Whether it switches something off, read as generously as possible.
	 * @return whether the value is one of {@code false 0 off no n disabled}
	 */
	public boolean isOff() {
		String word = normalise(this.value);
		return FALSE.contains(word) || word.equals("n") || word.equals("disabled");
	}

	/**
	 * Whether it switches something on, read as generously as possible.
	 * @return whether the value is one of {@code true 1 on yes y enabled}
	 */
	public boolean isOn() {
		String word = normalise(this.value);
		return TRUE.contains(word) || word.equals("y") || word.equals("enabled");
	}

	/**
	 * The value as Spring reads a boolean.
	 * @return {@code null} if it is blank or no boolean
	 */
	public @Nullable Boolean asBoolean() {
		return truth(this.value);
	}

	/**
	 * Whether a setting is true.
	 * @param setting the setting, {@code null} if it is unset
	 * @return whether it holds a word that Spring takes for {@code true}
	 */
	public static boolean isTrue(@Nullable Setting setting) {
		return setting != null && Boolean.TRUE.equals(setting.asBoolean());
	}

	/**
	 * A word as Spring reads a boolean.
	 * @param word the word
	 * @return {@code null} if it is none
	 */
	public static @Nullable Boolean truth(String word) {
		String normal = normalise(word);
		return (TRUE.contains(normal)) ? Boolean.TRUE : (FALSE.contains(normal) ? Boolean.FALSE : null);
	}

	private static String normalise(String word) {
		return word.strip().toLowerCase(Locale.ROOT);
	}

	/**
	 * What to say of it if it can't be used.
	 * @param problem what is wrong with it, to be read after the name
	 * @param remedy what to write instead
	 * @return the problem, or the one that kept its value from being obtained
	 */
	public ConfigurationProblem asProblem(String problem, String remedy) {
		return (this.failure != null) ? this.failure.of(this.name, this.origin)
				: new ConfigurationProblem(this.name, this.origin, problem, remedy);
	}

	/**
	 * Why its value can't be obtained.
	 * @return the problem, {@code null} if it can be
	 */
	public @Nullable ConfigurationProblem problem() {
		return (this.failure != null) ? this.failure.of(this.name, this.origin) : null;
	}

	/**
	 * Name and place, without the value.
	 */
	@Override
	public String toString() {
		return this.name + " (" + this.origin + ")";
	}

}
