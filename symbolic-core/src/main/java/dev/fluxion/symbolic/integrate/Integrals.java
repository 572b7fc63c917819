package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Nonzero;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Domains;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Antiderivatives.
 *
 * <p>Source: DLMF §1.4(iv) and (v); see the methods for theirs.
 */
public final class Integrals {
    private static final long MOST_WORK = 500_000; // ten times what any integral of the tests takes: where so much was spent, no method fits

    /**
     * An antiderivative that was held against its integrand.
     *
     * @param expression it, without a constant
     * @param lines the rules that led to it, from the outside in
     * @param conditions what the rules need of parameters
     */
    public record Antiderivative(Expression expression, List<IntegralLine> lines, List<Condition> conditions) {
        /** Copies. */
        public Antiderivative {
            lines = List.copyOf(lines);
            conditions = List.copyOf(conditions);
        }
    }

    private Integrals() {}

    /** An antiderivative of the same integrand without the jumps that arctangents of tangents have, if this one has such. */
    static Optional<Antiderivative> withoutJumps(Antiderivative found, Assumptions assumptions, Budget budget) {
        Search search = new Search(assumptions, budget);
        return HalfTurns.continuous(found.expression, search).map(value -> new Antiderivative(search.signs().tidy(value), found.lines, found.conditions));
    }

    /**
     * An antiderivative by a symbol, real wherever the integrand is.
     *
     * @throws FluxionException {@code UNSUPPORTED} if no method finds one whose derivative stands the comparison with the integrand, or tensors occur
     */
    public static Antiderivative antiderivative(Expression integrand, Symbol x, Assumptions assumptions, Budget budget) {
        return find(integrand, x, assumptions, budget).orElseThrow(() -> notFound(integrand));
    }

    static FluxionException notFound(Expression integrand) {
        return FluxionException.unsupported("no antiderivative of " + integrand + " was found");
    }

    /**
     * An antiderivative, or nothing where none is found.
     *
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur
     */
    public static Optional<Antiderivative> find(Expression integrand, Symbol x, Assumptions assumptions, Budget budget) {
        if (!Topology.of(integrand).nodes().stream().allMatch(Expression::isScalar)) {
            throw FluxionException.unsupported("the antiderivative of what contains tensors");
        }
        Topology.of(integrand).nodes().stream().filter(node -> !(node instanceof Constant) && Sign.isNumber(node)).forEach(Integrals::requireValue);
        return Budget.onDeepStack(integrand.depth() * 4 + 200, () -> budget.attempt(MOST_WORK, part -> solve(integrand, x, assumptions, part))).flatMap(found -> found);
    }

    private static void requireValue(Expression number) {
        if (PreciseValues.existence(number, Map.of()) == PreciseValues.Existence.UNDEFINED) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, number + " has no real value", Span.NONE));
        }
    }

    private static Optional<Antiderivative> solve(Expression integrand, Symbol x, Assumptions assumptions, Budget budget) {
        if (Topology.of(integrand).nodes().stream().anyMatch(node -> hasNoLogarithm(node, x))) {
            return Optional.empty();
        }
        Search search = new Search(assumptions, budget);
        Optional<Solution> found = search.solve(integrand, x);
        if (found.isEmpty()) {
            Expression cancelled = search.signs().tidy(Polynomials.cancel(integrand, budget));
            found = cancelled.equals(integrand) ? found
                    : search.solve(cancelled, x).map(part -> Solution.of("cancelling", integrand, x, part, value -> value));
        }
        return found.map(solution -> {
            Expression value = search.signs().tidy(ShorterSums.in(search.signs().tidy(solution.value()), budget));
            List<Condition> conditions = new ArrayList<>(solution.allConditions());
            conditions.addAll(lost(value, integrand, x));
            conditions.addAll(new Vanishing(x, budget).conditions(value));
            return new Antiderivative(value, solution.lines(), unproved(conditions.stream().map(condition -> readable(condition, budget)).toList(), assumptions));
        });
    }

    /**
     * An antiderivative as a textbook finds it: one rule a line. It may have another form than {@link #find} gives, or differ from that by a constant;
     * nothing where none is found.
     */
    public static Optional<Antiderivative> textbook(Expression integrand, Symbol x, Assumptions assumptions, Budget budget) {
        return Budget.onDeepStack(integrand.depth() * 4 + 200, () -> budget.attempt(MOST_WORK, part -> {
            Search search = Search.textbook(assumptions, part);
            return search.solve(integrand, x).map(solution -> new Antiderivative(search.signs().tidy(solution.value()), solution.lines(),
                    unproved(solution.allConditions(), assumptions)));
        })).flatMap(found -> found);
    }

    /** What a form of an antiderivative asks of parameters beyond what its integrand does. */
    public static List<Condition> conditions(Expression form, Expression integrand, Symbol x, Assumptions assumptions, Budget budget) {
        List<Condition> conditions = new ArrayList<>(lost(form, integrand, x));
        conditions.addAll(new Vanishing(x, budget).conditions(form));
        return unproved(conditions.stream().map(condition -> readable(condition, budget)).toList(), assumptions);
    }

    // Powers of 0 and of negative numbers are no exponential functions.
    private static boolean hasNoLogarithm(Expression node, Symbol x) {
        return node instanceof Power power && Parts.depends(power.exponent(), x) && Sign.of(power.base()).orElse(1) <= 0;
    }

    // What an antiderivative asks of parameters beyond what its integrand does.
    private static List<Condition> lost(Expression value, Expression integrand, Symbol x) {
        Condition lost = Domains.lost(value, integrand, Assumptions.NONE);
        List<Condition> parts = lost instanceof Condition.All all ? all.parts() : List.of(lost);
        return parts.stream().filter(part -> part.operands().stream().noneMatch(side -> Parts.depends(side, x)))
                .filter(part -> part.operands().stream().anyMatch(side -> !Substitution.variables(side).isEmpty())).toList();
    }

    private static Condition readable(Condition condition, Budget budget) {
        if (!(condition instanceof Condition.Comparison(Condition.Relation relation, Expression left, Expression right)) || relation != Condition.Relation.NOT_EQUAL) {
            return condition;
        }
        Condition one = Nonzero.of(Elementwise.difference(left, right), budget);
        boolean plain = one instanceof Condition.Comparison c && !c.right().equals(Constant.ZERO);
        return plain || right.equals(Constant.ZERO) ? one : condition;
    }

    // What neither the assumptions nor the other conditions prove.
    private static List<Condition> unproved(List<Condition> conditions, Assumptions assumptions) {
        List<Condition> kept = new ArrayList<>(conditions.stream().distinct().toList());
        for (Condition condition : List.copyOf(kept)) {
            kept.remove(condition);
            Assumptions known = assumptions;
            for (Condition other : kept) {
                known = known.and(other);
            }
            if (!known.prove(condition)) {
                kept.add(condition);
            }
        }
        return conditions.stream().distinct().filter(kept::contains).toList();
    }
}
