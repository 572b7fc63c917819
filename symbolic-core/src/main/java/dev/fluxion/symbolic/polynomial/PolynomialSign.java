package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What sign a small polynomial has for all values of what it is made of, decided with exact numbers: least values of polynomials of degree two in any number
 * of variables, signs of polynomials of one variable on an interval.
 *
 * <p>Source: completing squares (Lagrange's reduction), Sturm's theorem and Yun's square-free decomposition: S. Basu, R. Pollack, M.-F. Roy, Algorithms in
 * Real Algebraic Geometry (2nd ed., 2006), §2.2, §4.3 and §10.1; J. von zur Gathen, J. Gerhard, Modern Computer Algebra (3rd ed., 2013), §14.6.
 */
public final class PolynomialSign {
    private static final int LARGEST = 64; // nodes
    private static final int HIGHEST = 16; // degree
    private static final int MOST_VARIABLES = 8;
    private static final int LONGEST = 256; // bits of a coefficient

    private final Polynomial polynomial;
    private final List<Expression> variables;
    private final Budget budget;

    private PolynomialSign(Polynomial polynomial, List<Expression> variables, Budget budget) {
        this.polynomial = polynomial;
        this.variables = variables;
        this.budget = budget;
    }

    /** An interval of numbers, which its ends belong to or not; an end that is left out is infinite. */
    public record Between(Optional<Rational> low, boolean withLow, Optional<Rational> high, boolean withHigh) {}

    /** The polynomial that a sum is, with rational coefficients and few terms, in symbols or other expressions; nothing if it is none. */
    public static Optional<PolynomialSign> of(Sum sum, Budget budget) {
        List<Expression> nodes = Topology.of(sum).nodes();
        if (nodes.size() > LARGEST || nodes.stream().anyMatch(PolynomialSign::isHigh)) {
            return Optional.empty();
        }
        Ring ring = Ring.of(List.of(sum), Squares.NONE, false, budget);
        boolean plain = ring.size() > 0 && ring.size() <= MOST_VARIABLES
                && ring.generators().stream().noneMatch(generator -> generator.base() instanceof Constant);
        if (!plain) {
            return Optional.empty();
        }
        Fraction fraction = ring.fraction(sum);
        return fraction.denominator().isOne() && !fraction.numerator().isZero() && fraction.numerator().totalDegree() <= HIGHEST && isShort(fraction.numerator())
                ? Optional.of(new PolynomialSign(fraction.numerator(), ring.generators().stream().map(generator -> generator.power(1)).toList(),
                budget)) : Optional.empty();
    }

    private static boolean isShort(Polynomial polynomial) {
        return IntStream.range(0, polynomial.size()).mapToObj(polynomial::coefficient)
                .allMatch(c -> c.numerator().bitLength() <= LONGEST && c.denominator().bitLength() <= LONGEST);
    }

    private static boolean isHigh(Expression node) {
        return !node.isScalar() || node instanceof Power power && power.exponent() instanceof Constant c && c.value() instanceof Rational r
                && r.abs().compareTo(Rational.of(HIGHEST)) > 0;
    }

    /** The least value that a polynomial of degree two takes, whatever its variables are; nothing if there is none, or the degree is another. */
    public Optional<Rational> least() {
        return polynomial.totalDegree() == 2 ? least(1) : Optional.empty();
    }

    /** The greatest value, as {@link #least}. */
    public Optional<Rational> greatest() {
        return polynomial.totalDegree() == 2 ? least(-1).map(Rational::negate) : Optional.empty();
    }

    // Completes one square after the other: what is left when all variables are gone is the least value.
    private Optional<Rational> least(int sign) {
        Rational[][] form = form(sign);
        int n = variables.size();
        for (int k = 0; k < n; k++) {
            if (form[k][k].signum() < 0) {
                return Optional.empty();
            }
            if (form[k][k].signum() == 0) {
                for (int j = k + 1; j <= n; j++) {
                    if (form[k][j].signum() != 0) {
                        return Optional.empty(); // linear in this variable
                    }
                }
                continue;
            }
            for (int i = k + 1; i <= n; i++) {
                Rational factor = form[k][i].dividedBy(form[k][k]);
                for (int j = i; j <= n; j++) {
                    form[i][j] = form[i][j].minus(factor.times(form[k][j]));
                }
            }
        }
        return Optional.of(form[n][n]);
    }

    // The upper half of the matrix of the form in the variables and 1, which comes last.
    private Rational[][] form(int sign) {
        int n = variables.size();
        Rational[][] form = new Rational[n + 1][n + 1];
        for (Rational[] row : form) {
            Arrays.fill(row, Rational.ZERO);
        }
        for (int term = 0; term < polynomial.size(); term++) {
            List<Integer> found = new ArrayList<>();
            for (int v = 0; v < n; v++) {
                for (int times = 0; times < polynomial.exponent(term, v); times++) {
                    found.add(v);
                }
            }
            while (found.size() < 2) {
                found.add(n);
            }
            int i = found.getFirst();
            int j = found.getLast();
            Rational half = i == j ? Rational.of(sign) : Rational.of(sign, 2);
            form[i][j] = form[i][j].plus(polynomial.coefficient(term).times(half));
        }
        return form;
    }

    /**
     * The sign of a polynomial of one variable for all values of it in an interval: 2 if it is positive, 1 if it is not negative, and so on; nothing if
     * it changes or there are several variables.
     *
     * @param between where the values of the variable lie
     */
    public OptionalInt sign(Function<Expression, Between> between) {
        if (variables.size() != 1) {
            return OptionalInt.empty();
        }
        Between range = between.apply(variables.getFirst());
        if (range.low.isPresent() && range.high.isPresent() && range.low.get().compareTo(range.high.get()) >= 0) {
            return OptionalInt.empty();
        }
        Rational[] coefficients = new Rational[polynomial.totalDegree() + 1];
        Arrays.fill(coefficients, Rational.ZERO);
        for (int term = 0; term < polynomial.size(); term++) {
            coefficients[polynomial.exponent(term, 0)] = polynomial.coefficient(term);
        }
        boolean touches = false;
        List<Rational[]> parts = squareFree(coefficients);
        for (int multiplicity = 1; multiplicity <= parts.size(); multiplicity++) {
            Rational[] part = parts.get(multiplicity - 1);
            boolean inside = hasRoot(part, range);
            if (inside && multiplicity % 2 == 1) {
                return OptionalInt.empty();
            }
            touches |= inside;
        }
        SturmSequence sequence = new SturmSequence(List.of(coefficients), budget);
        touches |= range.withLow && sequence.signAt(range.low.orElseThrow()) == 0 || range.withHigh && sequence.signAt(range.high.orElseThrow()) == 0;
        int sign = someSign(sequence, coefficients.length + 1, range);
        return OptionalInt.of(touches ? sign : 2 * sign);
    }

    // Between the ends, which do not count.
    private boolean hasRoot(Rational[] squareFree, Between range) {
        if (squareFree.length == 1) {
            return false;
        }
        SturmSequence sequence = new SturmSequence(List.of(squareFree), budget);
        if (range.low.isEmpty() && range.high.isEmpty()) {
            return sequence.roots() > 0;
        }
        Rational bound = bound(squareFree);
        Rational low = range.low.orElse(bound.negate());
        Rational high = range.high.orElse(bound);
        int roots = low.compareTo(high) < 0 ? sequence.roots(low, high) : 0; // beyond the bound there are none
        return roots - (range.high.isPresent() && sequence.signAt(high) == 0 ? 1 : 0) > 0;
    }

    // Cauchy's: no root is as far from 0.
    private static Rational bound(Rational[] p) {
        Rational largest = Rational.ZERO;
        for (Rational c : p) {
            Rational ratio = c.dividedBy(p[p.length - 1]).abs();
            largest = ratio.compareTo(largest) > 0 ? ratio : largest;
        }
        return largest.plus(Rational.TWO);
    }

    // At the first of more points than there are roots where it is not 0.
    private static int someSign(SturmSequence sequence, int points, Between range) {
        return IntStream.rangeClosed(1, points).map(k -> sequence.signAt(point(k, points + 1, range))).filter(sign -> sign != 0).findFirst().orElseThrow();
    }

    private static Rational point(int k, int parts, Between range) {
        if (range.low.isPresent() && range.high.isPresent()) {
            return range.low.get().plus(range.high.get().minus(range.low.get()).times(Rational.of(k, parts)));
        }
        return range.high.isPresent() ? range.high.get().minus(Rational.of(k)) : range.low.orElse(Rational.ZERO).plus(Rational.of(k));
    }

    // Yun's: the product of part i to the power i + 1 is the polynomial, up to a constant.
    private List<Rational[]> squareFree(Rational[] p) {
        List<Rational[]> parts = new ArrayList<>();
        Rational[] common = gcd(p, SturmSequence.derivative(p));
        Rational[] rest = SturmSequence.divided(p, common, budget)[0];
        while (rest.length > 1) {
            Rational[] next = gcd(common, rest);
            parts.add(SturmSequence.divided(rest, next, budget)[0]);
            common = SturmSequence.divided(common, next, budget)[0];
            rest = next;
        }
        return parts;
    }

    private Rational[] gcd(Rational[] first, Rational[] second) {
        Rational[] a = first;
        Rational[] b = second;
        while (b.length > 0) {
            Rational[] rest = SturmSequence.divided(a, b, budget)[1];
            a = b;
            b = rest;
        }
        Rational leading = a[a.length - 1];
        return Arrays.stream(a).map(c -> c.dividedBy(leading)).toArray(Rational[]::new);
    }
}
