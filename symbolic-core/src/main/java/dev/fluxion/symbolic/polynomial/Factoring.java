package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.Factorisation.Factor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Factorisation over the rationals: square-free parts by Yun's algorithm, then their factors in {@linkplain UnivariateFactoring one} or
 * {@linkplain MultivariateFactoring several} variables, homogeneous polynomials after one variable was set to 1.
 *
 * <p>Source: D. Y. Y. Yun, On Square-Free Decomposition Algorithms (SYMSAC 1976).
 */
final class Factoring {
    private static final long QUICK_WORK = 2_000_000; // of nodes, a tenth of what an expression may cost by default

    private final Budget budget;
    private final CommonDivisor divisors;

    Factoring(Budget budget) {
        this.budget = budget;
        this.divisors = new CommonDivisor(budget);
    }

    /**
     * Irreducible factors.
     *
     * @throws FluxionException {@code LIMIT} if they cannot be found within the budget, or in too many ways to combine factors modulo a prime
     */
    Factorisation factor(Polynomial p) {
        Factorisation parts = squareFree(p);
        List<Factor> factors = new ArrayList<>();
        for (Factor part : parts.factors()) {
            for (Polynomial irreducible : factorSquareFree(part.base())) {
                factors.add(new Factor(irreducible, part.exponent()));
            }
        }
        return new Factorisation(parts.content(), factors);
    }

    /** Irreducible factors if they are found with moderate effort, else square-free ones: for a form that claims no more. */
    Factorisation factorQuickly(Polynomial p) {
        try {
            return budget.attempt(QUICK_WORK, part -> new Factoring(part).factor(p)).orElseGet(() -> squareFree(p));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT);
            return squareFree(p);
        }
    }

    /** Factors without repeated factors of their own, powers of variables apart. */
    Factorisation squareFree(Polynomial p) {
        if (p.isConstant()) {
            return new Factorisation(p.leadingCoefficient(), List.of());
        }
        Polynomial primitive = p.primitive();
        List<Factor> factors = new ArrayList<>();
        Polynomial rest = primitive;
        for (int v = 0; v < p.variables(); v++) {
            int low = rest.lowDegree(v);
            if (low > 0) {
                factors.add(new Factor(Polynomial.variable(p.variables(), v, 1), low));
                rest = rest.shifted(v, -low);
            }
        }
        squareFree(rest, factors);
        return new Factorisation(p.leadingCoefficient().dividedBy(primitive.leadingCoefficient()), factors);
    }

    private void squareFree(Polynomial p, List<Factor> into) {
        int variable = p.mainVariable();
        if (variable < 0) {
            return;
        }
        Polynomial content = divisors.content(p, variable);
        squareFree(content, into);
        Polynomial f = p.dividedExactly(content, budget);
        Polynomial slope = f.derivative(variable);
        Polynomial common = divisors.of(f, slope);
        Polynomial simple = f.dividedExactly(common, budget);
        Polynomial rest = slope.dividedExactly(common, budget).minus(simple.derivative(variable));
        for (int exponent = 1; simple.degree(variable) > 0; exponent++) {
            Polynomial part = divisors.of(simple, rest);
            simple = simple.dividedExactly(part, budget);
            rest = rest.dividedExactly(part, budget).minus(simple.derivative(variable));
            if (part.degree(variable) > 0) {
                into.add(new Factor(part, exponent));
            }
        }
    }

    private List<Polynomial> factorSquareFree(Polynomial p) {
        int variable = p.mainVariable();
        if (p.totalDegree() == 1 || p.size() == 1) {
            return List.of(p);
        }
        int last = lastVariable(p);
        if (last == variable) {
            return factorUnivariate(p, variable);
        }
        for (int v = 0; v <= last; v++) {
            Polynomial content = p.degree(v) > 0 ? divisors.content(p, v) : Polynomial.one(p.variables());
            if (!content.isConstant()) {
                return joined(factorSquareFree(content), factorSquareFree(p.dividedExactly(content, budget).primitive()));
            }
        }
        if (isLinear(p)) {
            return List.of(p);
        }
        if (isHomogeneous(p)) {
            return factorSquareFree(p.with(last, Rational.ONE)).stream().map(f -> homogenised(f, last)).toList();
        }
        return inSteps(p);
    }

    private static List<Polynomial> joined(List<Polynomial> some, List<Polynomial> others) {
        List<Polynomial> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static int lastVariable(Polynomial p) {
        int v = p.variables() - 1;
        while (p.degree(v) == 0) {
            v--;
        }
        return v;
    }

    private static boolean isHomogeneous(Polynomial p) {
        for (int term = 1; term < p.size(); term++) {
            if (p.totalDegree(term) != p.totalDegree(0)) {
                return false;
            }
        }
        return true;
    }

    private static Polynomial homogenised(Polynomial p, int variable) {
        int total = p.totalDegree();
        Polynomial result = Polynomial.zero(p.variables());
        for (int term = 0; term < p.size(); term++) {
            result = result.plus(p.monomial(term).shifted(variable, total - p.totalDegree(term)).times(p.coefficient(term)));
        }
        return result.primitive();
    }

    // f(x^j, y^k, …) from the factors of f(x, y, …), one prime of one exponent after the other.
    private List<Polynomial> inSteps(Polynomial p) {
        Polynomial few = p;
        List<int[]> steps = new ArrayList<>();
        for (int v = 0; v < p.variables(); v++) {
            int step = step(few, v);
            few = step > 1 ? withExponents(few, v, 1, step) : few;
            for (int prime = 2; step > 1; prime++) {
                for (; step % prime == 0; step /= prime) {
                    steps.add(new int[] {v, prime});
                }
            }
        }
        List<Polynomial> factors = steps.isEmpty() ? new MultivariateFactoring(p, budget).factors() : factorSquareFree(few);
        for (int[] step : steps) {
            factors = factors.stream().map(factor -> withExponents(factor, step[0], step[1], 1))
                    .flatMap(raised -> factorRaised(raised).stream()).toList();
        }
        return factors;
    }

    // The largest k of which all exponents of a variable are multiples; 0 if it does not occur.
    private static int step(Polynomial p, int variable) {
        BigInteger step = BigInteger.ZERO;
        for (int term = 0; term < p.size(); term++) {
            step = step.gcd(BigInteger.valueOf(p.exponent(term, variable)));
        }
        return step.intValueExact();
    }

    // With the exponents of a variable multiplied by a number and divided by one that divides them: the order of the terms stays.
    private static Polynomial withExponents(Polynomial p, int variable, int times, int by) {
        List<Polynomial> terms = new ArrayList<>();
        for (int term = 0; term < p.size(); term++) {
            int power = p.exponent(term, variable);
            terms.add(p.monomial(term).shifted(variable, power / by * times - power).times(p.coefficient(term)));
        }
        return Polynomial.ofTerms(p.variables(), terms);
    }

    private List<Polynomial> factorRaised(Polynomial p) {
        int variable = p.mainVariable();
        if (lastVariable(p) == variable) {
            return factorUnivariate(p, variable);
        }
        return isLinear(p) ? List.of(p) : new MultivariateFactoring(p, budget).factors();
    }

    // a*v + b without a common factor of a and b
    private static boolean isLinear(Polynomial p) {
        for (int v = 0; v < p.variables(); v++) {
            if (p.degree(v) == 1) {
                return true;
            }
        }
        return false;
    }

    private List<Polynomial> factorUnivariate(Polynomial p, int variable) {
        return new UnivariateFactoring(budget).factor(Whole.of(p, variable)).stream().map(f -> f.polynomial(p.variables(), variable)).toList();
    }
}
