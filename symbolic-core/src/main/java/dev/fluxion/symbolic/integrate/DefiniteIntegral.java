package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Map;
import java.util.Optional;

/**
 * An integral between two numbers. The exact value comes from an antiderivative and is held against quadrature, so that neither a pole nor a
 * jump of the antiderivative in between goes unnoticed; where there is none, the value of the quadrature is the answer.
 *
 * @param value an exact expression, or an inexact number
 * @param error an estimate of the error of an inexact value, 0 for an exact one
 */
public record DefiniteIntegral(Expression value, double error) {
    private static final double AGREEMENT = 1e-8;

    /** Whether the value is exact. */
    public boolean isExact() {
        return error == 0;
    }

    /** The integral from one number to another; ends may be infinite where it converges and quadrature can tell. */
    public static DefiniteIntegral of(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        boolean numbers = Substitution.variables(from).isEmpty() && Substitution.variables(to).isEmpty()
                && Substitution.variables(integrand).stream().allMatch(x::equals)
                && Topology.of(integrand).nodes().stream().allMatch(Expression::isScalar);
        if (!numbers) {
            throw FluxionException.unsupported("a definite integral with parameters");
        }
        double a = Evaluator.scalar(from, Map.of());
        double b = Evaluator.scalar(to, Map.of());
        if (a == b) {
            return new DefiniteIntegral(Constant.ZERO, 0);
        }
        ScalarValues values = new ScalarValues(integrand);
        Quadrature.Result numeric = Quadrature.of(at -> values.at(Map.of(x.name(), at)), a, b, budget)
                .orElseThrow(() -> FluxionException.unsupported("this integral, which does not converge or converges too slowly,"));
        return exact(integrand, x, from, to, assumptions, budget)
                .filter(value -> agrees(value, numeric))
                .map(value -> new DefiniteIntegral(value, 0))
                .orElseGet(() -> new DefiniteIntegral(Constant.inexact(numeric.value()), Math.max(numeric.error(), Double.MIN_NORMAL)));
    }

    private static boolean agrees(Expression value, Quadrature.Result numeric) {
        double exact = Evaluator.scalar(value, Map.of());
        return Math.abs(exact - numeric.value()) <= AGREEMENT * Math.max(Math.abs(numeric.value()), 1e-6) + numeric.error();
    }

    private static Optional<Expression> exact(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        if (Double.isInfinite(Evaluator.scalar(from, Map.of())) || Double.isInfinite(Evaluator.scalar(to, Map.of()))) {
            return Optional.empty();
        }
        try {
            return Integrals.find(integrand, x, assumptions, budget).map(found -> {
                Expression high = Parts.at(found.expression(), x, to);
                Expression low = Parts.at(found.expression(), x, from);
                return Simplifier.tidy(Elementwise.difference(high, low), assumptions, budget);
            });
        } catch (FluxionException e) {
            if (e.diagnostic().code() == Diagnostic.Code.DOMAIN || e.diagnostic().code() == Diagnostic.Code.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
