package dev.fluxion.symbolic.explain;

import java.util.List;
import java.util.Set;

/** Which of the rules that lead to a line are worth saying. */
final class RuleNames {
    private static final Set<String> ORDINARY = Set.of("sum rule", "product rule", "constant factor rule");

    private RuleNames() {}

    /** Beside a rule that says what happens, those that any formula needs say nothing. */
    static List<String> telling(Set<String> all) {
        List<String> telling = all.stream().filter(rule -> !ORDINARY.contains(rule)).toList();
        List<String> special = telling.stream().filter(rule -> !rule.startsWith("product rule")).toList();
        return telling.isEmpty() ? List.copyOf(all) : special.isEmpty() || special.contains("chain rule") ? telling : special;
    }
}
