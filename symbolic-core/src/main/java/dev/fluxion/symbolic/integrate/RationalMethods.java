package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.FormulaTable;
import dev.fluxion.symbolic.algebra.Multiples;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.PartialFractions;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Rational functions, and integrands that a substitution makes rational.
 *
 * <p>Source: by definition: integration by substitution; what is left is integrated by {@link RationalIntegrals}.
 */
final class RationalMethods {
    private static final int LARGEST_ROOT = 12;

    private RationalMethods() {}

    static Optional<Solution> rational(Expression f, Symbol x, Search search) {
        Optional<UnivariateRing> ring = UnivariateRing.of(x, search.budget(), List.of(f));
        if (ring.isEmpty()) {
            return Optional.empty();
        }
        UnivariateRing.Quotient quotient = ring.get().quotient(f);
        boolean whole = quotient.denominator().degree() == 0;
        return new RationalIntegrals(search.signs(), x).of(quotient)
                .map(value -> whole ? Solution.known("power rule and linearity", f, x, value) : inFractions(f, x, quotient, value).where(ofFullDegree(quotient)));
    }

    // The roots of a quadratic are two while its leading coefficient is not 0.
    private static List<Condition> ofFullDegree(UnivariateRing.Quotient quotient) {
        return PartialFractions.of(quotient).terms().stream().map(PartialFractions.Term::base).filter(base -> base.degree() > 1)
                .map(base -> base.coefficient(base.degree())).filter(leading -> !Substitution.variables(leading).isEmpty())
                .flatMap(leading -> Parts.factors(leading).stream()).filter(factor -> !Substitution.variables(factor).isEmpty())
                .map(factor -> Condition.compare(Condition.Relation.NOT_EQUAL, Parts.base(factor), Constant.ZERO)).distinct().toList();
    }

    // One term of an expanded form, a logarithm or an arctangent, comes from one fraction.
    private static Solution inFractions(Expression f, Symbol x, UnivariateRing.Quotient quotient, Expression value) {
        PartialFractions apart = PartialFractions.of(quotient);
        List<Expression> terms = new ArrayList<>(List.of(apart.whole().expression()));
        apart.terms().forEach(term -> terms.add(term.expression()));
        Expression fractions = Sum.of(terms);
        return fractions.equals(f) ? Solution.known("integral of a fraction", f, x, value)
                : Solution.of("partial fractions", f, x, Solution.known("integral of each fraction", fractions, x, value), each -> each);
    }

    static boolean isRational(Expression f, Symbol x, Search search) {
        return UnivariateRing.of(x, search.budget(), List.of(f)).isPresent();
    }

    /** u = x^k where f/x^(k-1) is a function of x^k. */
    static Optional<Solution> powers(Expression f, Symbol x, Search search) {
        TreeSet<Integer> exponents = new TreeSet<>(java.util.Comparator.reverseOrder());
        for (Expression node : Topology.of(f).nodes()) {
            if (node instanceof Power p && p.base().equals(x)) {
                int exponent = Parts.wholeExponent(p);
                for (int divisor = 2; divisor <= LARGEST_ROOT; divisor++) {
                    exponents.addAll(exponent % divisor == 0 && exponent != 0 ? List.of(divisor) : List.of(exponent));
                }
            }
        }
        for (int k : exponents) {
            if (k > 1 && k <= LARGEST_ROOT || k == -1) {
                Symbol u = search.fresh(f);
                Expression root = Power.of(u, Constant.of(Rational.of(1, k)));
                Expression rest = Elementwise.product(f, Power.of(x, 1L - k), Constant.of(Rational.of(1, k)));
                Expression integrand = Polynomials.cancel(Parts.at(rest, x, root), search.budget());
                if (!hasRoot(integrand, u)) {
                    Optional<Solution> part = search.solve(integrand, u);
                    if (part.isPresent()) {
                        Expression inner = Power.of(x, k);
                        return Optional.of(Solution.substituted(f, x, part.get(), inner));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasRoot(Expression expression, Symbol u) {
        return Topology.of(expression).nodes().stream()
                .anyMatch(node -> node instanceof Power p && p.base().equals(u) && Parts.wholeExponent(p) == 0);
    }

    /** u = exp(k*x) for a rational function of exponentials. */
    static Optional<Solution> exponentials(Expression f, Symbol x, Search search) {
        Map<Expression, Expression> slopes = new HashMap<>();
        for (Expression node : Topology.of(f).nodes()) {
            if (node instanceof Apply a && a.operator() == Elementary.EXPONENTIAL && Parts.depends(node, x)) {
                Optional<Parts.Linear> linear = Parts.linear(a.operand(), x, search.budget());
                if (linear.isEmpty()) {
                    return Optional.empty();
                }
                slopes.put(node, linear.get().slope());
            }
        }
        Optional<Expression> unit = Multiples.unit(new ArrayList<>(slopes.values()));
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        Symbol u = search.fresh(f);
        Map<Expression, Expression> replacements = new HashMap<>();
        slopes.forEach((node, slope) -> {
            Rational power = Multiples.ratio(slope, unit.get()).orElseThrow();
            Expression offset = Parts.linear(((Apply) node).operand(), x, search.budget()).orElseThrow().offset();
            replacements.put(node, Elementwise.product(Apply.of(Elementary.EXPONENTIAL, offset), Power.of(u, Constant.of(power))));
        });
        Expression replaced = Substitution.replace(f, replacements);
        if (Parts.depends(replaced, x)) {
            return Optional.empty();
        }
        Expression integrand = Elementwise.quotient(replaced, Elementwise.product(unit.get(), u));
        Expression inner = Apply.of(Elementary.EXPONENTIAL, Elementwise.product(unit.get(), x));
        return search.solve(Polynomials.cancel(integrand, search.budget()), u)
                .map(part -> Solution.substituted(f, x, part, inner));
    }

    /** u = (a*x + b)^(1/n) for a rational function of x and roots of one linear function, or of a quotient of two. */
    static Optional<Solution> roots(Expression f, Symbol x, Search search) {
        Expression base = null;
        int root = 1;
        boolean real = true; // only real cube roots, which exist for negative numbers too
        Map<Expression, Integer> exponents = new HashMap<>();
        Map<Expression, Integer> roots = new HashMap<>();
        for (Expression node : Topology.of(f).nodes()) {
            boolean cube = node instanceof Apply a && a.operator() == Elementary.CUBE_ROOT;
            Expression inner = cube ? ((Apply) node).operand() : Parts.base(node);
            if (!Parts.depends(node, x) || !cube && (!(node instanceof Power) || Parts.wholeExponent(node) != 0)) {
                continue;
            }
            if (base != null && !base.equals(inner) || !cube && !isRoot((Power) node)) {
                return Optional.empty();
            }
            base = inner;
            Rational exponent = cube ? Rational.of(1, 3) : (Rational) ((Constant) ((Power) node).exponent()).value();
            exponents.put(node, exponent.numerator().intValueExact());
            roots.put(node, exponent.denominator().intValueExact());
            root = root / BigInteger.valueOf(root).gcd(exponent.denominator()).intValueExact() * exponent.denominator().intValueExact();
            real &= cube;
        }
        if (base == null || root > LARGEST_ROOT) {
            return Optional.empty();
        }
        Symbol u = search.fresh(f);
        int common = root;
        Map<Expression, Expression> replacements = new HashMap<>();
        exponents.forEach((node, exponent) -> replacements.put(node, Power.of(u, (long) exponent * common / roots.get(node))));
        Expression inner = real ? Apply.of(Elementary.CUBE_ROOT, base) : Power.of(base, Constant.of(Rational.of(1, root)));
        return byRoot(f, x, base, new Rooted(u, inner, root, replacements), search);
    }

    private record Rooted(Symbol u, Expression inner, int root, Map<Expression, Expression> replacements) {}

    private static boolean isRoot(Power power) {
        return power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.numerator().bitLength() < 8
                && r.denominator().bitLength() < 5;
    }

    // x is the Möbius inverse of u^n.
    private static Optional<Solution> byRoot(Expression f, Symbol x, Expression base, Rooted rooted, Search search) {
        Optional<UnivariateRing> ring = UnivariateRing.of(x, search.budget(), List.of(base));
        if (ring.isEmpty()) {
            return Optional.empty();
        }
        UnivariateRing.Quotient q = ring.get().quotient(base);
        if (q.numerator().degree() > 1 || q.denominator().degree() > 1) {
            return Optional.empty();
        }
        Expression power = Power.of(rooted.u, rooted.root);
        Expression above = Elementwise.difference(Elementwise.product(q.denominator().coefficient(0), power), q.numerator().coefficient(0));
        Expression below = Elementwise.difference(q.numerator().coefficient(1), Elementwise.product(q.denominator().coefficient(1), power));
        Expression point = Elementwise.quotient(above, below);
        Expression slope = dev.fluxion.symbolic.calculus.Differentiation.derivative(point, rooted.u);
        Expression replaced = Parts.at(Substitution.replace(f, rooted.replacements), x, point);
        Expression integrand = Polynomials.cancel(Elementwise.product(replaced, slope), search.budget());
        return search.solve(integrand, rooted.u).map(part -> Solution.substituted(f, x, part, rooted.inner));
    }

    /** Hyperbolic functions written as exponentials. */
    static Optional<Solution> hyperbolic(Expression f, Symbol x, Search search) {
        Expression written = FormulaTable.EXPONENTIALS.applied(FormulaTable.MODULI.applied(f));
        return written.equals(f) ? Optional.empty()
                : search.solve(written, x).map(part -> Solution.of("definition of the functions", f, x, part, value -> value));
    }
}
