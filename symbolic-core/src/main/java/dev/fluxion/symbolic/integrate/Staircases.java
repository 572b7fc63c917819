package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Polynomials in the variable and in one step function of a linear function of it. Over each step the integrand is a polynomial; the integrals over
 * whole steps are summed as powers of whole numbers are, so that the antiderivative is continuous.
 *
 * <p>Source: sums of powers of whole numbers, DLMF §24.4(iii), by solving {@code Q(n + 1) - Q(n) = S(n)}.
 */
final class Staircases {
    private static final String RULE = "integration step by step";
    private static final int LARGEST_DEGREE = 30;

    private final Symbol t;
    private final Symbol n;
    private final Search search;

    private Staircases(Symbol t, Symbol n, Search search) {
        this.t = t;
        this.n = n;
        this.search = search;
    }

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        Expression written = asFloors(f, x);
        Set<Expression> steps = Topology.of(written).nodes().stream().filter(node -> isFloor(node) && Parts.depends(node, x)).collect(Collectors.toSet());
        if (steps.size() != 1) {
            return Optional.empty();
        }
        Apply step = (Apply) steps.iterator().next();
        Optional<Parts.Linear> linear = Parts.linear(step.operand(), x, search.budget());
        if (linear.isEmpty()) {
            return Optional.empty();
        }
        Symbol t = Symbol.temporary("position");
        Symbol n = Symbol.temporary("step");
        Expression moved = Substitution.replace(Substitution.replace(written, Map.of(step, n)), Map.of(x, linear.get().inverse(t)));
        return new Staircases(t, n, search).antiderivative(moved).map(value -> Solution.known(RULE, f, x, Elementwise.quotient(
                Substitution.replace(value, Map.of(t, step.operand(), n, step)), linear.get().slope())));
    }

    static boolean isFloor(Expression node) {
        return node instanceof Apply apply && apply.operator() == Stepwise.FLOOR;
    }

    /** Whether a node is itself one that {@link #asFloors} writes with a floor, or one. */
    static boolean hasSteps(Expression node) {
        return isFloor(node) || node instanceof Apply apply && floor(apply).isPresent();
    }

    /** Remainders and other roundings by their meaning; between two whole numbers they are the same. */
    static Expression asFloors(Expression f, Symbol x) {
        Map<Expression, Expression> floors = new HashMap<>();
        for (Expression node : Topology.of(f).nodes()) {
            if (node instanceof Apply apply && Parts.depends(node, x) && !isFloor(node)) {
                floor(apply).ifPresent(value -> floors.put(node, value));
            }
        }
        return floors.isEmpty() ? f : Substitution.replace(f, floors);
    }

    private static Optional<Expression> floor(Apply apply) {
        if (apply.operator().asymptotic() == Asymptotic.ROUND) {
            return Optional.of(Apply.of(Stepwise.FLOOR, Sum.of(apply.operand(), Constant.of(Rational.HALF))));
        }
        return Meanings.of(apply.operator(), apply.operands()).filter(meaning -> Topology.of(meaning).nodes().stream().anyMatch(Staircases::isFloor));
    }

    // P(t, n) - P(n, n) + Q(n), where P is the antiderivative over step n and Q adds up the steps before it
    private Optional<Expression> antiderivative(Expression f) {
        Optional<List<Expression>> coefficients = Parts.polynomial(f, t, search.budget());
        if (coefficients.isEmpty()) {
            return Optional.empty();
        }
        List<Expression> terms = new ArrayList<>();
        for (int power = 0; power < coefficients.get().size(); power++) {
            terms.add(Product.of(Constant.of(Rational.of(1, power + 1)), coefficients.get().get(power), Power.of(t, power + 1L)));
        }
        Expression within = Sum.of(terms);
        Expression start = Substitution.replace(within, Map.of(t, n));
        Expression whole = Elementwise.difference(Substitution.replace(within, Map.of(t, Sum.of(n, Constant.ONE))), start);
        return Parts.polynomial(Polynomials.expand(whole, search.budget()), n, search.budget()).filter(each -> each.size() <= LARGEST_DEGREE)
                .map(steps -> Polynomials.expand(Sum.of(within, Elementwise.negate(start), summed(steps)), search.budget()));
    }

    // The polynomial Q with Q(0) = 0 and Q(n + 1) - Q(n) = S(n), from the highest power down.
    private Expression summed(List<Expression> steps) {
        List<Expression> rest = new ArrayList<>(steps);
        List<Expression> sum = new ArrayList<>();
        for (int power = rest.size() - 1; power >= 0; power--) {
            Expression leading = Product.of(Constant.of(Rational.of(1, power + 1)), rest.get(power));
            sum.add(Product.of(leading, Power.of(n, power + 1L)));
            BigInteger binomial = BigInteger.ONE;
            for (int lower = 0; lower <= power; lower++) { // (n + 1)^(power + 1) - n^(power + 1)
                rest.set(lower, Elementwise.difference(rest.get(lower), Product.of(Constant.of(Rational.of(binomial, BigInteger.ONE)), leading)));
                binomial = binomial.multiply(BigInteger.valueOf(power + 1L - lower)).divide(BigInteger.valueOf(lower + 1L));
            }
        }
        return Sum.of(sum);
    }
}
