package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A polynomial in a fixed number of variables with rational coefficients: terms without zeros, in descending lexicographic order. Variables
 * are numbered from 0; what they stand for is known to a {@link Ring}. Immutable.
 *
 * <p>Source: S. C. Johnson, Sparse Polynomial Arithmetic (SIGSAM Bulletin 8, 1974).
 */
final class Polynomial {
    private final int variables;
    private final int words;
    private final long[] exponents; // flat: words per term
    private final Rational[] coefficients;

    Polynomial(int variables, long[] exponents, Rational[] coefficients) {
        this.variables = variables;
        this.words = Monomials.words(variables);
        this.exponents = exponents;
        this.coefficients = coefficients;
    }

    /** 0. */
    public static Polynomial zero(int variables) {
        return new Polynomial(variables, new long[0], new Rational[0]);
    }

    /** A number. */
    public static Polynomial constant(int variables, Rational value) {
        return value.signum() == 0 ? zero(variables)
                : new Polynomial(variables, new long[Monomials.words(variables)], new Rational[] {value});
    }

    /** 1. */
    public static Polynomial one(int variables) {
        return constant(variables, Rational.ONE);
    }

    /** A variable to a power. */
    public static Polynomial variable(int variables, int variable, int exponent) {
        long[] packed = new long[Monomials.words(variables)];
        packed[Monomials.word(variable)] = Monomials.field(variable, exponent);
        return new Polynomial(variables, packed, new Rational[] {Rational.ONE});
    }

    /** Number of variables of the ring. */
    public int variables() {
        return variables;
    }

    /** Number of terms. */
    public int size() {
        return coefficients.length;
    }

    /** Whether this is 0. */
    public boolean isZero() {
        return coefficients.length == 0;
    }

    /** Whether this is a number. */
    public boolean isConstant() {
        return isZero() || coefficients.length == 1 && Arrays.stream(exponents).allMatch(word -> word == 0);
    }

    /** Whether this is 1. */
    public boolean isOne() {
        return isConstant() && !isZero() && coefficients[0].equals(Rational.ONE);
    }

    /** The coefficient of a term, counted from the leading one. */
    public Rational coefficient(int term) {
        return coefficients[term];
    }

    /** The exponent of a variable in a term. */
    public int exponent(int term, int variable) {
        return Monomials.exponent(exponents, term * words, variable);
    }

    /** The leading coefficient, 0 for 0. */
    public Rational leadingCoefficient() {
        return isZero() ? Rational.ZERO : coefficients[0];
    }

    /** Degree in a variable; 0 for 0. */
    public int degree(int variable) {
        int degree = 0;
        for (int term = 0; term < size(); term++) {
            degree = Math.max(degree, exponent(term, variable));
        }
        return degree;
    }

    /** Least exponent of a variable; 0 for 0. */
    public int lowDegree(int variable) {
        int low = isZero() ? 0 : Integer.MAX_VALUE;
        for (int term = 0; term < size(); term++) {
            low = Math.min(low, exponent(term, variable));
        }
        return low;
    }

    /** Sum of the exponents of a term. */
    public int totalDegree(int term) {
        int total = 0;
        for (int v = 0; v < variables; v++) {
            total += exponent(term, v);
        }
        return total;
    }

    /** Largest sum of exponents. */
    public int totalDegree() {
        int largest = 0;
        for (int term = 0; term < size(); term++) {
            largest = Math.max(largest, totalDegree(term));
        }
        return largest;
    }

    /** The first variable that occurs, or −1. */
    public int mainVariable() {
        for (int v = 0; v < variables; v++) {
            if (degree(v) > 0) {
                return v;
            }
        }
        return -1;
    }

    /** Sum. */
    public Polynomial plus(Polynomial other) {
        return plus(other, Rational.ONE);
    }

    /** Difference. */
    public Polynomial minus(Polynomial other) {
        return plus(other, Rational.MINUS_ONE);
    }

    private Polynomial plus(Polynomial other, Rational factor) {
        long[] merged = new long[exponents.length + other.exponents.length];
        Rational[] values = new Rational[size() + other.size()];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < size() || j < other.size()) {
            int order = i == size() ? -1 : j == other.size() ? 1
                    : Monomials.compare(exponents, i * words, other.exponents, j * words, words);
            Rational value = order > 0 ? coefficients[i] : order < 0 ? other.coefficients[j].times(factor)
                    : coefficients[i].plus(other.coefficients[j].times(factor));
            System.arraycopy(order >= 0 ? exponents : other.exponents, (order >= 0 ? i : j) * words, merged, count * words, words);
            i += order >= 0 ? 1 : 0;
            j += order <= 0 ? 1 : 0;
            if (value.signum() != 0) {
                values[count++] = value;
            }
        }
        return new Polynomial(variables, Arrays.copyOf(merged, count * words), Arrays.copyOf(values, count));
    }

    /** Product with a number. */
    public Polynomial times(Rational factor) {
        if (factor.signum() == 0) {
            return zero(variables);
        }
        if (factor.equals(Rational.ONE)) {
            return this;
        }
        Rational[] scaled = new Rational[size()];
        Arrays.setAll(scaled, i -> coefficients[i].times(factor));
        return new Polynomial(variables, exponents, scaled);
    }

    /** Product. */
    public Polynomial times(Polynomial other, Budget budget) {
        if (size() > other.size()) {
            return other.times(this, budget);
        }
        for (int v = 0; v < variables; v++) {
            if (degree(v) + other.degree(v) > Monomials.LARGEST_EXPONENT) {
                throw Monomials.tooLarge();
            }
        }
        long[] a = wholes();
        long[] b = a == null ? null : other.wholes();
        boolean small = b != null && bits(a) + bits(b) + Integer.toBinaryString(size()).length() < 63;
        if (small && DenseProduct.pays(this, other)) {
            return new DenseProduct(this, other).of(a, b, budget);
        }
        TermTable table = new TermTable(variables, Math.max(size(), other.size()), small);
        for (int i = 0; i < size(); i++) {
            budget.tick(other.size());
            for (int j = 0; j < other.size(); j++) {
                if (small) {
                    table.add(exponents, i * words, other.exponents, j * words, a[i] * b[j]);
                } else {
                    table.add(exponents, i * words, other.exponents, j * words, coefficients[i].times(other.coefficients[j]));
                }
            }
        }
        return table.polynomial();
    }

    private long[] wholes() {
        long[] values = new long[size()];
        for (int i = 0; i < values.length; i++) {
            if (!coefficients[i].isWhole() || coefficients[i].numerator().bitLength() > 62) {
                return null;
            }
            values[i] = coefficients[i].numerator().longValue();
        }
        return values;
    }

    private static int bits(long[] values) {
        long all = 0;
        for (long value : values) {
            all |= Math.abs(value);
        }
        return 64 - Long.numberOfLeadingZeros(all);
    }

    /** A power from 0. */
    public Polynomial power(int exponent, Budget budget) {
        boolean direct = MultinomialPower.serves(this, exponent);
        Polynomial result = direct ? MultinomialPower.of(this, exponent, budget) : one(variables);
        for (int i = 0; i < exponent && !direct; i++) { // for sparse polynomials cheaper than squaring
            result = result.times(this, budget);
        }
        return result;
    }

    /** Coefficients as a polynomial in one variable, from power 0 to the degree. */
    public Polynomial[] coefficientsIn(int variable) {
        TermTable[] tables = new TermTable[degree(variable) + 1];
        Arrays.setAll(tables, i -> new TermTable(variables, 4, false));
        for (int term = 0; term < size(); term++) {
            int power = exponent(term, variable);
            long[] minus = new long[words];
            minus[Monomials.word(variable)] = -Monomials.field(variable, power);
            tables[power].add(exponents, term * words, minus, 0, coefficients[term]);
        }
        return Arrays.stream(tables).map(TermTable::polynomial).toArray(Polynomial[]::new);
    }

    /** The product with a power of a variable. */
    public Polynomial shifted(int variable, int by) {
        long[] moved = exponents.clone();
        for (int term = 0; term < size(); term++) {
            int changed = exponent(term, variable) + by;
            if (changed > Monomials.LARGEST_EXPONENT) {
                throw Monomials.tooLarge();
            }
            moved[term * words + Monomials.word(variable)] += by < 0 ? -Monomials.field(variable, -by) : Monomials.field(variable, by);
        }
        return new Polynomial(variables, moved, coefficients);
    }

    /** The value with a number in place of a variable. */
    public Polynomial with(int variable, Rational value) {
        TermTable table = new TermTable(variables, size(), false);
        for (int term = 0; term < size(); term++) {
            int power = exponent(term, variable);
            long[] minus = new long[words];
            minus[Monomials.word(variable)] = -Monomials.field(variable, power);
            table.add(exponents, term * words, minus, 0, coefficients[term].times(value.power(power)));
        }
        return table.polynomial();
    }

    /** The derivative by a variable. */
    public Polynomial derivative(int variable) {
        TermTable table = new TermTable(variables, size(), false);
        long[] minus = new long[words];
        minus[Monomials.word(variable)] = -Monomials.field(variable, 1);
        for (int term = 0; term < size(); term++) {
            int power = exponent(term, variable);
            if (power > 0) {
                table.add(exponents, term * words, minus, 0, coefficients[term].times(Rational.of(power)));
            }
        }
        return table.polynomial();
    }

    /** The quotient by a polynomial that is known to divide this one. */
    Polynomial dividedExactly(Polynomial divisor, Budget budget) {
        return Division.exact(this, divisor, budget).orElseThrow(() -> new IllegalStateException(divisor + " does not divide " + this));
    }

    Polynomial leadingTerm() {
        return monomial(0).times(coefficients[0]);
    }

    /** The leading term divided by that of another polynomial, empty where its monomial is no multiple. */
    Optional<Polynomial> leadingQuotient(Polynomial divisor) {
        if (!Monomials.divides(divisor.exponents, 0, exponents, 0, words)) {
            return Optional.empty();
        }
        long[] monomial = Arrays.copyOf(exponents, words);
        for (int w = 0; w < words; w++) {
            monomial[w] -= divisor.exponents[w];
        }
        return Optional.of(new Polynomial(variables, monomial, new Rational[] {coefficients[0].dividedBy(divisor.coefficients[0])}));
    }

    /** A term without its coefficient. */
    Polynomial monomial(int term) {
        return new Polynomial(variables, Arrays.copyOfRange(exponents, term * words, (term + 1) * words), new Rational[] {Rational.ONE});
    }

    /** The sum of single terms that come in descending order. */
    static Polynomial ofTerms(int variables, List<Polynomial> terms) {
        int words = Monomials.words(variables);
        long[] all = new long[terms.size() * words];
        Rational[] values = new Rational[terms.size()];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(terms.get(i).exponents, 0, all, i * words, words);
            values[i] = terms.get(i).coefficients[0];
        }
        return new Polynomial(variables, all, values);
    }

    Polynomial timesTerm(Polynomial term) {
        long[] moved = new long[exponents.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = exponents[i] + term.exponents[i % words];
        }
        return new Polynomial(variables, moved, coefficients).times(term.coefficients[0]);
    }

    /** The positive rational number that leaves whole coefficients without common divisor; 0 for 0. */
    public Rational content() {
        BigInteger numerator = BigInteger.ZERO;
        BigInteger denominator = BigInteger.ONE;
        for (Rational c : coefficients) {
            numerator = Divisors.greatestCommon(numerator, c.numerator());
            denominator = denominator.divide(Divisors.greatestCommon(denominator, c.denominator())).multiply(c.denominator());
        }
        return Rational.of(numerator, denominator);
    }

    /** Whole coefficients without common divisor and a positive leading one. */
    public Polynomial primitive() {
        if (isZero()) {
            return this;
        }
        Rational content = content();
        return times((leadingCoefficient().signum() < 0 ? content.negate() : content).reciprocal());
    }

    /** The largest absolute value of a coefficient. */
    Rational height() {
        Rational largest = Rational.ZERO;
        for (Rational c : coefficients) {
            largest = c.abs().compareTo(largest) > 0 ? c.abs() : largest;
        }
        return largest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Polynomial p && variables == p.variables && Arrays.equals(exponents, p.exponents)
                && Arrays.equals(coefficients, p.coefficients);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(exponents) * 31 + Arrays.hashCode(coefficients);
    }

    /** For failures: variables are v0, v1, …. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int term = 0; term < size(); term++) {
            text.append(term == 0 ? "" : " + ").append(coefficients[term]);
            for (int v = 0; v < variables; v++) {
                text.append(exponent(term, v) == 0 ? "" : "*v" + v + "^" + exponent(term, v));
            }
        }
        return isZero() ? "0" : text.toString();
    }
}
