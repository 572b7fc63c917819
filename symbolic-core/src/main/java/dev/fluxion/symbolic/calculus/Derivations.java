package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.DeepCalls;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Derivations of derivatives of scalars: the rule applications of the forward rules, in the order in which a person takes them. */
public final class Derivations {
    private static final int LONGEST_CHAIN = 200;
    private static final int MOST_CHARACTERS = 2_000;

    private final Symbol variable;
    private final Topology topology;
    private final BitSet depends;
    private final ScalarRules rules;
    private final Map<Expression, RuleApplication> applications = new HashMap<>();
    private final Map<Expression, Expression> answers = new HashMap<>();
    private final List<Derivation.Step> steps = new ArrayList<>();
    private final List<Derivation.Line> lines = new ArrayList<>();

    private Derivations(Expression expression, Symbol variable) {
        this.variable = variable;
        this.topology = Topology.of(expression);
        this.depends = Differentiation.dependents(topology, List.of(variable));
        this.rules = new ScalarRules(variable, this::depends, Substitution.variables(expression).size() > 1);
    }

    /** The derivation of the derivative of a scalar by a scalar. */
    public static Derivation derivative(Expression expression, Symbol variable) {
        if (!variable.isScalar() || !Differentiation.isScalarThroughout(expression)) {
            throw dev.fluxion.grammar.FluxionException.unsupported("a scalar derivation of tensors: show grad of it instead");
        }
        return DeepCalls.run(expression.depth(), () -> new Derivations(expression, variable).derive(expression));
    }

    private boolean depends(Expression node) {
        Integer index = topology.find(node);
        return index != null ? depends.get(index) : node.operands().stream().anyMatch(this::depends);
    }

    private Derivation derive(Expression expression) {
        Expression result = answer(expression);
        Tree subject = rules.pending(expression);
        collect(expression, 0);
        chain(subject, result);
        return new Derivation(subject, steps, lines, result, LatexPrinter.tensorNames(List.of(expression), Map.of()));
    }

    private RuleApplication application(Expression node) {
        return applications.computeIfAbsent(node, rules::apply);
    }

    private Expression answer(Expression node) {
        Expression known = answers.get(node);
        if (known == null) {
            RuleApplication application = application(node);
            known = application.answer().apply(application.parts().stream().map(this::answer).toList());
            answers.put(node, known);
        }
        return known;
    }

    // Each expression is differentiated once, outermost first.
    private void collect(Expression node, int depth) {
        if (answers.get(node) == null || steps.size() > 10 * LONGEST_CHAIN) {
            return;
        }
        RuleApplication application = application(node);
        Expression value = answers.remove(node);
        steps.add(new Derivation.Step(application.rule(), rules.pending(node), application.shown().get(), depth, List.of(),
                NumericCheck.derivative(node, variable, value)));
        application.parts().forEach(part -> collect(part, depth + 1));
    }

    private void chain(Tree subject, Expression result) {
        Tree current = subject;
        for (Tree pending = firstPending(current); pending != null; pending = firstPending(current)) {
            RuleApplication application = application(rules.partOf(pending));
            current = Trees.replace(current, pending, application.shown().get());
            if (lines.size() > LONGEST_CHAIN || TreeText.of(current).length() > MOST_CHARACTERS) {
                lines.clear();
                return;
            }
            lines.add(new Derivation.Line(application.rule(), current));
        }
        Tree last = Presenter.tree(result);
        if (!TreeText.of(last).equals(TreeText.of(current))) {
            lines.add(new Derivation.Line("simplification", last));
        }
    }

    private Tree firstPending(Tree tree) {
        if (rules.partOf(tree) != null) {
            return tree;
        }
        for (Tree part : Trees.parts(tree)) {
            Tree found = firstPending(part);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

}
