package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Structure;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the generators over which expressions are polynomials or rational functions.
 *
 * <p>Source: by definition: generators of the algebra that the expressions span.
 */
final class Kernels {
    /** {@code base^rest}, up to a rational factor of the exponent. */
    record Key(Expression base, Expression rest) {}

    /** {@code key^multiple}, one factor of a power. */
    record Part(Key key, Rational multiple) {}

    static final int LARGEST_POWER = Monomials.LARGEST_EXPONENT;
    private static final int LARGEST_PRIME = 5_000;

    private final Squares squares;
    private final Budget budget;
    private final boolean splitting;
    private final Map<Key, Rational> units = new HashMap<>();
    private final Set<Expression> seen = new HashSet<>();

    /** @param splitting whether {@code x^(n + 1)} is {@code x^n*x}, which may have no value where {@code x} is 0 */
    Kernels(Squares squares, boolean splitting, Budget budget) {
        this.squares = squares;
        this.splitting = splitting;
        this.budget = budget;
    }

    /** Generators in an order that depends on structure alone; those whose square is known come first, so that they are eliminated. */
    List<Generator> generators() {
        List<Generator> found = new ArrayList<>();
        units.forEach((key, unit) -> found.add(new Generator(key.base, key.rest, unit)));
        Comparator<Generator> order = Comparator.comparing(Kernels::isSimple);
        found.sort(order.thenComparing(Generator::base, Structure.ORDER).thenComparing(Generator::rest, Structure.ORDER));
        return found;
    }

    private static boolean isSimple(Generator generator) {
        return generator.base() instanceof Symbol;
    }

    void collect(Expression expression) {
        if (!seen.add(expression)) {
            return;
        }
        budget.tick(1);
        switch (expression) {
            case Constant c when c.value().isExact() -> { }
            case Sum s -> s.terms().forEach(this::collect);
            case Product p when isPlain(p) -> p.factors().forEach(this::collect);
            case Power p when wholeExponent(p) != null -> collect(p.base());
            default -> parts(expression, splitting).forEach(this::enter);
        }
    }

    private void enter(Part part) {
        Key key = part.key;
        Rational unit = key.rest.equals(Constant.ONE) ? Rational.gcd(Rational.ONE, part.multiple) : part.multiple.abs();
        units.merge(key, unit, Rational::gcd);
        if (key.rest.equals(Constant.ONE) && !unit.equals(Rational.ONE) && isComposite(key.base)) {
            collect(key.base);
        }
        squares.of(key.base).ifPresent(this::collect);
    }

    static boolean isPlain(Product product) {
        return product.isScalar() && !product.isContraction() && product.coefficient().isExact();
    }

    static boolean isComposite(Expression base) {
        return base instanceof Sum || base instanceof Product || base instanceof Power || base instanceof Constant;
    }

    /** The exponent if it is a whole number of moderate size, else {@code null}. */
    static Integer wholeExponent(Power power) {
        return power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt()
                && Math.abs((long) r.intValue()) <= LARGEST_POWER ? (Integer) r.intValue() : null;
    }

    /** An expression that is no sum, product or whole power, as a product of powers of keys. */
    static List<Part> parts(Expression expression, boolean splitting) {
        return switch (expression) {
            case Power p -> parts(p.base(), p.exponent(), splitting);
            case Apply a when a.operator() == Elementary.EXPONENTIAL -> parts(Symbol.E, a.operand(), splitting);
            default -> List.of(new Part(new Key(expression, Constant.ONE), Rational.ONE));
        };
    }

    private static List<Part> parts(Expression base, Expression exponent, boolean splitting) {
        List<Part> parts = new ArrayList<>();
        boolean positive = isPositive(base);
        if (!positive && !(exponent instanceof Constant)) {
            return splitting ? wholePart(base, exponent) : List.of(part(base, exponent, Rational.ONE));
        }
        for (Expression term : exponent instanceof Sum s ? s.terms() : List.of(exponent)) {
            if (base instanceof Constant c && positive) {
                primes((Rational) c.value()).forEach((prime, times) -> parts.add(part(Constant.of(prime), term, Rational.of(times))));
            } else {
                parts.add(part(base, term, Rational.ONE));
            }
        }
        return parts;
    }

    static boolean isPositive(Expression base) {
        return base.equals(Symbol.E) || base instanceof Constant c && c.value().isExact() && c.value().signum() > 0;
    }

    // For a base of unknown sign only whole numbers leave the exponent: x^(a+b) may be real where x^a is not.
    private static List<Part> wholePart(Expression base, Expression exponent) {
        if (exponent instanceof Sum s) {
            for (Expression term : s.terms()) {
                if (term instanceof Constant c && c.value().isInteger()) {
                    Expression others = Sum.of(s, Constant.of(c.value().negate()));
                    return List.of(part(base, others, Rational.ONE), part(base, c, Rational.ONE));
                }
            }
        }
        return List.of(part(base, exponent, Rational.ONE));
    }

    private static Part part(Expression base, Expression term, Rational times) {
        return switch (term) {
            case Constant c when c.value() instanceof Rational r -> new Part(new Key(base, Constant.ONE), r.times(times));
            case Product p when p.coefficient() instanceof Rational r ->
                    new Part(new Key(base, p.withCoefficient(Rational.ONE)), r.times(times));
            default -> new Part(new Key(base, term), times);
        };
    }

    private static Map<Rational, Integer> primes(Rational value) {
        Map<Rational, Integer> found = new HashMap<>();
        primes(value.numerator(), 1, found);
        primes(value.denominator(), -1, found);
        return found;
    }

    private static void primes(BigInteger value, int sign, Map<Rational, Integer> into) {
        BigInteger rest = value;
        for (int trial = 2; trial <= LARGEST_PRIME && rest.compareTo(BigInteger.ONE) > 0; trial += trial == 2 ? 1 : 2) {
            BigInteger prime = BigInteger.valueOf(trial);
            for (BigInteger[] both = rest.divideAndRemainder(prime); both[1].signum() == 0; both = rest.divideAndRemainder(prime)) {
                into.merge(Rational.of(prime, BigInteger.ONE), sign, Integer::sum);
                rest = both[0];
            }
        }
        if (rest.compareTo(BigInteger.ONE) > 0) {
            into.merge(Rational.of(rest, BigInteger.ONE), sign, Integer::sum);
        }
    }
}
