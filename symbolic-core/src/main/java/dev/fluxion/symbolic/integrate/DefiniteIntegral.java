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
import dev.fluxion.symbolic.asymptotic.Limits;
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
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v).
 *
 * @param value an exact expression, or an inexact number
 * @param error an estimate of the error of an inexact value, 0 for an exact one
 */
public record DefiniteIntegral(Expression value, double error) {
    private static final double AGREEMENT = 1e-8;
    private static final double ROUNDING = 1e-14;
    private static final int HALVINGS = 40;

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
        return a < b ? between(integrand, x, from, to, assumptions, budget)
                : between(integrand, x, to, from, assumptions, budget).negated(assumptions, budget);
    }

    private DefiniteIntegral negated(Assumptions assumptions, Budget budget) {
        return new DefiniteIntegral(Simplifier.tidy(Elementwise.negate(value), assumptions, budget), error);
    }

    // The first end is the smaller one.
    private static DefiniteIntegral between(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        double a = Evaluator.scalar(from, Map.of());
        double b = Evaluator.scalar(to, Map.of());
        ScalarValues values = new ScalarValues(integrand);
        Quadrature.Result numeric = Quadrature.of(at -> values.at(Map.of(x.name(), at)), a, b, Landmarks.of(integrand, x, a, b, budget), budget)
                .orElseThrow(() -> FluxionException.unsupported("this integral, which does not converge or converges too slowly,"));
        Optional<Integrals.Antiderivative> found = antiderivative(integrand, x, assumptions, budget);
        Optional<Expression> exact = found.flatMap(each -> difference(each.expression(), x, from, to, assumptions, budget));
        if (exact.isPresent() && agrees(exact.get(), numeric)) {
            return new DefiniteIntegral(exact.get(), 0);
        }
        if (numeric.size() == 0) {
            throw FluxionException.unsupported("this integral, whose integrand was seen as 0 everywhere,");
        }
        if (exact.isPresent() && !jumps(found.get().expression(), values, x, a, b)) {
            throw FluxionException.unsupported("this integral, for which an antiderivative and the numeric value differ,");
        }
        return new DefiniteIntegral(Constant.inexact(numeric.value()), Math.max(numeric.error(), Double.MIN_NORMAL));
    }

    private static boolean agrees(Expression value, Quadrature.Result numeric) {
        ScalarValues exact = new ScalarValues(value);
        double number = exact.at(Map.of());
        return Math.abs(number - numeric.value()) <= AGREEMENT * numeric.size() + numeric.error() + ROUNDING * exact.magnitude();
    }

    // Whether an antiderivative steps within (a, b) where the integrand is no larger than elsewhere: then its difference is not the integral.
    private static boolean jumps(Expression antiderivative, ScalarValues integrand, Symbol x, double a, double b) {
        ScalarValues values = new ScalarValues(antiderivative);
        double[] grid = Landmarks.grid(a, b);
        for (int i = 1; i < grid.length; i++) {
            double low = grid[i - 1];
            double high = grid[i];
            for (int halving = 0; halving < HALVINGS; halving++) {
                double middle = low + (high - low) / 2;
                double at = at(values, x, middle);
                boolean left = Math.abs(at - at(values, x, low)) > Math.abs(at(values, x, high) - at);
                low = left ? low : middle;
                high = left ? middle : high;
            }
            double step = Math.abs(at(values, x, high) - at(values, x, low));
            double explained = (high - low) * Math.max(Math.abs(at(integrand, x, low)), Math.abs(at(integrand, x, high)));
            if (step > 1e-3 * values.magnitude() && step > 1e3 * explained) {
                return true;
            }
        }
        return false;
    }

    private static double at(ScalarValues values, Symbol x, double point) {
        return values.at(Map.of(x.name(), point));
    }

    private static Optional<Expression> difference(Expression antiderivative, Symbol x, Expression from, Expression to, Assumptions assumptions,
            Budget budget) {
        try {
            Expression high = end(antiderivative, x, to, assumptions, budget);
            Expression low = end(antiderivative, x, from, assumptions, budget);
            Expression difference = Simplifier.tidy(Elementwise.difference(high, low), assumptions, budget);
            return Double.isFinite(Evaluator.scalar(difference, Map.of())) ? Optional.of(difference) : Optional.empty();
        } catch (FluxionException e) {
            return refused(e);
        }
    }

    private static Expression end(Expression antiderivative, Symbol x, Expression end, Assumptions assumptions, Budget budget) {
        if (Double.isFinite(Evaluator.scalar(end, Map.of()))) {
            return Parts.at(antiderivative, x, end);
        }
        Limits.Limit limit = Limits.limit(antiderivative, x, end, Limits.Side.BOTH, assumptions, budget);
        if (!limit.exists()) {
            throw FluxionException.unsupported("an antiderivative without a limit: " + limit.reason());
        }
        return limit.value();
    }

    private static <T> Optional<T> refused(FluxionException e) {
        if (e.diagnostic().code() == Diagnostic.Code.DOMAIN || e.diagnostic().code() == Diagnostic.Code.UNSUPPORTED) {
            return Optional.empty();
        }
        throw e;
    }

    private static Optional<Integrals.Antiderivative> antiderivative(Expression integrand, Symbol x, Assumptions assumptions, Budget budget) {
        try {
            return Integrals.find(integrand, x, assumptions, budget);
        } catch (FluxionException e) {
            return refused(e);
        }
    }
}
