package dev.rustauth.telemetry.decision;

/**
 * What one rule of the decision says to the inputs.
 *
 * @param code code of the outcome if this rule decides
 * @param rule the rule in words
 * @param matched whether the rule applies to the inputs, looked at on its own
 * @param decisive whether it is the first that applies, which decides
 * @since 0.1.0
 */
public record RuleOutcome(DecisionCode code, String rule, boolean matched, boolean decisive) {

}
