package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Map;
import java.util.Optional;

/**
 * An integral from one end to another.
 *
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v).
 *
 * @param rule what gives the value
 * @param value an exact expression, or an inexact number
 * @param error an estimate of the error of an inexact value, 0 for an exact one
 * @param source the antiderivative that an exact value comes from; nothing for a value of quadrature
 * @param checks how many times quadrature agreed with an exact value: 0 where it does not settle and continuity was proved instead
 */
public record DefiniteIntegral(String rule, Expression value, double error, Optional<Integrals.Antiderivative> source, int checks) {
    private static final String PIECES = "fundamental theorem of calculus between singular points";
    private static final double CLOSE = 0x1p-24; // of a distance of ends beside their size: its own rounding would be a part in 10^9 of it

    static DefiniteIntegral exact(Expression value, Integrals.Antiderivative source, int checks) {
        return new DefiniteIntegral("fundamental theorem of calculus", value, 0, Optional.of(source), checks);
    }

    static DefiniteIntegral byPieces(Expression value, int checks) {
        return new DefiniteIntegral(PIECES, value, 0, Optional.empty(), checks);
    }

    static DefiniteIntegral zero(double error) {
        return error == 0 ? new DefiniteIntegral("an integrand that is 0", Constant.ZERO, 0, Optional.empty(), 0)
                : numeric("bounds of an integrand that is 0 almost everywhere", new Quadrature.Result(0, error, 0));
    }

    static DefiniteIntegral numeric(String rule, Quadrature.Result found) {
        return new DefiniteIntegral(rule, Constant.inexact(found.value()), Math.max(found.error(), Math.ulp(found.size())), Optional.empty(), 0);
    }

    /** Whether the value is exact. */
    public boolean isExact() {
        return error == 0;
    }

    /**
     * The integral from one end to another, which may be infinite where it converges.
     *
     * @throws FluxionException {@code UNSUPPORTED} where the integrand or an end is a tensor or nothing is certain, {@code DOMAIN} where the integral
     * does not converge
     */
    public static DefiniteIntegral of(Expression written, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        return find(written, x, from, to, assumptions, budget).orElseThrow(() -> Integrals.notFound(written));
    }

    /**
     * The same; nothing where parameters occur and no antiderivative is found. Then the integral has values, wherever it has any, through quadrature alone.
     *
     * @throws FluxionException {@code UNSUPPORTED} where the integrand or an end is a tensor, or an antiderivative is found that helps only under more assumptions;
     * {@code DOMAIN} where the integral does not converge
     */
    public static Optional<DefiniteIntegral> find(Expression written, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        if (!Topology.of(written).nodes().stream().allMatch(Expression::isScalar)) {
            throw FluxionException.unsupported("a definite integral of tensors");
        }
        Expression integrand = JoinedExponentials.in(written, budget);
        boolean numbers = Substitution.variables(from).isEmpty() && Substitution.variables(to).isEmpty()
                && Substitution.variables(integrand).stream().allMatch(x::equals);
        Optional<Expression> transform = WaveTransforms.value(integrand, x, from, to, assumptions, budget);
        if (transform.isPresent()) {
            return Optional.of(new DefiniteIntegral(WaveTransforms.RULE, transform.get(), 0, Optional.empty(), 0));
        }
        if (!numbers) {
            return from.equals(to) ? Optional.of(nothing()) : new ParametricIntegral(integrand, x, from, to, assumptions, budget).value();
        }
        return Optional.of(between(integrand, x, from, to, assumptions, budget));
    }

    private static DefiniteIntegral between(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        double a = Evaluator.scalar(from, Map.of());
        double b = Evaluator.scalar(to, Map.of());
        if (from.equals(to) || a == b && Elementwise.isZero(Simplifier.tidy(Elementwise.difference(to, from), assumptions, budget))) {
            return nothing();
        }
        if (Double.isFinite(a) && Double.isFinite(b) && Math.abs(b - a) <= CLOSE * Math.max(Math.abs(a), Math.abs(b))) {
            throw FluxionException.unsupported("an integral between ends that are closer to each other than their size in doubles can tell");
        }
        return a < b ? new NumberIntegral(integrand, x, from, to, assumptions, budget).value()
                : new NumberIntegral(integrand, x, to, from, assumptions, budget).value().negated(assumptions, budget);
    }

    private static DefiniteIntegral nothing() {
        return new DefiniteIntegral("equal ends", Constant.ZERO, 0, Optional.empty(), 0);
    }

    private DefiniteIntegral negated(Assumptions assumptions, Budget budget) {
        return new DefiniteIntegral(rule, Simplifier.tidy(Elementwise.negate(value), assumptions, budget), error, source, checks);
    }
}
