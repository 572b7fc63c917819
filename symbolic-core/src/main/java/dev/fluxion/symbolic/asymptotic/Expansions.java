package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Nonzero;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Series of a function around a point or infinity: Taylor's, Laurent's and Puiseux's, with logarithms where they arise.
 *
 * <p>Source: series of Taylor and Laurent, DLMF §1.10; at infinity, D. Gruntz, On Computing Limits in a Symbolic Manipulation System (ETH
 * Zürich, 1996).
 */
public final class Expansions {
    /**
     * A series.
     *
     * @param terms what is known, by rising powers of the distance
     * @param distance {@code x - a}, or {@code 1/x} at infinity
     * @param order terms from this power of the distance on are left out
     * @param logarithms what their coefficients grow as: 1, or a power of the logarithm of the distance
     * @param parts the series of parts of the function that it was put together from, operands first
     * @param conditions on parameters under which it is the series
     */
    public record Expansion(List<Expression> terms, Expression distance, Expression order, Expression logarithms, List<Part> parts, List<Condition> conditions) {
        /** Copies. */
        public Expansion {
            conditions = List.copyOf(conditions);
            terms = List.copyOf(terms);
            parts = List.copyOf(parts);
        }

        /** The terms alone. */
        public Expression polynomial() {
            return Sum.of(terms);
        }

        /** What is left out: {@code O(x^n)}, or {@code O(x^n*log(x)^k)}, a call of a function that is only named. */
        public Expression remainder() {
            return Call.of(ORDER, List.of(Product.of(Power.of(distance, order), logarithms)));
        }

        /** The terms and what is left out. */
        public Expression withOrder() {
            return Sum.of(polynomial(), remainder());
        }

        /** The terms in their order, each as it stands, and what is left out; {@code 0} stands for no terms. */
        public Tree tree() {
            Tree tree = terms.isEmpty() ? Write.number(0) : Presenter.tree(terms.getFirst());
            for (Expression term : terms.subList(Math.min(1, terms.size()), terms.size())) {
                boolean negative = term instanceof Product p && p.coefficient().signum() < 0 || term instanceof Constant c && c.value().signum() < 0;
                tree = Write.chain(tree, negative ? Tree.Infix.MINUS : Tree.Infix.PLUS,
                        Presenter.tree(negative ? Product.of(Constant.MINUS_ONE, term) : term));
            }
            return Write.chain(tree, Tree.Infix.PLUS, Presenter.tree(remainder()));
        }
    }

    /** A part of a function with its own series, without parts. */
    public record Part(Expression function, Expansion series) {}

    /** The name of what is left out. */
    public static final String ORDER = "O";

    private static final int MOST_TERMS = 400;
    private static final int MOST_PARTS = 30;
    private static final Symbol T = Symbol.of("~t");
    private static final Symbol H = Symbol.of("~h");
    private static final Symbol LOG = Symbol.of("~log");

    private final Assumptions assumptions;
    private final Budget budget;

    private Expansions(Assumptions assumptions, Budget budget) {
        this.assumptions = assumptions;
        this.budget = budget;
    }

    /**
     * The terms of a scalar in powers of the distance from a point below a number.
     *
     * @param about a number or parameter, {@code inf} or {@code -inf}
     * @throws FluxionException {@code unsupported} where the function has no such series, or it was not found
     */
    public static Expansion of(Expression function, Symbol variable, Expression about, int below, Assumptions assumptions, Budget budget) {
        if (!function.isScalar() || !about.isScalar()) {
            throw FluxionException.unsupported("series of tensors");
        }
        try {
            return new Expansions(assumptions, budget).expansion(function, variable, about, below);
        } catch (OutOfDomain e) {
            throw FluxionException.unsupported("a series about " + about + ", near which the function has no real values");
        }
    }

    /** One side: coefficients by exponent of a positive distance. */
    private record Half(Series series, boolean hasLogarithms, Map<Expression, Series> parts, Oracle oracle, LogScale logs) {
        Half with(Map<Expression, Series> fewer) {
            return new Half(series, hasLogarithms, fewer, oracle, logs);
        }
    }

    private Expansion expansion(Expression function, Symbol variable, Expression about, int below) {
        boolean above = about.equals(Symbol.INFINITY);
        boolean negative = about.equals(Product.of(Constant.MINUS_ONE, Symbol.INFINITY));
        if (!above && !negative && Topology.of(about).nodes().stream().anyMatch(node -> node.equals(Symbol.INFINITY) || node.equals(variable))) {
            throw FluxionException.unsupported("a series about " + about);
        }
        Expression sign = Constant.of(negative ? -1 : 1);
        if (above || negative) {
            Half far = half(function, variable, Product.of(sign, T), below);
            Expression distance = Power.of(variable, -1);
            return withParts(far, distance, Product.of(sign, distance), below);
        }
        Expression distance = Elementwise.difference(variable, about);
        Half right;
        try {
            right = half(function, variable, Sum.of(about, Power.of(T, -1)), below);
        } catch (OutOfDomain e) {
            return fromLeft(function, variable, about, below);
        }
        requireBothSides(right, function, variable, about, below);
        return withParts(right, distance, distance, below);
    }

    // Where the function has values on the left only, powers are those of about - x.
    private Expansion fromLeft(Expression function, Symbol variable, Expression about, int below) {
        Half left = half(function, variable, Oracle.minus(about, Power.of(T, -1)), below);
        return withParts(left, Elementwise.difference(variable, about), Elementwise.difference(about, variable), below);
    }

    // Parts whose series has a term of each power of the distance that matters to a reader.
    private Expansion withParts(Half half, Expression distance, Expression positive, int below) {
        Constant order = Constant.of(below);
        List<Part> parts = new ArrayList<>();
        half.parts.forEach((node, series) -> {
            if (!series.isExact() && parts.size() < MOST_PARTS && (!half.hasLogarithms || isKnown(series, order, half))) {
                Expression function = Asymptotics.undone(Substitution.replace(node, Map.of(H, positive)));
                Expression partOrder = half.hasLogarithms ? order : series.order().orElseThrow();
                boolean plain = partOrder instanceof Constant && Topology.of(function).nodes().stream().noneMatch(LOG::equals);
                if (plain) {
                    parts.add(new Part(function, written(series, half, distance, positive, partOrder)));
                }
            }
        });
        Expansion whole = written(half.series, half, distance, positive, order);
        return new Expansion(whole.terms, whole.distance, whole.order, whole.logarithms, parts, conditions(half));
    }

    private Expansion written(Series series, Half half, Expression distance, Expression positive, Expression order) {
        Expression logarithm = Apply.of(Elementary.LOGARITHM, positive);
        List<Expression> terms = new ArrayList<>();
        for (Series.Term term : below(series, order, half.oracle)) {
            Expression coefficient = Substitution.replace(Asymptotics.undone(term.coefficient()), Map.of(LOG, logarithm));
            terms.add(Product.of(Limits.simplified(coefficient, assumptions, budget), power(positive, term.exponent(), distance instanceof Power)));
        }
        Expression logs = Power.of(positive instanceof Power p ? Apply.of(Elementary.LOGARITHM, p.base()) : logarithm, half.logs.degree(series, order));
        return new Expansion(terms, distance, order, logs, List.of(), List.of());
    }

    // Far away a root of 1/x is one of x.
    private static Expression power(Expression positive, Expression exponent, boolean far) {
        return far ? Power.of(Power.of(positive, -1), Oracle.negate(exponent)) : Power.of(positive, exponent);
    }

    // What was divided by, or had its sign taken, far from where it is 0.
    private List<Condition> conditions(Half half) {
        return half.oracle.assumedNonzero().stream().filter(divisor -> Substitution.variables(divisor).stream().noneMatch(Symbol::isTemporary))
                .flatMap(divisor -> Parts.factors(divisor).stream()).map(Parts::base).filter(base -> !Substitution.variables(base).isEmpty())
                .map(base -> Nonzero.of(base, budget)).filter(condition -> !assumptions.prove(condition)).distinct().toList();
    }

    private static boolean isLaurent(List<Series.Term> terms) {
        return terms.stream().allMatch(term -> Oracle.isWhole(term.exponent()) && !Topology.of(term.coefficient()).nodes().contains(LOG));
    }

    // A root, an inverse function at the end of its domain or a function at a pole of its operand may be smooth on either side, yet not across:
    // the other side must have the same series, or no values at all.
    private void requireBothSides(Half right, Expression function, Symbol variable, Expression about, int below) {
        Half left;
        try {
            left = half(function, variable, Oracle.minus(about, Power.of(T, -1)), below);
        } catch (OutOfDomain e) {
            return;
        }
        List<Series.Term> ours = below(right.series, Constant.of(below), right.oracle);
        List<Series.Term> theirs = below(left.series, Constant.of(below), left.oracle);
        boolean same = isLaurent(ours) && isLaurent(theirs) && ours.size() == theirs.size();
        for (int i = 0; same && i < ours.size(); i++) {
            Series.Term a = ours.get(i);
            Series.Term b = theirs.get(i);
            Expression turned = Product.of(Power.of(Constant.MINUS_ONE, a.exponent()), b.coefficient());
            same = a.exponent().equals(b.exponent()) && new Oracle(assumptions, budget).isZero(Oracle.minus(a.coefficient(), turned));
        }
        if (!same) {
            throw FluxionException.unsupported("a series about " + about + ", where the function is not the same on both sides");
        }
    }

    private Half half(Expression function, Symbol variable, Expression point, int below) {
        Expression moved = Substitution.replace(function, Map.of(variable, point));
        Oracle oracle = new Oracle(assumptions.and(Condition.compare(Condition.Relation.LESS, LOG, Constant.ZERO)), budget);
        Gruntz gruntz = new Gruntz(T, oracle);
        Oscillation oscillation = new Oscillation(oracle, gruntz);
        Expression prepared = new Preparation(oracle, gruntz, oscillation).prepared(moved);
        if (oscillation.isIn(prepared)) {
            throw FluxionException.unsupported("the series of a function that oscillates");
        }
        Expression local = Logs.replace(prepared, Map.of(T, Power.of(H, -1)));
        LogScale logs = new LogScale(LOG, T, oracle, gruntz);
        Constant order = Constant.of(below);
        for (int terms = Math.max(4, below + 2); terms <= MOST_TERMS; terms *= 2) {
            Map<Expression, Series> parts = new LinkedHashMap<>();
            Optional<Series> series = attempt(oracle, logs, local, terms, parts);
            if (series.isPresent()) {
                boolean hasLogarithms = parts.values().stream().anyMatch(logs::isIn);
                Half half = new Half(series.get(), hasLogarithms, parts, oracle, logs);
                if (isKnown(series.get(), order, half)) {
                    requireBounded(half, order);
                    return half.with(fewest(half, local, terms, order).orElse(parts));
                }
            }
        }
        throw FluxionException.unsupported("a series of more than " + MOST_TERMS + " terms");
    }

    // The series of the parts that are no longer than the whole needs: with each, the next one follows to its order.
    private Optional<Map<Expression, Series>> fewest(Half half, Expression local, int most, Constant order) {
        for (int terms = 1; terms < most; terms++) {
            Map<Expression, Series> parts = new LinkedHashMap<>();
            if (attempt(half.oracle, half.logs, local, terms, parts).filter(series -> isKnown(series, order, half)).isPresent()) {
                return Optional.of(parts);
            }
        }
        return Optional.empty();
    }

    private Optional<Series> attempt(Oracle oracle, LogScale logs, Expression local, int terms, Map<Expression, Series> parts) {
        try {
            Expander expander = new Expander(H, LOG, LOG, oracle, logs::sign, terms);
            Series series = expander.of(local);
            Topology.of(local).nodes().forEach(node -> parts.put(node, expander.known(node)));
            return Optional.of(series);
        } catch (Expander.TooFewTerms more) {
            budget.tick(100);
            return Optional.empty();
        }
    }

    // What stands at the order itself bounds what is left out, where logarithms might stand there.
    private static boolean isKnown(Series series, Constant order, Half half) {
        int least = half.hasLogarithms() ? 1 : 0;
        return series.order().stream().allMatch(known -> half.oracle.compare(known, order) >= least);
    }

    // All that was left out on the way is smaller than any power below the order, if no factor of it outgrows powers of the logarithm.
    private static void requireBounded(Half half, Constant order) {
        boolean nothingLeftOut = half.series.isExact() && below(half.series, order, half.oracle).size() == half.series.terms().size();
        if (!nothingLeftOut && half.hasLogarithms()) {
            half.parts.values().forEach(half.logs::requireBounded);
        }
    }

    private static List<Series.Term> below(Series series, Expression order, Oracle oracle) {
        return series.terms().stream().filter(term -> oracle.compare(term.exponent(), order) < 0).toList();
    }
}
