package dev.fluxion.symbolic.operator;

import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.Functions;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.math.BigInteger;
import java.util.List;

/**
 * Functions of intervals to any number of bits, for the table's column of guaranteed bounds; every operation rounds outwards.
 *
 * <p>Source: monotonic functions take their bounds at the ends of an interval (R. E. Moore, Interval Analysis, 1966); the definitions of the
 * functions by others, DLMF §4.14, §4.23, §4.28 and §4.37.
 */
public final class Enclosing {
    /** Bounds of the value at operands within bounds, rounded to so many bits. */
    @FunctionalInterface
    public interface Of {
        /** May throw {@link NotEnclosed}. */
        Enclosure value(List<Enclosure> operands, int bits);
    }

    @FunctionalInterface
    interface OfOne {
        Enclosure value(Enclosure x, int bits);
    }

    private Enclosing() {}

    static Enclosure greatest(List<Enclosure> operands, int bits) {
        return operands.stream().reduce((p, q) -> new Enclosure(larger(p.low(), q.low()), larger(p.high(), q.high()))).orElseThrow();
    }

    static Enclosure least(List<Enclosure> operands, int bits) {
        return greatest(operands.stream().map(Enclosure::negate).toList(), bits).negate();
    }

    static Enclosure arcCosine(Enclosure x, int bits) {
        return Functions.pi(bits + 8).shifted(-1).minus(Functions.asin(x, bits + 8), bits);
    }

    // Of a point with the given height and distance to the right: by the half plane in which it certainly lies.
    static Enclosure angle(List<Enclosure> point, int bits) {
        Enclosure height = point.getFirst();
        Enclosure right = point.getLast();
        int more = bits + 8;
        Enclosure pi = Functions.pi(more);
        if (right.low().signum() > 0) {
            return Functions.atan(height.over(right, more), bits);
        }
        if (height.signum() != 0) {
            Enclosure quarter = height.signum() > 0 ? pi.shifted(-1) : pi.shifted(-1).negate();
            return quarter.minus(Functions.atan(right.over(height, more), more), bits);
        }
        if (height.isExactly(Dyadic.ZERO)) {
            return right.high().signum() < 0 ? pi : right.isExactly(Dyadic.ZERO) ? Enclosure.ZERO : Enclosure.ZERO.or(pi);
        }
        return pi.or(pi.negate());
    }

    static Enclosure sign(Enclosure x, int bits) {
        return Enclosure.between(Dyadic.of(x.low().signum()), Dyadic.of(x.high().signum()));
    }

    static Enclosure floor(Enclosure x, int bits) {
        return new Enclosure(floor(x.low()), floor(x.high()));
    }

    static Enclosure ceiling(Enclosure x, int bits) {
        return floor(x.negate(), bits).negate();
    }

    static Enclosure rounded(Enclosure x, int bits) {
        return new Enclosure(rounded(x.low()), rounded(x.high()));
    }

    static Enclosure step(Enclosure x, int bits) {
        return Enclosure.between(Dyadic.of((1 + x.low().signum()) / 2.0), Dyadic.of((1 + x.high().signum()) / 2.0));
    }

    static Enclosure positivePart(Enclosure x, int bits) {
        return new Enclosure(larger(x.low(), Dyadic.ZERO), larger(x.high(), Dyadic.ZERO));
    }

    static Enclosure positiveStep(Enclosure x, int bits) {
        return Enclosure.between(Dyadic.of(x.low().signum() > 0 ? 1 : 0), Dyadic.of(x.high().signum() > 0 ? 1 : 0));
    }

    static Enclosure hyperbolicSine(Enclosure x, int bits) {
        return Functions.exp(x, bits + 8).minus(Functions.exp(x.negate(), bits + 8), bits + 8).shifted(-1);
    }

    static Enclosure logistic(Enclosure x, int bits) {
        return Enclosure.ONE.over(Enclosure.ONE.plus(Functions.exp(x.negate(), bits + 8), bits + 8), bits);
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

    static Enclosure tangent(Enclosure x, int bits) {
        int b = bits + 16;
        if (x.isPoint()) {
            return Functions.sin(x, b).over(Functions.cos(x, b), bits);
        }
        if (Functions.cos(x, b).holdsZero()) {
            throw new NotEnclosed("the tangent near a pole");
        }
        return new Enclosure(tangent(Enclosure.exactly(x.low()), bits).low(), tangent(Enclosure.exactly(x.high()), bits).high());
    }

    static Enclosure cubeRoot(Enclosure x, int bits) {
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
    static Enclosure hyperbolicCosine(Enclosure x, int bits) {
        Enclosure size = x.abs();
        Enclosure low = hyperbolicCosine(size.low(), bits);
        return low.or(hyperbolicCosine(size.high(), bits));
    }

    private static Enclosure hyperbolicCosine(Dyadic x, int bits) {
        Enclosure point = Enclosure.exactly(x);
        return Functions.exp(point, bits + 8).plus(Functions.exp(point.negate(), bits + 8), bits + 8).shifted(-1).rounded(bits);
    }

    // 1 - 2/(exp(2x) + 1)
    static Enclosure hyperbolicTangent(Enclosure x, int bits) {
        int b = bits + 8;
        return Enclosure.ONE.minus(Enclosure.of(2).over(Functions.exp(x.shifted(1), b).plus(Enclosure.ONE, b), b), bits);
    }
}
