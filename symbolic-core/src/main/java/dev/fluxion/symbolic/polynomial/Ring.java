package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Polynomials and rational functions over generators that stand for parts of expressions. A generator may be a root, or a function whose
 * square is known: its higher powers are replaced as soon as they arise. Source: K. O. Geddes et al., Algorithms for Computer Algebra (1992), chapter 3.
 */
final class Ring {
    /** {@code generator^power} is {@code value}. */
    private record Relation(int power, Polynomial value) {}

    private static final int LARGEST_POWER_OF_SUM = 4_096; // where divisors of what is written out are still found

    private final List<Generator> generators;
    private final Map<Kernels.Key, Integer> index = new HashMap<>();
    private final Map<Integer, Relation> relations = new HashMap<>();
    private final Set<Integer> analytic = new HashSet<>(); // variables that vanish on no interval, nor does any polynomial in them
    private final Map<Expression, Fraction> known = new HashMap<>();
    private final Budget budget;
    private final CommonDivisor divisors;
    private final boolean cancelling;
    private final boolean splitting;

    private Ring(List<Generator> generators, boolean cancelling, boolean splitting, Budget budget) {
        this.generators = generators;
        this.cancelling = cancelling;
        this.splitting = splitting;
        this.budget = budget;
        this.divisors = new CommonDivisor(budget);
        for (int i = 0; i < generators.size(); i++) {
            index.put(new Kernels.Key(generators.get(i).base(), generators.get(i).rest()), i);
        }
    }

    /** The ring over which the expressions are rational functions. */
    static Ring of(Collection<Expression> expressions, Squares squares, Budget budget) {
        return of(expressions, squares, true, budget);
    }

    /** @param cancelling whether sums and products of fractions are kept in lowest terms */
    static Ring of(Collection<Expression> expressions, Squares squares, boolean cancelling, Budget budget) {
        return of(expressions, squares, cancelling, true, budget);
    }

    /** @param splitting whether whole numbers leave variable exponents, as in {@code x^(n + 1) = x^n*x} */
    static Ring of(Collection<Expression> expressions, Squares squares, boolean cancelling, boolean splitting, Budget budget) {
        Kernels kernels = new Kernels(squares, splitting, budget);
        expressions.forEach(kernels::collect);
        Ring ring = new Ring(kernels.generators(), cancelling, splitting, budget);
        ring.relate(squares);
        for (int v = 0; v < ring.size() && !ring.relations.isEmpty(); v++) {
            if (ring.isAnalytic(v)) {
                ring.analytic.add(v);
            }
        }
        return ring;
    }

    private void relate(Squares squares) {
        for (int i = 0; i < generators.size(); i++) {
            Generator g = generators.get(i);
            boolean plain = g.rest().equals(Constant.ONE) && g.unit().equals(Rational.ONE); // the square of abs(x)^y is not that of abs(x)
            Expression value = plain ? squares.of(g.base()).orElse(null) : null;
            int power = 2;
            if (value == null) {
                boolean root = g.rest().equals(Constant.ONE) && !g.unit().equals(Rational.ONE) && Kernels.isComposite(g.base());
                if (!root || !g.unit().denominator().equals(g.unit().reciprocal().numerator()) || g.unit().denominator().bitLength() > 8) {
                    continue;
                }
                value = g.base();
                power = g.unit().denominator().intValueExact();
            }
            Fraction fraction = isNumber(value) ? Fraction.of(Polynomial.constant(size(), (Rational) ((Constant) value).value())) : fraction(value);
            if (fraction.denominator().isConstant() && fraction.numerator().degree(i) == 0) {
                relations.put(i, new Relation(power, fraction.numerator().times(fraction.denominator().leadingCoefficient().reciprocal())));
                known.clear();
            }
        }
    }

    private static boolean isNumber(Expression value) {
        return value instanceof Constant c && c.value() instanceof Rational;
    }

    int size() {
        return generators.size();
    }

    /** Whether no power of a generator is replaced. */
    boolean isFree() {
        return relations.isEmpty();
    }

    List<Generator> generators() {
        return generators;
    }

    Budget budget() {
        return budget;
    }

    CommonDivisor divisors() {
        return divisors;
    }

    /** The number of a generator that is a plain kernel or symbol, or −1. */
    int indexOf(Expression kernel) {
        Integer i = index.get(new Kernels.Key(kernel, Constant.ONE));
        return i == null || !generators.get(i).unit().equals(Rational.ONE) ? -1 : i;
    }

    /** The rational function of an expression. */
    Fraction fraction(Expression expression) {
        Fraction memo = known.get(expression);
        if (memo == null) {
            memo = compute(expression);
            known.put(expression, memo);
        }
        return memo;
    }

    private Fraction compute(Expression expression) {
        budget.tick(1);
        return switch (expression) {
            case Constant c when c.value() instanceof Rational r -> Fraction.of(Polynomial.constant(size(), r));
            case Sum s -> sum(s.terms());
            case Product p when Kernels.isPlain(p) -> {
                Fraction product = Fraction.of(Polynomial.constant(size(), (Rational) p.coefficient()));
                for (Expression factor : p.factors()) {
                    product = times(product, fraction(factor));
                }
                yield product;
            }
            case Power p when Kernels.wholeExponent(p) != null -> power(fraction(p.base()), Kernels.wholeExponent(p));
            default -> {
                Fraction product = Fraction.of(Polynomial.one(size()));
                for (Kernels.Part part : Kernels.parts(expression, splitting)) {
                    product = times(product, power(part));
                }
                yield product;
            }
        };
    }

    private Fraction sum(List<Expression> terms) {
        Polynomial whole = Polynomial.zero(size());
        Fraction others = null;
        for (Expression term : terms) {
            Fraction next = fraction(term);
            if (next.denominator().isOne()) {
                whole = whole.plus(next.numerator());
            } else {
                others = others == null ? next : plus(others, next);
            }
        }
        return others == null ? Fraction.of(whole) : plus(others, Fraction.of(whole));
    }

    private Fraction power(Kernels.Part part) {
        int i = index.get(part.key());
        Rational exponent = part.multiple().dividedBy(generators.get(i).unit());
        if (!exponent.isInt() || Math.abs((long) exponent.intValue()) > Kernels.LARGEST_POWER) {
            throw Monomials.tooLarge();
        }
        Fraction generator = Fraction.of(reduced(Polynomial.variable(size(), i, Math.abs(exponent.intValue()))));
        return exponent.signum() < 0 ? inverse(generator) : generator;
    }

    Fraction plus(Fraction a, Fraction b) {
        if (a.denominator().equals(b.denominator())) {
            return cancelled(new Fraction(a.numerator().plus(b.numerator()), a.denominator()));
        }
        Polynomial common = divisors.of(a.denominator(), b.denominator());
        Polynomial restA = a.denominator().dividedExactly(common, budget);
        Polynomial restB = b.denominator().dividedExactly(common, budget);
        Polynomial numerator = times(a.numerator(), restB).plus(times(b.numerator(), restA));
        return cancelled(new Fraction(numerator, times(a.denominator(), restB)));
    }

    // Crosswise cancelling before a relation can hide a common factor: (x+r)/r * 1/(x+r) is 1/r.
    Fraction times(Fraction a, Fraction b) {
        Fraction left = cancelled(new Fraction(a.numerator(), b.denominator()));
        Fraction right = cancelled(new Fraction(b.numerator(), a.denominator()));
        Polynomial numerator = times(left.numerator(), right.numerator());
        Fraction product = new Fraction(numerator, times(left.denominator(), right.denominator()));
        return relations.isEmpty() ? product : cancelled(product);
    }

    Fraction inverse(Fraction a) {
        if (a.numerator().isZero()) {
            Power.of(Constant.ZERO, Constant.MINUS_ONE); // says so
        }
        return new Fraction(a.denominator(), a.numerator());
    }

    private Fraction power(Fraction base, int exponent) {
        boolean isSum = base.numerator().size() > 1 || base.denominator().size() > 1;
        if (cancelling && isSum && Math.abs(exponent) > LARGEST_POWER_OF_SUM) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT,
                    "a fraction in lowest terms would hold a sum to a power beyond " + LARGEST_POWER_OF_SUM + ", written out", Span.NONE));
        }
        Fraction positive = exponent < 0 ? inverse(base) : base;
        return new Fraction(reducedPower(positive.numerator(), Math.abs(exponent)), reducedPower(positive.denominator(), Math.abs(exponent)));
    }

    private Polynomial reducedPower(Polynomial base, int exponent) {
        if (relations.isEmpty() || base.size() == 1) {
            return reduced(base.size() == 1 ? monomialPower(base, exponent) : base.power(exponent, budget));
        }
        Polynomial result = Polynomial.one(size());
        for (int i = 0; i < exponent; i++) {
            result = times(result, base);
        }
        return result;
    }

    private Polynomial monomialPower(Polynomial monomial, int exponent) {
        Polynomial result = Polynomial.constant(size(), monomial.leadingCoefficient().power(exponent));
        for (int v = 0; v < size(); v++) {
            result = result.shifted(v, Math.multiplyExact(monomial.exponent(0, v), exponent));
        }
        return result;
    }

    Polynomial times(Polynomial a, Polynomial b) {
        return reduced(a.times(b, budget));
    }

    /** Replaces powers of generators that have a relation. */
    Polynomial reduced(Polynomial p) {
        Polynomial result = p;
        boolean again = !relations.isEmpty();
        while (again) {
            again = false;
            for (Map.Entry<Integer, Relation> entry : relations.entrySet()) {
                int variable = entry.getKey();
                int power = entry.getValue().power;
                if (result.degree(variable) >= power) {
                    result = replaced(result, variable, entry.getValue());
                    again = true;
                }
            }
        }
        return result;
    }

    private Polynomial replaced(Polynomial p, int variable, Relation relation) {
        Polynomial[] coefficients = p.coefficientsIn(variable);
        Polynomial result = Polynomial.zero(size());
        Polynomial value = Polynomial.one(size());
        for (int k = 0; k < coefficients.length; k++) {
            if (k > 0 && k % relation.power == 0) {
                value = value.times(relation.value, budget);
            }
            result = result.plus(coefficients[k].times(value, budget).shifted(variable, k % relation.power));
        }
        return result;
    }

    /** In lowest terms, with a denominator of whole coefficients without common divisor and a positive leading one. */
    Fraction lowest(Fraction f) {
        if (f.numerator().isZero()) {
            return Fraction.of(f.numerator());
        }
        Polynomial common = divisors.of(f.numerator(), f.denominator());
        Polynomial numerator = f.numerator().dividedExactly(common, budget);
        Polynomial denominator = f.denominator().dividedExactly(common, budget);
        Rational unit = denominator.leadingCoefficient().signum() < 0 ? denominator.content().negate() : denominator.content();
        return new Fraction(numerator.times(unit.reciprocal()), denominator.times(unit.reciprocal()));
    }

    private Fraction cancelled(Fraction f) {
        return !cancelling || f.denominator().isOne() ? f : lowest(f);
    }

    /**
     * The same function with a denominator free of generators whose square is known, or {@code f} itself where that would leave points out
     * at which {@code f} is defined.
     */
    Fraction rationalised(Fraction f) {
        Fraction current = f;
        for (Map.Entry<Integer, Relation> entry : relations.entrySet()) {
            int v = entry.getKey();
            if (entry.getValue().power == 2 && current.denominator().degree(v) == 1) {
                Polynomial conjugate = conjugate(current.denominator(), v);
                Polynomial norm = times(current.denominator(), conjugate);
                if (norm.isZero() || !isAnalytic(norm)) {
                    return f;
                }
                current = lowest(new Fraction(times(current.numerator(), conjugate), norm));
            }
        }
        return keepsDomain(f, current) ? current : f;
    }

    // A function with kinks can vanish on an interval: abs(x) - x has a non-zero norm with many a function, and is no number to divide by.
    private boolean isAnalytic(Polynomial p) {
        for (int v = 0; v < size(); v++) {
            if (p.degree(v) > 0 && !analytic.contains(v)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAnalytic(int v) {
        Generator generator = generators.get(v);
        for (Expression node : Topology.of(List.of(generator.base(), generator.rest())).nodes()) {
            boolean related = node.equals(generator.base()) && isRelated(v);
            if (node instanceof Apply a && a.operator() != Elementary.EXPONENTIAL && !related || node instanceof Piecewise) {
                return false;
            }
        }
        return !relations.containsKey(v) || !isSquare(relations.get(v).value);
    }

    // Sine and cosine, wherever one of them is given by the other.
    private boolean isRelated(int v) {
        return relations.containsKey(v) || relations.values().stream().anyMatch(relation -> relation.value.degree(v) > 0 && !isSquare(relation.value));
    }

    private boolean isSquare(Polynomial p) {
        Factorisation f = new Factoring(budget).squareFree(p);
        return f.factors().stream().allMatch(factor -> factor.exponent() % 2 == 0) && !p.isConstant();
    }

    private Polynomial conjugate(Polynomial p, int variable) {
        Polynomial[] parts = p.coefficientsIn(variable);
        return parts.length < 2 ? parts[0] : parts[0].minus(parts[1].shifted(variable, 1));
    }

    // New zeros of the denominator are harmless only where the quotient has a true pole: the norm of the numerator has no zero there.
    private boolean keepsDomain(Fraction before, Fraction after) {
        Polynomial rest = after.denominator();
        for (Polynomial common = divisors.of(rest, before.denominator()); !common.isConstant(); common = divisors.of(rest, before.denominator())) {
            rest = rest.dividedExactly(common, budget);
        }
        if (rest.isConstant()) {
            return true;
        }
        Polynomial norm = after.numerator();
        for (int v : relations.keySet()) {
            if (norm.degree(v) > 0) {
                norm = relations.get(v).power == 2 ? times(norm, conjugate(norm, v)) : norm;
            }
        }
        int variable = rest.mainVariable();
        boolean oneVariable = variable >= 0 && rest.with(variable, Rational.ONE).isConstant()
                && norm.coefficientsIn(variable)[0].isConstant() && norm.with(variable, Rational.ONE).isConstant();
        return oneVariable && divisors.of(rest, norm).isConstant();
    }

    /** The expression of a polynomial, term by term. */
    Expression expression(Polynomial p) {
        return new TermWriter(generators, budget).expression(p, Polynomial.one(size()));
    }

    /** Term by term; a denominator of one term, which comes from negative powers such as {@code exp(-x)}, lowers the exponents. */
    Expression expanded(Fraction f) {
        Polynomial below = f.denominator();
        return below.size() == 1 ? new TermWriter(generators, budget).expression(f.numerator(), below)
                : Elementwise.quotient(expression(f.numerator()), expression(below));
    }

    /** The expression of a product of powers. */
    Expression expression(Factorisation f) {
        List<Expression> factors = new ArrayList<>();
        factors.add(Constant.of(f.content()));
        f.factors().forEach(factor -> factors.add(Power.of(expression(factor.base()), factor.exponent())));
        return Product.of(factors);
    }
}
