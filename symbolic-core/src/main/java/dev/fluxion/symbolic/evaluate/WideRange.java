package dev.fluxion.symbolic.evaluate;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Norms, and products with them, of which the sum of squares leaves the range of doubles while the norm does not: every entry is a number times a power
 * of two that is kept apart.
 *
 * <p>Source: J. L. Blue, A Portable Fortran Program to Find the Euclidean Norm of a Vector (ACM Trans. Math. Softw. 4, 1978), of which this keeps the
 * exponents instead of three sums.
 */
final class WideRange {
    private static final double LEAST = 0x1p-960; // smaller sums may have lost digits of terms below the normal numbers
    private static final int LARGEST_EXPONENT = 500;
    private static final int LARGEST_ROOT = 64;
    private static final int FARTHEST = 5_000; // powers of two beyond all doubles
    private static final int TERMS_PER_NODE = 8;

    /** Entries {@code numbers[i]·2^exponents[i]}; numbers are 0, not finite, or in 1 … 2. */
    private record Wide(int[] sizes, double[] numbers, long[] exponents) {
        Wide(int... sizes) {
            this(sizes, new double[IntStream.of(sizes).reduce(1, (a, b) -> a * b)], new long[IntStream.of(sizes).reduce(1, (a, b) -> a * b)]);
        }

        static Wide of(Value value) {
            Wide wide = new Wide(value.sizes());
            for (int i = 0; i < wide.numbers.length; i++) {
                wide.set(i, value.entries()[i], 0);
            }
            return wide;
        }

        void set(int i, double number, long exponent) {
            boolean plain = number == 0 || !Double.isFinite(number);
            int own = plain ? 0 : Math.getExponent(Math.abs(number) < Double.MIN_NORMAL ? number * 0x1p60 : number) - (Math.abs(number) < Double.MIN_NORMAL ? 60 : 0);
            numbers[i] = Math.scalb(Math.scalb(number, -own / 2), -(own - own / 2));
            exponents[i] = plain ? 0 : exponent + own;
        }

        void add(int i, double number, long exponent) {
            if (numbers[i] == 0 || number == 0) {
                set(i, numbers[i] == 0 ? number : numbers[i], numbers[i] == 0 ? exponent : exponents[i]);
                return;
            }
            long larger = Math.max(exponents[i], exponent);
            set(i, scaled(numbers[i], exponents[i] - larger) + scaled(number, exponent - larger), larger);
        }

        private static double scaled(double number, long exponent) {
            return Math.scalb(number, (int) Math.max(-FARTHEST, Math.min(FARTHEST, exponent)));
        }

        Value rounded() {
            return new Value(sizes, IntStream.range(0, numbers.length).mapToDouble(i -> scaled(numbers[i], exponents[i])).toArray());
        }
    }

    private final Function<Expression, Value> values;
    private final ToIntFunction<Size> sizes;
    private final Budget budget;
    private final Map<Expression, Wide> known = new HashMap<>();

    WideRange(Function<Expression, Value> values, ToIntFunction<Size> sizes, Budget budget) {
        this.values = values;
        this.sizes = sizes;
        this.budget = budget;
    }

    /** The value of a norm or of a product with one, where the sum of squares is outside of the range; nothing for all else. */
    Optional<Value> value(Expression node) {
        boolean outside = node instanceof Power p ? leaves(p) : node instanceof Product product && isPlain(product)
                && product.factors().stream().anyMatch(factor -> factor instanceof Power p && leaves(p)) && !isEmpty(product);
        return outside ? Optional.of(wide(node).rounded()) : Optional.empty();
    }

    private boolean leaves(Power power) {
        return power.exponent() instanceof Constant c && c.value() instanceof Rational r && !r.isInteger() && isRational(r) && sums(power.base())
                && java.util.Arrays.stream(values.apply(power.base()).entries()).anyMatch(entry -> Double.isInfinite(entry) || Math.abs(entry) < LEAST);
    }

    private static boolean isRational(Rational r) {
        return r.numerator().bitLength() < Integer.SIZE && Math.abs(r.numerator().intValue()) <= LARGEST_EXPONENT
                && r.denominator().bitLength() < Integer.SIZE && r.denominator().intValue() <= LARGEST_ROOT;
    }

    private static boolean sums(Expression base) {
        return base instanceof Product p && isPlain(p)
                && (p.isContraction() || p.factors().stream().anyMatch(factor -> factor instanceof Product inner && inner.isContraction() && isPlain(inner)));
    }

    // Sums of nothing, for which numbers in front count as such.
    private boolean isEmpty(Product product) {
        return IntStream.range(0, product.labelCount()).anyMatch(label -> sizes.applyAsInt(product.size(label)) == 0);
    }

    private static boolean isPlain(Product product) {
        return product.factors().stream().noneMatch(Indicator.class::isInstance);
    }

    private Wide wide(Expression node) {
        Wide found = known.get(node);
        if (found == null) {
            found = switch (node) {
                case Product p when isPlain(p) -> product(p);
                case Sum s -> sum(s);
                case Power p when p.exponent() instanceof Constant c && c.value() instanceof Rational r && isRational(r) -> power(wide(p.base()), r);
                default -> Wide.of(values.apply(node));
            };
            known.put(node, found);
        }
        return found;
    }

    private static Wide power(Wide base, Rational exponent) {
        Wide result = new Wide(base.sizes);
        int root = exponent.denominator().intValue();
        for (int i = 0; i < base.numbers.length; i++) {
            long rest = Math.floorMod(base.exponents[i], (long) root);
            result.set(i, Evaluator.power(Math.scalb(base.numbers[i], (int) rest), exponent.doubleValue()),
                    (base.exponents[i] - rest) / root * exponent.numerator().intValue());
        }
        return result;
    }

    private Wide sum(Sum sum) {
        Wide total = new Wide(sum.shape().sizes().stream().mapToInt(sizes).toArray());
        for (Expression term : sum.terms()) {
            Wide each = wide(term);
            for (int i = 0; i < total.numbers.length; i++) {
                total.add(i, each.numbers[i], each.exponents[i]);
            }
        }
        return total;
    }

    private Wide product(Product product) {
        int[] ranges = IntStream.range(0, product.labelCount()).map(label -> sizes.applyAsInt(product.size(label))).toArray();
        Wide total = new Wide(java.util.Arrays.copyOf(ranges, product.shape().rank()));
        List<Integer> axes = IntStream.range(0, product.shape().rank()).boxed().toList();
        List<Wide> factors = IntStream.range(0, product.factors().size()).mapToObj(f -> factor(product, f)).toList();
        int[] index = new int[ranges.length];
        long terms = java.util.Arrays.stream(ranges).asLongStream().reduce(1, (a, b) -> a * b);
        for (long term = 0; term < terms; term++) {
            budget.tick(1 + factors.size() / TERMS_PER_NODE);
            if (product.deltas().stream().allMatch(delta -> index[delta.first()] == index[delta.second()])) {
                Wide value = Wide.of(Value.of(product.coefficient().doubleValue()));
                for (int f = 0; f < factors.size(); f++) {
                    int place = place(product.labels(f), index, ranges);
                    value.set(0, value.numbers[0] * factors.get(f).numbers[place], value.exponents[0] + factors.get(f).exponents[place]);
                }
                total.add(place(axes, index, ranges), value.numbers[0], value.exponents[0]);
            }
            for (int label = ranges.length - 1; label >= 0 && ++index[label] == ranges[label]; label--) {
                index[label] = 0;
            }
        }
        return total;
    }

    private Wide factor(Product product, int which) {
        Wide factor = wide(product.factors().get(which));
        Optional<List<Expression>> others = product.besidesNorm(which);
        if (others.isEmpty() || others.get().stream().anyMatch(number -> wide(number).numbers[0] == 0)) {
            return factor;
        }
        Wide defined = new Wide(factor.sizes);
        for (int i = 0; i < factor.numbers.length; i++) {
            defined.set(i, Double.isInfinite(factor.numbers[i]) ? 0 : factor.numbers[i], factor.exponents[i]);
        }
        return defined;
    }

    private static int place(List<Integer> labels, int[] index, int[] ranges) {
        int place = 0;
        for (int label : labels) {
            place = place * ranges[label] + index[label];
        }
        return place;
    }
}
