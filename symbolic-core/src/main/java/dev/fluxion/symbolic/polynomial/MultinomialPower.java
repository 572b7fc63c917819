package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Rational;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Powers of a polynomial no two products of whose monomials are equal: each term of the power is written once, none is searched for. That is so where the
 * exponent vectors are affinely independent, as those of {@code x+y+z+1} are.
 *
 * <p>Source: the multinomial theorem, R. L. Graham, D. E. Knuth, O. Patashnik, Concrete Mathematics (2nd ed., 1994), §5.1.
 */
final class MultinomialPower {
    private static final long PRIME = 2_147_483_647; // vectors that are independent modulo a prime are so over the rationals
    private static final int MOST_TERMS = 1 << 20;
    private static final int MOST_SUMMANDS = 64; // a level of recursion each
    private static final long LOOKS = 64; // of 1,024 terms: each may be of thousands of digits
    private static final int MOST_FACTORS = 200; // of which there is a triangle of binomial coefficients, but for two summands one row alone

    private final Polynomial base;
    private final Budget budget;
    private final int words;
    private final long[][] monomials; // by summand and exponent, words each
    private final Rational[][] powers; // of the coefficients, by summand and exponent
    private final Rational[][] choices; // binomial coefficients, made as they are asked for
    private final long[] exponents;
    private final Rational[] coefficients;
    private int count;

    private MultinomialPower(Polynomial base, int exponent, int terms, Budget budget) {
        this.base = base;
        this.budget = budget;
        this.words = Monomials.words(base.variables());
        this.monomials = new long[base.size()][(exponent + 1) * words];
        this.powers = new Rational[base.size()][exponent + 1];
        this.choices = new Rational[exponent + 1][];
        this.exponents = new long[terms * words];
        this.coefficients = new Rational[terms];
        for (int summand = 0; summand < base.size(); summand++) {
            budget.tick(exponent);
            for (int k = 0; k <= exponent; k++) {
                powers[summand][k] = k == 0 ? Rational.ONE : powers[summand][k - 1].times(base.coefficient(summand));
                for (int v = 0; v < base.variables(); v++) {
                    monomials[summand][k * words + Monomials.word(v)] += Monomials.field(v, base.exponent(summand, v) * k);
                }
            }
        }
    }

    private Rational[] choices(int n) {
        if (choices[n] == null) {
            budget.tick(n);
            choices[n] = new Rational[n + 1];
            choices[n][0] = Rational.ONE;
            for (int k = 1; k <= n; k++) {
                Interruption.check(k * LOOKS);
                choices[n][k] = k > n / 2 ? choices[n][n - k] : choices[n][k - 1].times(Rational.of(n - k + 1L, k));
            }
        }
        return choices[n];
    }

    /** Whether the power has one term for each way to choose its factors, and not too many of them. */
    static boolean serves(Polynomial base, int exponent) {
        return exponent > 1 && (exponent <= MOST_FACTORS || base.size() == 2) && base.size() > 1 && base.size() <= Math.min(MOST_SUMMANDS, base.variables() + 1)
                && terms(base.size(), exponent) <= MOST_TERMS && isIndependent(base);
    }

    static Polynomial of(Polynomial base, int exponent, Budget budget) {
        for (int v = 0; v < base.variables(); v++) {
            if ((long) base.degree(v) * exponent > Monomials.LARGEST_EXPONENT) {
                throw Monomials.tooLarge();
            }
        }
        int terms = (int) terms(base.size(), exponent);
        budget.tick(terms);
        MultinomialPower power = new MultinomialPower(base, exponent, terms, budget);
        power.write(0, exponent, new long[power.words], Rational.ONE);
        return power.polynomial();
    }

    // The binomial coefficient of exponent + size - 1 over size - 1, or more than the most.
    private static long terms(int size, int exponent) {
        long result = 1;
        for (int i = 1; i < size && result <= MOST_TERMS; i++) {
            result = result * (exponent + i) / i;
        }
        return result;
    }

    private static boolean isIndependent(Polynomial base) {
        long[][] rows = IntStream.range(1, base.size()).mapToObj(term -> IntStream.range(0, base.variables())
                .mapToLong(v -> Math.floorMod(base.exponent(term, v) - base.exponent(0, v), PRIME)).toArray()).toArray(long[][]::new);
        int rank = 0;
        for (int column = 0; column < base.variables() && rank < rows.length; column++) {
            int pivot = rank;
            while (pivot < rows.length && rows[pivot][column] == 0) {
                pivot++;
            }
            if (pivot < rows.length) {
                long[] row = rows[pivot];
                rows[pivot] = rows[rank];
                rows[rank++] = row;
                for (int below = rank; below < rows.length; below++) {
                    eliminate(row, rows[below], column);
                }
            }
        }
        return rank == rows.length;
    }

    // Without division: both rows are scaled.
    private static void eliminate(long[] row, long[] from, int column) {
        long factor = from[column];
        for (int v = 0; v < row.length; v++) {
            from[v] = Math.floorMod(from[v] * row[column] - Math.floorMod(factor * row[v], PRIME), PRIME);
        }
    }

    // What the factors that are left choose among this summand and those after it.
    private void write(int summand, int left, long[] monomial, Rational coefficient) {
        if (summand == base.size() - 1) {
            Interruption.check(count * LOOKS);
            add(monomial, monomials[summand], left, exponents, count * words);
            coefficients[count++] = coefficient.times(powers[summand][left]);
            return;
        }
        budget.tick(left + 1L);
        long[] next = new long[words];
        Rational[] ways = choices(left);
        for (int k = left; k >= 0; k--) {
            add(monomial, monomials[summand], k, next, 0);
            write(summand + 1, left - k, next, coefficient.times(ways[k]).times(powers[summand][k]));
        }
    }

    private void add(long[] monomial, long[] factors, int power, long[] to, int offset) {
        for (int w = 0; w < words; w++) {
            to[offset + w] = monomial[w] + factors[power * words + w];
        }
    }

    private Polynomial polynomial() {
        if (IntStream.range(1, count).allMatch(i -> compare(i - 1, i) > 0)) {
            return new Polynomial(base.variables(), exponents, coefficients);
        }
        int[] order = IntStream.range(0, count).boxed().sorted((a, b) -> compare(b, a)).mapToInt(Integer::intValue).toArray();
        long[] sorted = new long[exponents.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(exponents, order[i] * words, sorted, i * words, words);
        }
        return new Polynomial(base.variables(), sorted, Arrays.stream(order).mapToObj(i -> coefficients[i]).toArray(Rational[]::new));
    }

    private int compare(int a, int b) {
        return Monomials.compare(exponents, a * words, exponents, b * words, words);
    }
}
