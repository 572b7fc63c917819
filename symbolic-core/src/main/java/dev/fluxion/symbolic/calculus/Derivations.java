package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Equation;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Derivations of derivatives of scalars: a chain of equations, each line of which takes all derivatives that are still to be taken by one
 * rule each, as a person does. The applications of the rules are the parts of the line.
 *
 * <p>Source: rules of differentiation, DLMF §1.4(iii).
 */
public final class Derivations {
    private static final int LONGEST_CHAIN = 60;
    private static final int MOST_STEPS = 2_000;
    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_CHECKS = 200; // each evaluates its expression some forty times

    private final Symbol variable;
    private final Topology topology;
    private final BitSet depends;
    private final ScalarRules rules;
    private final Expression expression;
    private final Map<Expression, RuleApplication> applications = new HashMap<>();
    private final Map<Expression, Expression> answers = new HashMap<>();
    private final Set<Expression> explained = new HashSet<>();
    private int checks;

    private Derivations(Expression expression, Symbol variable) {
        this.expression = expression;
        this.variable = variable;
        this.topology = Topology.of(expression);
        this.depends = Differentiation.dependents(topology, List.of(variable));
        this.rules = new ScalarRules(variable, this::depends, Substitution.variables(expression).size() > 1);
    }

    /**
     * The derivation of the derivative of a scalar by a scalar.
     *
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur, or something has no derivative
     */
    public static Derivation derivative(Expression expression, Symbol variable) {
        return derivative(expression, List.of(variable));
    }

    /**
     * The derivation of the derivative of a scalar by scalars, one after the other.
     *
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur, or something has no derivative
     */
    public static Derivation derivative(Expression expression, List<Symbol> variables) {
        if (!variables.stream().allMatch(Expression::isScalar) || !Differentiation.isScalarThroughout(expression)) {
            throw FluxionException.unsupported("a scalar derivation of tensors: show grad of it instead");
        }
        boolean partial = Substitution.variables(expression).size() > 1;
        List<String> taken = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        Orders orders = new Orders(expression);
        Expression current = expression;
        for (Symbol by : variables) {
            taken.addFirst(by.name()); // ∂²/∂y∂x takes the derivative by x first
            Derivations derivations = new Derivations(current, by);
            Expression function = current;
            Tree whole = Write.leibniz(List.copyOf(taken), partial, Presenter.tree(expression));
            current = Budget.onDeepStack(current.depth(), () -> orders.take(by, derivations::answer));
            Expression shorter = current;
            List<Step> steps = Budget.onDeepStack(function.depth(), () -> derivations.steps(shorter));
            sections.add(new Section(title(taken, variables), Detail.OVERVIEW, named(steps, taken.size() > 1 ? whole : null, function, derivations)));
        }
        Tree subject = Write.leibniz(List.copyOf(taken), partial, Presenter.tree(expression));
        return new Derivation("Derivative by " + String.join(" and ", new LinkedHashSet<>(variables.stream().map(Symbol::name).toList())), "", sections,
                List.of(new Derivation.Result(subject, current)), LatexPrinter.tensorNames(List.of(expression), Map.of()));
    }

    private static String title(List<String> taken, List<Symbol> all) {
        return all.size() == 1 ? "" : "Derivative of order " + taken.size() + ", by " + taken.getFirst();
    }

    // A later derivative is that of the one before it.
    private static List<Step> named(List<Step> steps, Tree whole, Expression function, Derivations derivations) {
        if (whole == null) {
            return steps;
        }
        List<Step> all = new ArrayList<>(steps);
        Check check = derivations.check(function, derivations.answer(function));
        all.addFirst(new Step("derivative of the derivative before", whole, derivations.pending(steps), Detail.TEXTBOOK, check));
        return all;
    }

    private Tree pending(List<Step> steps) {
        return steps.isEmpty() ? rules.pending(expression) : steps.getFirst().before();
    }

    private boolean depends(Expression node) {
        OptionalInt index = topology.find(node);
        return index.isPresent() ? depends.get(index.getAsInt()) : node.operands().stream().anyMatch(this::depends);
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

    private List<Step> steps(Expression shorter) {
        List<Step> steps = steps();
        Expression result = answer(expression);
        if (!shorter.equals(result)) {
            steps.add(new Step(ShorterForm.RULE, Presenter.tree(result), Presenter.tree(shorter), Detail.OVERVIEW,
                    NumericCheck.derivative(expression, variable).of(shorter)));
        }
        return steps;
    }

    private List<Step> steps() {
        Expression result = answer(expression);
        NumericCheck check = NumericCheck.derivative(expression, variable);
        Check made = check.of(result);
        List<Step> steps = new ArrayList<>();
        Tree current = rules.pending(expression);
        for (Map<Tree, Expression> open = open(current); !open.isEmpty(); open = open(current)) {
            Tree next = Tidying.line(Trees.rewrite(current, part -> rules.partOf(part) != null ? application(rules.partOf(part)).shown().get() : part));
            if (steps.size() > LONGEST_CHAIN || TreeText.of(next).length() > MOST_CHARACTERS) {
                return singly(current, result, steps, made);
            }
            Detail detail = steps.isEmpty() ? Detail.OVERVIEW : Detail.TEXTBOOK;
            steps.add(line(new Step(rule(open.values()), current, next, detail, Lowering.check(next, expression, check)), parts(open.values())));
            current = next;
        }
        Tree last = Presenter.tree(result);
        if (TreeText.of(last).equals(TreeText.of(current))) {
            steps.set(steps.size() - 1, steps.getLast().at(Detail.OVERVIEW));
        } else {
            steps.add(new Step("simplification", current, last, Detail.OVERVIEW, made));
        }
        return steps;
    }

    // A line holds where all its parts hold.
    private static Step line(Step whole, List<Step> parts) {
        List<Tree> conditions = parts.stream().flatMap(part -> part.conditions().stream()).distinct().toList();
        List<String> remarks = parts.stream().flatMap(part -> part.remarks().stream()).distinct().toList();
        return whole.of(parts).noting(List.of(), conditions, remarks);
    }

    private Map<Tree, Expression> open(Tree tree) {
        Map<Tree, Expression> found = new java.util.IdentityHashMap<>();
        Map<Tree, Expression> ordered = new LinkedHashMap<>();
        Trees.rewrite(tree, part -> {
            Expression open = rules.partOf(part);
            if (open != null && found.put(part, open) == null) {
                ordered.put(part, open);
            }
            return part;
        });
        return ordered;
    }

    // Names of rules that do something come before those of leaves.
    private String rule(Iterable<Expression> nodes) {
        Set<String> inner = new LinkedHashSet<>();
        Set<String> leaves = new LinkedHashSet<>();
        Set<String> trivial = new LinkedHashSet<>();
        for (Expression node : nodes) {
            RuleApplication application = application(node);
            (application.isTrivial() ? trivial : application.parts().isEmpty() ? leaves : inner).add(application.rule());
        }
        inner.addAll(leaves);
        return String.join(", ", inner.isEmpty() ? trivial : inner);
    }

    // Each expression is explained once.
    private List<Step> parts(Iterable<Expression> nodes) {
        List<Step> parts = new ArrayList<>();
        for (Expression node : nodes) {
            if (explained.add(node) && explained.size() < MOST_STEPS) {
                parts.add(part(node));
            }
        }
        return parts;
    }

    private Step part(Expression node) {
        RuleApplication application = application(node);
        List<Equation> put = new ArrayList<>();
        RuleApplication.Notes notes = application.notes().get();
        notes.letters().forEach((letter, value) -> put.add(new Equation(Write.name(letter), Presenter.tree(value))));
        return new Step(application.rule(), rules.pending(node), application.shown().get(), Detail.EVERY, check(node, answer(node)))
                .noting(put, notes.conditions(), notes.remarks());
    }

    private Check check(Expression node, Expression claim) {
        return ++checks > MOST_CHECKS ? Check.none("the derivation is too long to check every step") : NumericCheck.derivative(node, variable).of(claim);
    }

    // What is too long for a chain is explained one application at a time.
    private List<Step> singly(Tree last, Expression result, List<Step> chain, Check made) {
        explained.clear();
        List<Step> steps = new ArrayList<>();
        List<Expression> pending = new ArrayList<>(List.of(expression));
        while (!pending.isEmpty() && steps.size() < MOST_STEPS) {
            Expression node = pending.removeFirst();
            if (explained.add(node)) {
                steps.add(part(node).at(Detail.TEXTBOOK));
                pending.addAll(0, application(node).parts());
            }
        }
        steps.add(new Step("all of these put together", rules.pending(expression), Presenter.tree(result), Detail.OVERVIEW, made));
        return steps;
    }
}
