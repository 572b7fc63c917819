package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Difference quotients on their way to the limit. */
final class Quotients {
    private static final int HIGHEST_POWER = 12; // beyond, no one reads the expansion

    private final Symbol variable;
    private final Symbol step;
    private final Set<String> taken;
    private final Budget budget = Budget.current();

    /** @param named what the function has names for */
    Quotients(Symbol variable, Symbol step, Set<String> named) {
        this.variable = variable;
        this.step = step;
        this.taken = Stream.concat(named.stream(), Stream.of(variable.name(), step.name())).collect(Collectors.toSet());
    }

    /** Whether an expression is a rational function of a variable, of moderate degree. */
    static boolean isRational(Expression expression, Symbol variable) {
        if (!Substitution.variables(expression).contains(variable)) {
            return true;
        }
        return switch (expression) {
            case Symbol s -> true;
            case Sum s -> s.terms().stream().allMatch(term -> isRational(term, variable));
            case Product p when !p.isContraction() -> p.factors().stream().allMatch(factor -> isRational(factor, variable));
            case Power p -> isRational(p.base(), variable) && p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt()
                    && Math.abs(r.intValue()) <= HIGHEST_POWER;
            case Constant _, Product _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    /** A formula with x + h in the place of x. */
    static Tree moved(Tree tree, Symbol variable, Symbol step) {
        Tree sum = Write.chain(Write.name(variable.name()), Tree.Infix.PLUS, Write.name(step.name()));
        return Trees.rewrite(tree, part -> part instanceof Tree.Name name && name.name().equals(variable.name()) ? sum : part);
    }

    /** The lines for a rational function: the polynomials are expanded, and the step that divides the difference is cancelled. */
    List<LimitTable.Row> rational(Expression function, UnaryOperator<Expression> at, UnaryOperator<Tree> limit) {
        Expression moved = at.apply(function);
        Expression difference = Elementwise.difference(moved, function);
        Expression joined = Polynomials.together(difference, budget);
        Expression quotient = Polynomials.cancel(Elementwise.quotient(joined, step), budget);
        List<LimitTable.Row> rows = new ArrayList<>();
        Expression expanded = Polynomials.expand(moved, budget);
        boolean polynomial = !hasDenominator(difference);
        if (polynomial && !expanded.equals(moved)) {
            rows.add(row("expansion", limit.apply(over(new Tree.Chain(Presenter.tree(expanded), List.of(new Tree.Link(Tree.Infix.MINUS,
                    Presenter.tree(function), Span.NONE)), Span.NONE)))));
        }
        Expression shown = polynomial ? Polynomials.expand(difference, budget) : joined;
        rows.add(row(polynomial ? "terms without " + step.name() + " cancel" : "common denominator", limit.apply(over(Presenter.tree(shown)))));
        Expression cancelled = polynomial ? Polynomials.expand(quotient, budget) : overFactors(joined).orElse(quotient);
        rows.add(row(step.name() + " cancels, as it is not 0", limit.apply(Presenter.tree(cancelled))));
        rows.add(row(step.name() + " → 0 in a continuous function", Presenter.tree(atZero(cancelled))));
        return rows;
    }

    // The numerator divided by the step, over the denominator as it is.
    private Optional<Expression> overFactors(Expression joined) {
        List<Expression> below = Parts.factors(joined).stream().filter(factor -> factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0)
                .toList();
        Expression above = Elementwise.quotient(joined, Product.of(below));
        Expression cancelled = Polynomials.cancel(Elementwise.quotient(above, step), budget);
        return hasDenominator(cancelled) || atZero(cancelled).equals(cancelled) && Substitution.variables(cancelled).contains(step) ? Optional.empty()
                : Optional.of(Product.of(cancelled, Product.of(below)));
    }

    private boolean hasDenominator(Expression expression) {
        return switch (expression) {
            case Power p -> p.exponent() instanceof Constant c && c.value().signum() < 0 && Substitution.variables(p).contains(variable) || hasDenominator(p.base());
            case Sum s -> s.terms().stream().anyMatch(this::hasDenominator);
            case Product p -> p.factors().stream().anyMatch(this::hasDenominator);
            case Constant _, Symbol _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    private Expression atZero(Expression expression) {
        return Substitution.replace(expression, Map.of(step, Constant.ZERO));
    }

    private static LimitTable.Row row(String rule, Tree formula) {
        return new LimitTable.Row(rule, formula);
    }

    private Tree over(Tree above) {
        return Write.over(above, Write.name(step.name()));
    }

    /** The lines for a function that the table knows, at a suitable operand. */
    Optional<List<LimitTable.Row>> special(Expression core, UnaryOperator<Expression> at) {
        return switch (core) {
            case Apply apply when apply.operator() == Elementary.CUBE_ROOT -> LimitTable.rows(apply.operator().name()).flatMap(rows -> root(rows, apply.operand(), at));
            case Apply apply when apply.operands().size() == 1 -> LimitTable.rows(apply.operator().name())
                    .flatMap(rows -> linear(rows, apply.operand(), Map.of()));
            case Power power when !depends(power.base()) -> LimitTable.rows("power")
                    .flatMap(rows -> linear(rows, power.exponent(), Map.of("b", Presenter.tree(power.base()))));
            case Power power when power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.numerator().equals(java.math.BigInteger.ONE) ->
                LimitTable.rows("root " + r.denominator()).flatMap(rows -> root(rows, power.base(), at));
            default -> Optional.empty();
        };
    }

    private boolean depends(Expression expression) {
        return Substitution.variables(expression).contains(variable);
    }

    private Optional<List<LimitTable.Row>> linear(List<LimitTable.Row> rows, Expression operand, Map<String, Tree> more) {
        Expression slope = Differentiation.derivative(operand, variable);
        if (depends(slope) || !isRational(operand, variable)) {
            return Optional.empty();
        }
        Map<String, Tree> letters = new LinkedHashMap<>(more);
        letters.put("u", Presenter.tree(operand));
        letters.put("v", moved(Presenter.tree(operand), variable, step));
        letters.put("a", Presenter.tree(slope));
        letters.put("k", Presenter.tree(Product.of(slope, step)));
        return Optional.of(filled(rows, letters));
    }

    private Optional<List<LimitTable.Row>> root(List<LimitTable.Row> rows, Expression radicand, UnaryOperator<Expression> at) {
        if (!isRational(radicand, variable)) {
            return Optional.empty();
        }
        Expression quotient = Polynomials.cancel(Elementwise.quotient(Elementwise.difference(at.apply(radicand), radicand), step), budget);
        Map<String, Tree> letters = new LinkedHashMap<>();
        letters.put("u", Presenter.tree(radicand));
        letters.put("v", moved(Presenter.tree(radicand), variable, step));
        letters.put("q", Presenter.tree(quotient));
        letters.put("p", Presenter.tree(atZero(quotient)));
        return Optional.of(filled(rows, letters));
    }

    // The step has its own name in the text of a rule, and what a rule calls t, a and b is nothing that the user calls so.
    private String named(String rule) {
        String text = rule.replaceAll("\\bh\\b", step.name());
        List<String> letters = rule.contains("a^3") ? List.of("a", "b") : rule.contains("known limit") ? List.of("b", "t") : List.of();
        List<String> free = new ArrayList<>(List.of("c", "d", "p", "q", "r", "s", "w", "z"));
        free.removeAll(taken);
        for (String letter : letters) {
            text = taken.contains(letter) && !free.isEmpty() ? text.replaceAll("\\b" + letter + "\\b", free.removeFirst()) : text;
        }
        return text;
    }

    private List<LimitTable.Row> filled(List<LimitTable.Row> rows, Map<String, Tree> letters) {
        Map<String, Tree> all = new LinkedHashMap<>(letters);
        all.put("h", Write.name(step.name()));
        return rows.stream().map(row -> row(named(row.rule()), Trees.rewrite(row.formula(), part -> part instanceof Tree.Name name && all.containsKey(name.name())
                ? all.get(name.name()) : part))).toList();
    }
}
