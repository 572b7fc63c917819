package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.print.LatexPrinter;
import java.util.List;
import java.util.Set;

/**
 * A derivation: the rule applications that led to a result, made by the same rewrites that computed it. It is immutable.
 *
 * @param subject what was asked for
 * @param steps every rule application, as the equation it claims
 * @param lines the same as one chain of equations that begins with the subject; empty where it would be too long to read
 * @param result what it ends in
 * @param tensors names that are vectors or matrices, bold in LaTeX
 */
public record Derivation(Tree subject, List<Step> steps, List<Line> lines, Expression result, Set<String> tensors) {
    /** How a step was tested beyond being made by its rule. */
    public enum Check {
        /** Both sides agree numerically at sampled points. */
        NUMERIC,
        /** No sampled point lay in the domain, or the step has no numeric meaning of its own. */
        NONE
    }

    /**
     * One rule application.
     *
     * @param rule its name
     * @param before left side
     * @param after right side, as people write it
     * @param depth how deep inside the subject, from 0
     * @param conditions under which the step holds, as text
     * @param check how it was tested
     */
    public record Step(String rule, Tree before, Tree after, int depth, List<String> conditions, Check check) {
        /** {@code before = after} as text of the language. */
        public String text() {
            return TreeText.of(before) + " = " + TreeText.of(after);
        }
    }

    /** One line of the chain: the whole expression after a rule was applied. */
    public record Line(String rule, Tree tree) {}

    /** Copies. */
    public Derivation {
        steps = List.copyOf(steps);
        lines = List.copyOf(lines);
        tensors = Set.copyOf(tensors);
    }

    /** The derivation for people: a chain of equations with the rule of each, or one equation per step. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (lines.isEmpty()) {
            steps.forEach(step -> text.append("  ".repeat(step.depth)).append(step.text()).append("    [").append(step.rule).append("]\n"));
            return text.toString();
        }
        int width = lines.stream().mapToInt(line -> DerivationText.of(line.tree).length()).filter(length -> length <= 70).max().orElse(0);
        text.append(DerivationText.of(subject)).append('\n');
        for (Line line : lines) {
            String shown = DerivationText.of(line.tree);
            text.append("  = ").append(shown).append(" ".repeat(Math.max(0, width - shown.length()))).append("   ").append(line.rule).append('\n');
        }
        return text.toString();
    }

    /** The derivation as an {@code aligned} block. */
    public String latex() {
        StringBuilder text = new StringBuilder("\\begin{aligned}\n");
        if (lines.isEmpty()) {
            for (Step step : steps) {
                text.append(latex(step.before)).append(" &= ").append(latex(step.after)).append(rule(step.rule)).append(" \\\\\n");
            }
        } else {
            String left = latex(subject);
            for (Line line : lines) {
                text.append(left).append(" &= ").append(latex(line.tree)).append(rule(line.rule)).append(" \\\\\n");
                left = "";
            }
        }
        return text.append("\\end{aligned}").toString();
    }

    private String latex(Tree tree) {
        return LatexPrinter.latex(tree, tensors);
    }

    private static String rule(String name) {
        return " && \\text{" + name + "}";
    }
}
