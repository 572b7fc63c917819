package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was done to find candidates, in its order, where somebody wants to know.
 *
 * <p>Source: by definition: a product is 0 where one of its factors is.
 */
final class SolveTrace {
    /** Keeps nothing. */
    static final SolveTrace NONE = new SolveTrace(false, Budget.current());

    private static final int MOST = 60;

    private final boolean kept;
    private final Budget budget;
    private final List<SolveStep> steps = new ArrayList<>();

    private SolveTrace(boolean kept, Budget budget) {
        this.kept = kept;
        this.budget = budget;
    }

    static SolveTrace kept(Budget budget) {
        return new SolveTrace(true, budget);
    }

    List<SolveStep> steps() {
        return steps.stream().distinct().toList();
    }

    private void add(SolveStep step) {
        if (kept && steps.size() < MOST) {
            steps.add(step);
        }
    }

    void rewritten(String rule, Expression before, Expression after) {
        if (!before.equals(after)) {
            add(new SolveStep.Rewritten(rule, before, after, after, after));
        }
    }

    void substituted(Expression before, Expression after, Symbol symbol, Expression inner) {
        add(new SolveStep.Rewritten("substitution", before, after, symbol, inner));
    }

    void found(String rule, Expression part, Expression value) {
        add(new SolveStep.Found(rule, part, value));
    }

    /** The zeros of a rational function: the factors of its numerator, one by one. */
    void rational(Expression f, Expression unknown, Univariate numerator, Roots roots) {
        if (!kept) {
            return;
        }
        if (numerator.factors().size() > 1) {
            rewritten("factors, one of which must be 0", f, Polynomials.factor(f, budget));
        }
        for (UnivariateRing.Factor factor : numerator.factors()) {
            Optional<List<Expression>> some = roots.irreducible(factor.base());
            String rule = switch (factor.base().degree()) {
                case 1 -> "zero of a linear factor";
                case 2 -> "quadratic formula";
                default -> "zero of a factor of degree " + factor.base().degree();
            };
            some.ifPresent(values -> values.forEach(value -> found(rule, unknown, value)));
        }
    }
}
