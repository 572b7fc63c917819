package dev.fluxion.symbolic.operator;

import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.Functions;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.precise.SpecialFunctions;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table's column of guaranteed bounds: functions of intervals to any number of bits. What is left out here is a formula of these.
 *
 * <p>Source: the definitions of the functions by others, DLMF §4.14, §4.23, §4.28 and §4.37.
 */
public final class Enclosing {
    /** Bounds of the value at operands within bounds, rounded to so many bits. */
    @FunctionalInterface
    public interface Of {
        /** May throw {@link NotEnclosed}. */
        Enclosure value(List<Enclosure> operands, int bits);
    }

    @FunctionalInterface
    private interface OfOne {
        Enclosure value(Enclosure x, int bits);
    }

    private static final Map<String, Of> COLUMN = new HashMap<>();

    static {
        one("exp", Functions::exp);
        one("log", Functions::log);
        one("sin", Functions::sin);
        one("cos", Functions::cos);
        one("tan", (x, b) -> tangent(x, b));
        one("atan", Functions::atan);
        one("asin", Functions::asin);
        one("acos", (x, b) -> Functions.pi(b + 8).shifted(-1).minus(Functions.asin(x, b + 8), b));
        one("cbrt", Enclosing::cubeRoot);
        one("abs", (x, b) -> x.abs());
        one("sign", (x, b) -> Enclosure.between(Dyadic.of(x.low().signum()), Dyadic.of(x.high().signum())));
        one("floor", (x, b) -> new Enclosure(floor(x.low()), floor(x.high())));
        one("ceil", (x, b) -> new Enclosure(floor(x.low().negate()).negate(), floor(x.high().negate()).negate()));
        one("round", (x, b) -> new Enclosure(rounded(x.low()), rounded(x.high())));
        one("heaviside", (x, b) -> Enclosure.between(Dyadic.of((1 + x.low().signum()) / 2.0), Dyadic.of((1 + x.high().signum()) / 2.0)));
        one("relu", (x, b) -> new Enclosure(larger(x.low(), Dyadic.ZERO), larger(x.high(), Dyadic.ZERO)));
        one("relu'", (x, b) -> Enclosure.between(Dyadic.of(x.low().signum() > 0 ? 1 : 0), Dyadic.of(x.high().signum() > 0 ? 1 : 0)));
        one("sinh", (x, b) -> Functions.exp(x, b + 8).minus(Functions.exp(x.negate(), b + 8), b + 8).shifted(-1));
        one("cosh", Enclosing::hyperbolicCosine);
        one("tanh", Enclosing::hyperbolicTangent);
        one("sigmoid", (x, b) -> Enclosure.ONE.over(Enclosure.ONE.plus(Functions.exp(x.negate(), b + 8), b + 8), b));
        one("erf", SpecialFunctions::erf);
        one("erfc", SpecialFunctions::erfc);
        one("gamma", SpecialFunctions::gamma);
        one("lgamma", SpecialFunctions::lgamma);
        one("digamma", SpecialFunctions::digamma);
        COLUMN.put("max", (x, b) -> x.stream().reduce((p, q) -> new Enclosure(larger(p.low(), q.low()), larger(p.high(), q.high()))).orElseThrow());
        COLUMN.put("min", (x, b) -> x.stream().map(Enclosure::negate)
                .reduce((p, q) -> new Enclosure(larger(p.low(), q.low()), larger(p.high(), q.high()))).orElseThrow().negate());
    }

    private Enclosing() {}

    private static void one(String name, OfOne function) {
        COLUMN.put(name, (operands, bits) -> function.value(operands.getFirst(), bits));
    }

    /** The bounds of a row's function, if it has them. */
    public static Optional<Of> of(Operator row) {
        return Optional.ofNullable(COLUMN.get(row.name()));
    }

    private static Dyadic larger(Dyadic a, Dyadic b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Dyadic floor(Dyadic x) {
        return new Dyadic(x.floor(), 0);
    }

    // Ties go to the even neighbour.
    private static Dyadic rounded(Dyadic x) {
        BigInteger below = x.floor();
        int half = x.minus(new Dyadic(below, 0)).compareTo(Dyadic.of(0.5));
        return new Dyadic(half > 0 || half == 0 && below.testBit(0) ? below.add(BigInteger.ONE) : below, 0);
    }

    private static Enclosure tangent(Enclosure x, int bits) {
        int b = bits + 16;
        if (x.isPoint()) {
            return Functions.sin(x, b).over(Functions.cos(x, b), bits);
        }
        if (Functions.cos(x, b).holdsZero()) {
            throw new NotEnclosed("the tangent near a pole");
        }
        return new Enclosure(tangent(Enclosure.exactly(x.low()), bits).low(), tangent(Enclosure.exactly(x.high()), bits).high());
    }

    private static Enclosure cubeRoot(Enclosure x, int bits) {
        return new Enclosure(cubeRoot(x.low(), bits).low(), cubeRoot(x.high(), bits).high());
    }

    private static Enclosure cubeRoot(Dyadic x, int bits) {
        if (x.signum() == 0) {
            return Enclosure.ZERO;
        }
        int b = bits + 16;
        Enclosure root = Functions.exp(Functions.log(Enclosure.exactly(x.abs()), b).over(Enclosure.of(3), b), bits);
        return x.signum() > 0 ? root : root.negate();
    }

    // Even, least at 0: the bounds are at the ends.
    private static Enclosure hyperbolicCosine(Enclosure x, int bits) {
        Enclosure size = x.abs();
        Enclosure low = hyperbolicCosine(size.low(), bits);
        return low.or(hyperbolicCosine(size.high(), bits));
    }

    private static Enclosure hyperbolicCosine(Dyadic x, int bits) {
        Enclosure point = Enclosure.exactly(x);
        return Functions.exp(point, bits + 8).plus(Functions.exp(point.negate(), bits + 8), bits + 8).shifted(-1).rounded(bits);
    }

    // 1 - 2/(exp(2x) + 1)
    private static Enclosure hyperbolicTangent(Enclosure x, int bits) {
        int b = bits + 8;
        return Enclosure.ONE.minus(Enclosure.of(2).over(Functions.exp(x.shifted(1), b).plus(Enclosure.ONE, b), b), bits);
    }
}
