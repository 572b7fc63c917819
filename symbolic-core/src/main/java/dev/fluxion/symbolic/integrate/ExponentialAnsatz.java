package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rational function times the exponential of a polynomial: an elementary antiderivative is such a product too, so that {@code (y*exp(u))' = r*exp(u)}
 * leaves the equation {@code y' + u'*y = r} for a rational y, which has a solution or none. Of quadratic polynomials a multiple of {@code exp(u)} may be left,
 * whose integral is an error function.
 *
 * <p>Source: Liouville's theorem and Risch's differential equation, M. Bronstein, Symbolic Integration I (2nd ed., 2005), §5.9 and chapter 6.
 */
final class ExponentialAnsatz {
    private static final String RULE = "ansatz: a rational function times the exponential";

    private static final String TERM_RULE = "product rule in reverse";
    private static final int MOST_TERMS = 8;
    private static final int TRIALS = 24;

    private final Symbol x;
    private final Expression exponent;
    private final UnivariateRing ring;
    private final Univariate simple; // the different factors of the denominator
    private final Univariate repeated; // the denominator of y: each factor once less
    private final Univariate factor; // of y's numerator N in simple*N' + factor*N

    private ExponentialAnsatz(Symbol x, Expression exponent, UnivariateRing ring, Univariate slope, Univariate denominator) {
        this.x = x;
        this.exponent = exponent;
        this.ring = ring;
        Univariate once = ring.one();
        Univariate rest = ring.one();
        for (UnivariateRing.Factor each : denominator.factors()) {
            once = once.times(each.base().monic());
            rest = rest.times(each.base().monic().power(each.exponent() - 1));
        }
        this.simple = once;
        this.repeated = rest;
        this.factor = slope.times(simple).minus(simple.times(rest.derivative()).divide(rest)[0]);
    }

    private record Exponential(Expression exponent, Expression factor) {}

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        Optional<Exponential> exponential = exponential(f, x, search);
        if (exponential.isEmpty()) {
            return Optional.empty();
        }
        Expression rational = exponential.get().factor;
        Expression exponent = exponential.get().exponent;
        Optional<UnivariateRing> ring = UnivariateRing.of(x, search.budget(), List.of(rational, exponent));
        Optional<Univariate> polynomial = ring.flatMap(each -> each.polynomial(exponent)).filter(each -> each.degree() > 0);
        return polynomial.isEmpty() ? Optional.empty() : solve(f, x, search, rational, exponent, ring.get(), polynomial.get());
    }

    /** Of {@code exp(x)*(tan(x) + sec(x)^2)} one term of the factor is u'*y, and the others are y'. */
    static Optional<Solution> oneTerm(Expression f, Symbol x, Search search) {
        Optional<Exponential> exponential = exponential(f, x, search);
        List<Expression> terms = exponential.isEmpty() ? List.of() : terms(f);
        if (terms.size() < 2 || terms.size() > MOST_TERMS) {
            return Optional.empty();
        }
        Expression slope = Differentiation.derivative(exponential.get().exponent, x);
        AntiderivativeCheck check = new AntiderivativeCheck(f, x, search.signs());
        return terms.stream().map(term -> Elementwise.quotient(term, slope)).filter(product -> check.holds(product, TRIALS)).findFirst()
                .map(product -> Solution.known(TERM_RULE, f, x, product));
    }

    // As they are written, a factor in front multiplied into the sum behind it.
    private static List<Expression> terms(Expression f) {
        List<Expression> factors = Parts.factors(f);
        Optional<Expression> sum = factors.stream().filter(Sum.class::isInstance).findFirst();
        return sum.map(Sum.class::cast).map(Sum::terms).orElse(List.of()).stream()
                .map(term -> Product.of(factors.stream().map(factor -> factor == sum.get() ? term : factor).toList())).toList();
    }

    // What the only exponential of the variable is multiplied by.
    private static Optional<Exponential> exponential(Expression f, Symbol x, Search search) {
        Set<Expression> exponentials = Topology.of(f).nodes().stream()
                .filter(node -> node instanceof Apply a && a.operator() == Elementary.EXPONENTIAL && Parts.depends(node, x)).collect(Collectors.toSet());
        if (exponentials.size() != 1) {
            return Optional.empty();
        }
        Apply exponential = (Apply) exponentials.iterator().next();
        Symbol stand = Parts.fresh(f);
        Expression replaced = Substitution.replace(f, Map.of(exponential, stand));
        return UnivariateRing.of(stand, search.budget(), List.of(replaced)).flatMap(ring -> ring.polynomial(replaced))
                .filter(times -> times.degree() == 1 && times.coefficient(0).equals(Constant.ZERO))
                .map(times -> new Exponential(exponential.operand(), times.coefficient(1)));
    }

    private static Optional<Solution> solve(Expression f, Symbol x, Search search, Expression rational, Expression exponent, UnivariateRing ring,
            Univariate polynomial) {
        UnivariateRing.Quotient quotient = ring.quotient(rational);
        Univariate denominator = quotient.denominator();
        if (denominator.degree() == 0 && polynomial.degree() == 1) {
            return Optional.empty(); // by parts, as textbooks do it
        }
        Univariate numerator = quotient.numerator().divide(ring.of(List.of(denominator.coefficient(denominator.degree()))))[0];
        ExponentialAnsatz ansatz = new ExponentialAnsatz(x, exponent, ring, polynomial.derivative(), denominator.monic());
        Univariate[] reduced = ansatz.reduced(numerator);
        if (reduced[1].isZero()) {
            return Optional.of(Solution.known(RULE, f, x, ansatz.product(reduced[0])));
        }
        if (polynomial.degree() != 2) {
            search.ruleOut(f);
            return Optional.empty();
        }
        return ansatz.withErrorFunction(f, reduced, denominator.monic(), search);
    }

    // y*exp(u) + c*∫exp(u) where what is left of the numerator is c times what is left of the denominator
    private Optional<Solution> withErrorFunction(Expression f, Univariate[] reduced, Univariate denominator, Search search) {
        Univariate[] one = reduced(denominator);
        Univariate left = reduced[1];
        if (left.degree() != one[1].degree()) {
            search.ruleOut(f);
            return Optional.empty();
        }
        Expression times = Elementwise.quotient(left.coefficient(left.degree()), one[1].coefficient(left.degree()));
        Univariate constant = ring.of(List.of(times));
        if (!left.minus(one[1].times(constant)).isZero()) {
            search.ruleOut(f);
            return Optional.empty();
        }
        if (denominator.degree() == 0) {
            return Optional.empty(); // by parts
        }
        Expression bell = Apply.of(Elementary.EXPONENTIAL, exponent);
        Expression product = product(reduced[0].minus(one[0].times(constant)));
        return search.solve(bell, x).map(part -> Solution.of(RULE, f, x, part, value -> Elementwise.sum(product, Elementwise.product(times, value))));
    }

    private Expression product(Univariate numerator) {
        return Elementwise.product(Elementwise.quotient(numerator.expression(), repeated.expression()), Apply.of(Elementary.EXPONENTIAL, exponent));
    }

    // The numerator of y, coefficient by coefficient from the highest power down, and what it leaves.
    private Univariate[] reduced(Univariate right) {
        Univariate rest = right;
        Univariate numerator = ring.zero();
        while (rest.degree() >= factor.degree()) {
            int power = rest.degree() - factor.degree();
            Expression leading = Elementwise.quotient(rest.coefficient(rest.degree()), factor.coefficient(factor.degree()));
            List<Expression> coefficients = new ArrayList<>(Collections.nCopies(power, Constant.ZERO));
            coefficients.add(leading);
            Univariate term = ring.of(coefficients);
            numerator = numerator.plus(term);
            rest = rest.minus(simple.times(term.derivative()).plus(factor.times(term)));
        }
        return new Univariate[] {numerator, rest};
    }
}
