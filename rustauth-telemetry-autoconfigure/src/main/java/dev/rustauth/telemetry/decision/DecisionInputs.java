package dev.rustauth.telemetry.decision;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.Setting;

/**
 * Everything that the decision depends on, each read when a rule needs it.
 *
 * @since 0.1.0
 */
@Internal
public interface DecisionInputs {

	/**
	 * The master switch, in every place it is set.
	 * @return the values under the literal name {@code RUSTAUTH_TELEMETRY}, and off-words
	 * under names that Spring takes for the same
	 */
	List<Setting> switches();

	/**
	 * The variable {@code DO_NOT_TRACK}, in every place it is set.
	 * @return the values
	 */
	List<Setting> doNotTrack();

	/**
	 * The property {@code rustauth.telemetry.enabled}.
	 * @return {@code null} when unset
	 */
	@Nullable Setting enabled();

	/**
	 * Whether the application runs in a test.
	 * @return the sign of one, with its origin if it has one; {@code null} without a sign
	 */
	DecisionReport.@Nullable Input test();

	/**
	 * The property {@code rustauth.telemetry.skip-test-check}.
	 * @return {@code null} when unset
	 */
	@Nullable Setting skipTestCheck();

	/**
	 * What can't be used.
	 * @return the problems of all settings, of the sink beans and of the endpoint
	 */
	List<ConfigurationProblem> problems();

	/**
	 * The sink beans that could be the one.
	 * @return one input for each
	 */
	List<DecisionReport.Input> sinks();

	/**
	 * The property {@code rustauth.telemetry.debug}, or its variable.
	 * @return {@code null} when unset
	 */
	@Nullable Setting debug();

	/**
	 * The property {@code rustauth.telemetry.endpoint}, or its variable.
	 * @return {@code null} when unset
	 */
	@Nullable Setting endpoint();

	/**
	 * The same as a URL.
	 * @return {@code null} when it is unset or can't be used
	 */
	@Nullable CollectorUrl collector();

}
