package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.WrittenOut;
import dev.fluxion.symbolic.WrittenTensors;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Algebra of scalar expressions by way of polynomials. What is no sum, product or whole power is taken as a variable; roots and exponentials
 * are recognised as powers of each other. Work is bounded by a budget.
 *
 * <p>Source: K. O. Geddes, S. R. Czapor, G. Labahn, Algorithms for Computer Algebra (1992), chapters 2, 3 and 8; resultants, J. von zur Gathen,
 * J. Gerhard, Modern Computer Algebra (3rd ed., 2013), §6.3.
 */
public final class Polynomials {
    /** What a division gives: {@code dividend = quotient*divisor + remainder}. */
    public record Division(Expression quotient, Expression remainder) {}

    private Polynomials() {}

    private static Ring ring(boolean splitting, Budget budget, Expression... expressions) {
        return Ring.of(List.of(expressions), Squares.NONE, true, splitting, budget);
    }

    /**
     * Products of sums and whole powers of sums written out; denominators are expanded on their own.
     *
     * @throws FluxionException {@code LIMIT} if the budget is spent
     */
    public static Expression expand(Expression expression, Budget budget) {
        Expression scalar = WrittenTensors.inEntries(WrittenOut.of(requireScalar(expression)));
        if (scalar instanceof Sum s && s.terms().stream().anyMatch(Polynomials::hasDenominator)) {
            return Sum.of(s.terms().stream().map(term -> expand(term, budget)).toList());
        }
        List<Expression> above = new ArrayList<>();
        List<Expression> below = new ArrayList<>();
        split(scalar, above, below);
        Expression product = Product.of(above);
        if (hasDenominator(product)) {
            return scalar; // a fraction inside a power or product of sums: cancel() brings it over one bar
        }
        Expression numerator = SplitPowers.guarded(List.of(product), splitting -> {
            Ring ring = Ring.of(List.of(product), Squares.NONE, false, splitting, budget);
            return ring.expanded(ring.fraction(product));
        });
        if (below.isEmpty()) {
            return numerator;
        }
        Expression divisor = Power.of(expand(Product.of(below), budget), -1);
        List<Expression> terms = numerator instanceof Sum s ? s.terms() : List.of(numerator);
        return Sum.of(terms.stream().map(term -> Product.of(term, divisor)).toList());
    }

    private static boolean hasDenominator(Expression expression) {
        return switch (expression) {
            case Power p -> isNegative(p) || Kernels.wholeExponent(p) != null && hasDenominator(p.base());
            case Product p -> p.factors().stream().anyMatch(Polynomials::hasDenominator);
            case Sum s -> s.terms().stream().anyMatch(Polynomials::hasDenominator);
            case Constant _, Symbol _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    private static boolean isNegative(Power power) {
        return power.exponent() instanceof Constant c && c.value().isInteger() && c.value().signum() < 0;
    }

    private static void split(Expression expression, List<Expression> above, List<Expression> below) {
        switch (expression) {
            case Product p when Kernels.isPlain(p) -> {
                above.add(Constant.of(p.coefficient()));
                p.factors().forEach(factor -> split(factor, above, below));
            }
            case Power p when isNegative(p) -> below.add(Power.of(p, -1));
            default -> above.add(expression);
        }
    }

    /**
     * Irreducible factors over the rationals, of numerator and denominator in lowest terms.
     *
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur, {@code DOMAIN} if it has no value, {@code LIMIT} if the factors are not found:
     * what is given is irreducible
     */
    public static Expression factor(Expression expression, Budget budget) {
        return SplitPowers.guarded(List.of(requireScalar(expression)), splitting -> factor(expression, ring(splitting, budget, expression)));
    }

    private static Expression factor(Expression expression, Ring ring) {
        return ring.isFree() ? new FactoredFraction(ring).of(expression) : factor(ring.fraction(expression), ring);
    }

    private static Expression factor(Fraction any, Ring ring) {
        Fraction fraction = ring.lowest(any);
        Factoring factoring = new Factoring(ring.budget());
        Factorisation above = factoring.factor(fraction.numerator());
        Factorisation below = factoring.factor(fraction.denominator());
        return Elementwise.quotient(ring.expression(above), ring.expression(below));
    }

    /**
     * One fraction in lowest terms, numerator and denominator expanded.
     *
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur, {@code DOMAIN} if it has no value
     */
    public static Expression cancel(Expression expression, Budget budget) {
        return SplitPowers.guarded(List.of(requireScalar(expression)), splitting -> cancel(expression, ring(splitting, budget, expression)));
    }

    private static Expression cancel(Expression expression, Ring ring) {
        Fraction fraction = ring.lowest(ring.fraction(expression));
        return Elementwise.quotient(ring.expression(fraction.numerator()), ring.expression(fraction.denominator()));
    }

    /**
     * One fraction in lowest terms, the denominator in factors.
     *
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur, {@code DOMAIN} if it has no value
     */
    public static Expression together(Expression expression, Budget budget) {
        return SplitPowers.guarded(List.of(requireScalar(expression)), splitting -> together(expression, ring(splitting, budget, expression)));
    }

    private static Expression together(Expression expression, Ring ring) {
        Fraction fraction = ring.lowest(ring.fraction(expression));
        Expression below = ring.expression(new Factoring(ring.budget()).factorQuickly(fraction.denominator()));
        return Elementwise.quotient(ring.expression(fraction.numerator()), below);
    }

    /**
     * What decides the sign of a polynomial: its factors of odd multiplicity, once each, with the sign of its content. Where it is not 0, the polynomial
     * has the same sign.
     *
     * @throws FluxionException {@code UNSUPPORTED} if it is no polynomial
     */
    public static Expression withoutSquares(Expression expression, Budget budget) {
        Ring ring = ring(true, budget, requireScalar(expression));
        Factorisation parts = new Factoring(budget).squareFree(requireWhole(ring, expression));
        if (parts.factors().stream().allMatch(factor -> factor.exponent() == 1)) {
            return expression;
        }
        List<Factorisation.Factor> odd = parts.factors().stream().filter(factor -> factor.exponent() % 2 != 0)
                .map(factor -> new Factorisation.Factor(factor.base(), 1)).toList();
        return ring.expression(new Factorisation(Rational.of(parts.content().signum()), odd));
    }

    /**
     * A sum over powers of a symbol whose coefficients are free of it.
     *
     * @throws FluxionException {@code UNSUPPORTED} if it is no polynomial in the symbol
     */
    public static Expression collect(Expression expression, Symbol symbol, Budget budget) {
        return SplitPowers.guarded(List.of(requireScalar(expression)), splitting -> collect(expression, symbol, ring(splitting, budget, expression, symbol)));
    }

    private static Expression collect(Expression expression, Symbol symbol, Ring ring) {
        Fraction fraction = ring.lowest(ring.fraction(expression));
        int variable = requirePolynomial(ring, fraction, symbol, expression);
        Expression below = ring.expression(fraction.denominator());
        Polynomial[] coefficients = fraction.numerator().coefficientsIn(variable);
        List<Expression> terms = new ArrayList<>();
        for (int power = 0; power < coefficients.length; power++) {
            Expression coefficient = Elementwise.quotient(ring.expression(coefficients[power]), below);
            terms.add(Product.of(coefficient, Power.of(symbol, power)));
        }
        return Sum.of(terms);
    }

    private static int requirePolynomial(Ring ring, Fraction fraction, Symbol symbol, Expression expression) {
        int variable = ring.indexOf(symbol);
        boolean hidden = false;
        for (int v = 0; v < ring.size(); v++) {
            Generator g = ring.generators().get(v);
            boolean used = fraction.numerator().degree(v) > 0 || fraction.denominator().degree(v) > 0;
            hidden |= v != variable && used && (mentions(g.base(), symbol) || mentions(g.rest(), symbol));
        }
        if (variable < 0 || hidden || fraction.denominator().degree(variable) > 0) {
            throw FluxionException.unsupported(expression + " is no polynomial in " + symbol.name());
        }
        return variable;
    }

    /** Whether a symbol occurs in an expression. */
    public static boolean mentions(Expression expression, Symbol symbol) {
        Set<Expression> seen = new LinkedHashSet<>();
        List<Expression> pending = new ArrayList<>(List.of(expression));
        while (!pending.isEmpty()) {
            Expression next = pending.removeLast();
            if (next.equals(symbol)) {
                return true;
            }
            if (seen.add(next)) {
                pending.addAll(next.operands());
            }
        }
        return false;
    }

    /**
     * Greatest common divisor of two polynomials; of two numbers, their divisor as fractions.
     *
     * @throws FluxionException {@code UNSUPPORTED} if one of them is no polynomial
     */
    public static Expression gcd(Expression first, Expression second, Budget budget) {
        Ring ring = ring(true, budget, requireScalar(first), requireScalar(second));
        Polynomial a = requireWhole(ring, first);
        Polynomial b = requireWhole(ring, second);
        Rational content = Rational.gcd(a.content(), b.content());
        return ring.expression(ring.divisors().of(a, b).times(content));
    }

    private static Polynomial requireWhole(Ring ring, Expression expression) {
        Fraction fraction = ring.fraction(expression);
        if (!fraction.denominator().isConstant()) {
            throw FluxionException.unsupported(expression + " is no polynomial");
        }
        return fraction.numerator().times(fraction.denominator().leadingCoefficient().reciprocal());
    }

    /**
     * Division with remainder of polynomials in a symbol; coefficients may be rational functions of the rest.
     *
     * @throws FluxionException {@code UNSUPPORTED} if one of them is no polynomial in the symbol, {@code DOMAIN} if the divisor is 0
     */
    public static Division quotientRemainder(Expression dividend, Expression divisor, Symbol symbol, Budget budget) {
        Ring ring = ring(false, budget, requireScalar(dividend), requireScalar(divisor), symbol);
        Fraction a = ring.lowest(ring.fraction(dividend));
        Fraction b = ring.lowest(ring.fraction(divisor));
        int variable = requirePolynomial(ring, a, symbol, dividend);
        requirePolynomial(ring, b, symbol, divisor);
        if (b.numerator().isZero()) {
            Power.of(Constant.ZERO, -1); // says so
        }
        int degree = b.numerator().degree(variable);
        Polynomial leading = b.numerator().coefficientsIn(variable)[degree];
        List<Expression> quotient = new ArrayList<>();
        Fraction rest = a;
        while (!rest.numerator().isZero() && rest.numerator().degree(variable) >= degree) {
            int by = rest.numerator().degree(variable) - degree;
            Polynomial head = rest.numerator().coefficientsIn(variable)[by + degree];
            // rest - head*x^by/(leading*d) * b: the numerators alone, over the common denominator leading*d
            Polynomial numerator = rest.numerator().times(leading, budget)
                    .minus(b.numerator().times(head, budget).shifted(variable, by));
            Fraction term = ring.lowest(new Fraction(head.times(b.denominator(), budget).shifted(variable, by),
                    leading.times(rest.denominator(), budget)));
            quotient.add(quotient(ring, term));
            rest = ring.lowest(new Fraction(numerator, rest.denominator().times(leading, budget)));
        }
        return new Division(Sum.of(quotient), quotient(ring, rest));
    }

    private static Expression quotient(Ring ring, Fraction fraction) {
        return Elementwise.quotient(ring.expression(fraction.numerator()), ring.expression(fraction.denominator()));
    }

    /**
     * Forms of the same function, among which a simplifier chooses: over one fraction bar in lowest terms, numerator and denominator each expanded,
     * square-free and in factors, with and without roots in the denominator.
     *
     * @param squares kernels whose square is known
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur
     */
    public static Set<Expression> forms(Expression expression, Squares squares, Budget budget) {
        if (!SplitPowers.areIn(requireScalar(expression))) {
            return forms(expression, Ring.of(List.of(expression), squares, budget));
        }
        Set<Expression> forms = forms(expression, Ring.of(List.of(expression), squares, true, false, budget));
        SplitPowers.attempt(() -> forms(expression, Ring.of(List.of(expression), squares, budget)))
                .ifPresent(split -> split.stream().filter(form -> SplitPowers.keeps(List.of(expression), form)).forEach(forms::add));
        return forms;
    }

    private static Set<Expression> forms(Expression expression, Ring ring) {
        Fraction plain = ring.lowest(ring.fraction(expression));
        Set<Expression> forms = new LinkedHashSet<>();
        addForms(ring, plain, forms);
        Fraction rational = ring.rationalised(plain);
        if (!rational.equals(plain)) {
            addForms(ring, rational, forms);
        }
        return forms;
    }

    private static void addForms(Ring ring, Fraction fraction, Set<Expression> forms) {
        Set<Expression> above = forms(ring, fraction.numerator());
        Set<Expression> below = forms(ring, fraction.denominator());
        for (Expression numerator : above) {
            for (Expression denominator : below) {
                forms.add(Elementwise.quotient(numerator, denominator));
            }
        }
        if (!fraction.denominator().isConstant() && fraction.numerator().size() > 1) {
            forms.add(Sum.of(termsOver(ring, fraction)));
        }
    }

    // (x+1)/x is 1 + 1/x
    private static List<Expression> termsOver(Ring ring, Fraction fraction) {
        List<Expression> terms = new ArrayList<>();
        for (int term = 0; term < fraction.numerator().size(); term++) {
            Polynomial single = fraction.numerator().monomial(term).times(fraction.numerator().coefficient(term));
            terms.add(quotient(ring, ring.lowest(new Fraction(single, fraction.denominator()))));
        }
        return terms;
    }

    private static Set<Expression> forms(Ring ring, Polynomial p) {
        Set<Expression> forms = new LinkedHashSet<>();
        forms.add(ring.expression(p));
        if (p.size() > 1) {
            Factoring factoring = new Factoring(ring.budget());
            forms.add(Product.of(Constant.of(p.content()), ring.expression(p.times(p.content().reciprocal()))));
            forms.add(ring.expression(factoring.squareFree(p)));
            forms.add(ring.expression(factoring.factorQuickly(p)));
        }
        return forms;
    }

    /** Whether two expressions are the same rational function of their kernels: certainly equal if so. */
    public static boolean areEqual(Expression first, Expression second, Squares squares, Budget budget) {
        Expression difference = Elementwise.difference(first, second);
        Ring ring = Ring.of(List.of(difference), squares, budget);
        return ring.fraction(difference).numerator().isZero();
    }

    private static Expression requireScalar(Expression expression) {
        if (!expression.isScalar()) {
            throw FluxionException.unsupported("polynomial algebra of tensors");
        }
        return expression;
    }
}
