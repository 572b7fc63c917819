package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of a resource, indexed by the head of their patterns; read when they are first needed. */
final class RuleSet {
    private static final Pattern LINE = Pattern.compile("([a-z0-9-]+): (.+?) = (.+?)(?: if (.+?))?\\s*# (exact|real)(, other slope at kinks)?");
    private static final Map<String, RuleSet> LOADED = new HashMap<>();

    private final List<Rule> rules;
    private final Map<String, List<Rule>> byHead = new HashMap<>();

    private RuleSet(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        rules.forEach(rule -> byHead.computeIfAbsent(head(rule.pattern()), h -> new ArrayList<>()).add(rule));
    }

    static synchronized RuleSet named(String name) {
        return LOADED.computeIfAbsent(name, RuleSet::load);
    }

    private static RuleSet load(String name) {
        return new RuleSet(Resource.lines(RuleSet.class, name + ".flx").stream().map(RuleSet::rule).toList());
    }

    static Rule rule(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            throw new IllegalStateException("no rule: " + line);
        }
        Condition condition = parts.group(4) == null ? Condition.TRUE : Formulas.condition(parts.group(4), Names.lenient());
        return new Rule(parts.group(1), Formulas.parse(parts.group(2)), Formulas.parse(parts.group(3)), condition,
                parts.group(5).equals("exact") ? Rule.Soundness.EXACT : Rule.Soundness.REAL,
                parts.group(6) != null);
    }

    List<Rule> rules() {
        return rules;
    }

    List<Rule> candidates(Expression node) {
        return byHead.getOrDefault(head(node), List.of());
    }

    private static String head(Expression node) {
        return node instanceof Apply a ? a.operator().name() : node.getClass().getSimpleName();
    }
}
