package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A polynomial in one symbol whose coefficients are rational functions of everything else: an element of a Euclidean ring, made by
 * {@link UnivariateRing}. Immutable.
 *
 * <p>Source: division and Euclid's algorithm over a field, D. E. Knuth, The Art of Computer Programming, volume 2 (3rd ed., 1997), §4.6.1.
 */
public final class Univariate {
    private final UnivariateRing ring;
    private final Fraction[] coefficients; // from power 0 up; the last is not 0

    Univariate(UnivariateRing ring, Fraction[] coefficients) {
        this.ring = ring;
        int length = coefficients.length;
        while (length > 0 && coefficients[length - 1].numerator().isZero()) {
            length--;
        }
        this.coefficients = length == coefficients.length ? coefficients : Arrays.copyOf(coefficients, length);
    }

    /** The ring that it belongs to. */
    public UnivariateRing ring() {
        return ring;
    }

    /** The degree; −1 for 0. */
    public int degree() {
        return coefficients.length - 1;
    }

    /** Whether this is 0. */
    public boolean isZero() {
        return coefficients.length == 0;
    }

    /** The coefficient of a power; 0 beyond the degree. */
    public Expression coefficient(int power) {
        return power < coefficients.length ? ring.expression(coefficients[power]) : Constant.ZERO;
    }

    /** The coefficients from power 0 up to the degree. */
    public List<Expression> coefficients() {
        List<Expression> all = new ArrayList<>();
        for (int power = 0; power < coefficients.length; power++) {
            all.add(coefficient(power));
        }
        return all;
    }

    Fraction at(int power) {
        return power < coefficients.length ? coefficients[power] : ring.zeroFraction();
    }

    private Fraction leading() {
        return coefficients[coefficients.length - 1];
    }

    /** Sum. */
    public Univariate plus(Univariate other) {
        Fraction[] sum = new Fraction[Math.max(coefficients.length, other.coefficients.length)];
        Arrays.setAll(sum, power -> ring.plus(at(power), other.at(power)));
        return new Univariate(ring, sum);
    }

    /** Difference. */
    public Univariate minus(Univariate other) {
        return plus(other.times(ring.fraction(Rational.MINUS_ONE)));
    }

    Univariate times(Fraction factor) {
        return new Univariate(ring, Arrays.stream(coefficients).map(c -> ring.times(c, factor)).toArray(Fraction[]::new));
    }

    /** Product. */
    public Univariate times(Univariate other) {
        if (isZero() || other.isZero()) {
            return new Univariate(ring, new Fraction[0]);
        }
        ring.tick((long) coefficients.length * other.coefficients.length);
        Fraction[] product = new Fraction[coefficients.length + other.coefficients.length - 1];
        Arrays.fill(product, ring.zeroFraction());
        for (int i = 0; i < coefficients.length; i++) {
            for (int j = 0; j < other.coefficients.length; j++) {
                product[i + j] = ring.plus(product[i + j], ring.times(coefficients[i], other.coefficients[j]));
            }
        }
        return new Univariate(ring, product);
    }

    /** A power from 0. */
    public Univariate power(int exponent) {
        Univariate result = ring.one();
        for (int i = 0; i < exponent; i++) {
            result = result.times(this);
        }
        return result;
    }

    /**
     * Quotient and remainder, in an array of these two.
     *
     * @param divisor of the same ring, not 0
     */
    public Univariate[] divide(Univariate divisor) {
        int length = Math.max(0, coefficients.length - divisor.coefficients.length + 1);
        Fraction[] quotient = new Fraction[length];
        Fraction[] rest = coefficients.clone();
        Fraction inverse = ring.inverse(divisor.leading());
        for (int i = length - 1; i >= 0; i--) {
            ring.tick(divisor.coefficients.length);
            Fraction factor = ring.times(rest[i + divisor.degree()], inverse);
            quotient[i] = factor;
            Fraction minus = ring.times(factor, ring.fraction(Rational.MINUS_ONE));
            for (int j = 0; j < divisor.coefficients.length; j++) {
                rest[i + j] = ring.plus(rest[i + j], ring.times(minus, divisor.coefficients[j]));
            }
        }
        return new Univariate[] {new Univariate(ring, quotient), new Univariate(ring, rest)};
    }

    /** This divided by its leading coefficient. */
    public Univariate monic() {
        return isZero() ? this : times(ring.inverse(leading()));
    }

    /** The monic greatest common divisor. */
    public Univariate gcd(Univariate other) {
        Univariate a = this;
        Univariate b = other;
        while (!b.isZero()) {
            Univariate rest = a.divide(b)[1];
            a = b;
            b = rest.monic();
        }
        return a.monic();
    }

    /**
     * The inverse modulo another polynomial, which must have no factor in common with this one.
     *
     * @throws IllegalArgumentException if they have one
     */
    public Univariate inverseModulo(Univariate modulus) {
        Univariate a = modulus;
        Univariate b = divide(modulus)[1];
        Univariate before = ring.zero();
        Univariate now = ring.one();
        while (b.degree() > 0) {
            Univariate[] division = a.divide(b);
            Univariate next = before.minus(division[0].times(now));
            a = b;
            b = division[1];
            before = now;
            now = next;
        }
        if (b.isZero()) {
            throw new IllegalArgumentException("a common factor");
        }
        return now.times(ring.inverse(b.leading())).divide(modulus)[1];
    }

    /** The derivative by the symbol. */
    public Univariate derivative() {
        Fraction[] derivative = new Fraction[Math.max(0, coefficients.length - 1)];
        Arrays.setAll(derivative, power -> ring.times(coefficients[power + 1], ring.fraction(Rational.of(power + 1))));
        return new Univariate(ring, derivative);
    }

    /** The antiderivative without constant. */
    public Univariate antiderivative() {
        Fraction[] raised = new Fraction[coefficients.length + 1];
        raised[0] = ring.zeroFraction();
        for (int power = 0; power < coefficients.length; power++) {
            raised[power + 1] = ring.times(coefficients[power], ring.fraction(Rational.of(1, power + 1L)));
        }
        return new Univariate(ring, raised);
    }

    /** The resultant: 0 exactly if there is a common factor. Both must not be 0. */
    public Expression resultant(Univariate other) {
        Univariate a = this;
        Univariate b = other;
        Fraction result = ring.fraction(Rational.ONE);
        while (b.degree() > 0) {
            Univariate rest = a.divide(b)[1];
            if (rest.isZero()) {
                return Constant.ZERO;
            }
            boolean odd = (a.degree() & b.degree() & 1) == 1;
            Fraction factor = ring.power(b.leading(), a.degree() - rest.degree());
            result = ring.times(result, odd ? ring.times(factor, ring.fraction(Rational.MINUS_ONE)) : factor);
            a = b;
            b = rest;
        }
        return ring.expression(ring.times(result, ring.power(b.leading(), a.degree())));
    }

    /** Irreducible factors over the rationals; those free of the symbol are left out. */
    public List<UnivariateRing.Factor> factors() {
        return ring.factors(this);
    }

    /** The expression, a number in front and the rest over one fraction bar. */
    public Expression expression() {
        if (isZero()) {
            return Constant.ZERO;
        }
        Fraction whole = ring.whole(this);
        Rational content = whole.numerator().content();
        Polynomial primitive = whole.numerator().times(content.reciprocal());
        return Product.of(Constant.of(content), Elementwise.quotient(ring.polynomial(primitive), ring.polynomial(whole.denominator())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Univariate u && minus(u).isZero();
    }

    @Override
    public int hashCode() {
        return coefficients.length;
    }

    @Override
    public String toString() {
        return expression().toString();
    }
}
