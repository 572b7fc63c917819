package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * A polynomial in one variable with whole coefficients, all of them kept, from power 0 up to the degree; 0 has none. Immutable.
 *
 * <p>Source: D. E. Knuth, The Art of Computer Programming, volume 2 (3rd ed., 1997), §4.6.
 */
final class Whole {
    private final BigInteger[] coefficients;

    Whole(BigInteger... coefficients) {
        int length = coefficients.length;
        while (length > 0 && coefficients[length - 1].signum() == 0) {
            length--;
        }
        this.coefficients = Arrays.copyOf(coefficients, length);
    }

    /** Of a polynomial with whole coefficients that has no other variable. */
    static Whole of(Polynomial p, int variable) {
        BigInteger[] all = new BigInteger[p.degree(variable) + 1];
        Arrays.fill(all, BigInteger.ZERO);
        for (int term = 0; term < p.size(); term++) {
            all[p.exponent(term, variable)] = p.coefficient(term).numerator();
        }
        return new Whole(all);
    }

    Polynomial polynomial(int variables, int variable) {
        TermTable table = new TermTable(variables, coefficients.length, false);
        long[] packed = new long[Monomials.words(variables)];
        for (int power = 0; power < coefficients.length; power++) {
            if (coefficients[power].signum() != 0) {
                packed[Monomials.word(variable)] = Monomials.field(variable, power);
                table.add(packed, 0, new long[packed.length], 0, Rational.of(coefficients[power], BigInteger.ONE));
            }
        }
        return table.polynomial();
    }

    int degree() {
        return coefficients.length - 1;
    }

    BigInteger at(int power) {
        return coefficients[power];
    }

    BigInteger leading() {
        return coefficients[coefficients.length - 1];
    }

    Whole times(Whole other, Budget budget) {
        BigInteger[] product = new BigInteger[coefficients.length + other.coefficients.length - 1];
        Arrays.fill(product, BigInteger.ZERO);
        for (int i = 0; i < coefficients.length; i++) {
            budget.tick(other.coefficients.length);
            for (int j = 0; j < other.coefficients.length && coefficients[i].signum() != 0; j++) {
                product[i + j] = product[i + j].add(coefficients[i].multiply(other.coefficients[j]));
            }
        }
        return new Whole(product);
    }

    Whole plus(Whole other) {
        BigInteger[] sum = Arrays.copyOf(coefficients, Math.max(coefficients.length, other.coefficients.length));
        for (int i = 0; i < sum.length; i++) {
            BigInteger left = i < coefficients.length ? coefficients[i] : BigInteger.ZERO;
            sum[i] = i < other.coefficients.length ? left.add(other.coefficients[i]) : left;
        }
        return new Whole(sum);
    }

    /** With coefficients from 0 up to a modulus. */
    Whole modulo(BigInteger modulus) {
        return new Whole(Arrays.stream(coefficients).map(c -> c.mod(modulus)).toArray(BigInteger[]::new));
    }

    /** With coefficients about 0, of which a modulus is known. */
    Whole symmetric(BigInteger modulus) {
        return new Whole(Arrays.stream(coefficients).map(c -> symmetric(c, modulus)).toArray(BigInteger[]::new));
    }

    static BigInteger symmetric(BigInteger number, BigInteger modulus) {
        BigInteger residue = number.mod(modulus);
        return residue.shiftLeft(1).compareTo(modulus) > 0 ? residue.subtract(modulus) : residue;
    }

    Whole times(BigInteger factor) {
        return new Whole(Arrays.stream(coefficients).map(factor::multiply).toArray(BigInteger[]::new));
    }

    /** Without common divisor and with a positive leading coefficient. */
    Whole primitive() {
        BigInteger content = BigInteger.ZERO;
        for (BigInteger c : coefficients) {
            content = Divisors.greatestCommon(content, c);
        }
        BigInteger divisor = leading().signum() < 0 ? content.negate() : content;
        return dividedBy(divisor);
    }

    /** With coefficients divided by a number that divides all of them. */
    Whole dividedBy(BigInteger divisor) {
        return new Whole(Arrays.stream(coefficients).map(c -> c.divide(divisor)).toArray(BigInteger[]::new));
    }

    /** The quotient, if it has whole coefficients and nothing remains. */
    Optional<Whole> dividedBy(Whole divisor, Budget budget) {
        if (divisor.degree() > degree()) {
            return Optional.empty();
        }
        BigInteger[] rest = coefficients.clone();
        BigInteger[] quotient = new BigInteger[degree() - divisor.degree() + 1];
        for (int i = quotient.length - 1; i >= 0; i--) {
            BigInteger[] division = rest[i + divisor.degree()].divideAndRemainder(divisor.leading());
            if (division[1].signum() != 0) {
                return Optional.empty();
            }
            quotient[i] = division[0];
            budget.tick(quotient[i].signum() == 0 ? 1 : divisor.coefficients.length);
            for (int j = 0; j <= divisor.degree() && quotient[i].signum() != 0; j++) {
                rest[i + j] = divisor.coefficients[j].signum() == 0 ? rest[i + j] : rest[i + j].subtract(quotient[i].multiply(divisor.coefficients[j]));
            }
        }
        return Arrays.stream(rest).allMatch(c -> c.signum() == 0) ? Optional.of(new Whole(quotient)) : Optional.empty();
    }

    long[] residues(long prime) {
        BigInteger modulus = BigInteger.valueOf(prime);
        return Residues.trimmed(Arrays.stream(coefficients).mapToLong(c -> c.mod(modulus).longValue()).toArray());
    }

    /** The sum of the squares of the coefficients. */
    BigInteger squares() {
        return Arrays.stream(coefficients).map(c -> c.multiply(c)).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The largest k of which all exponents are multiples; 0 for a number. */
    int step() {
        int step = 0;
        for (int power = 1; power < coefficients.length; power++) {
            step = coefficients[power].signum() == 0 ? step : BigInteger.valueOf(step).gcd(BigInteger.valueOf(power)).intValue();
        }
        return step;
    }

    /** f(x) of an f(x^k). */
    Whole deflated(int k) {
        BigInteger[] few = new BigInteger[degree() / k + 1];
        Arrays.setAll(few, i -> coefficients[i * k]);
        return new Whole(few);
    }

    /** f(x^k). */
    Whole inflated(int k) {
        BigInteger[] many = new BigInteger[degree() * k + 1];
        Arrays.setAll(many, i -> i % k == 0 ? coefficients[i / k] : BigInteger.ZERO);
        return new Whole(many);
    }
}
