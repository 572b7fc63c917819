package dev.fluxion.symbolic.tensor;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.LabelledProduct;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Values of tensor expressions modulo the prime 2^61 − 1, where nothing is rounded. A function that no ring has is an oracle: a number drawn from its
 * name and the residues of its operands. Two forms that differ anywhere agree at random residues with a probability below 1e-15.
 *
 * <p>Source: J. T. Schwartz, Fast Probabilistic Algorithms for Verification of Polynomial Identities (J. ACM 27, 1980).
 */
public final class Residues {
    private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);

    /** A tensor of residues, row-major. */
    public record Tensor(int[] sizes, BigInteger[] entries) {
        /** Whether sizes and entries agree. */
        public boolean same(Tensor other) {
            return Arrays.equals(sizes, other.sizes) && Arrays.equals(entries, other.entries);
        }
    }

    private final Map<String, Long> sizes;
    private final Map<String, Tensor> data;

    /** Residues of symbols by name. */
    public Residues(Map<String, Long> sizes, Map<String, Tensor> data) {
        this.sizes = sizes;
        this.data = data;
    }

    /** The value of an expression. */
    public Tensor of(Expression expression) {
        Map<Expression, Tensor> done = new HashMap<>();
        for (Expression node : Topology.of(expression).nodes()) {
            done.put(node, value(node, done));
        }
        return done.get(expression);
    }

    /** The value of a product as it was put together, before any rule has changed it. */
    public Tensor of(LabelledProduct product) {
        Map<Integer, Integer> range = new HashMap<>();
        product.labels().forEach((label, size) -> range.put(label, (int) size.value(sizes::get)));
        List<Tensor> factors = product.factors().stream().map(factor -> of(factor.expression())).toList();
        return contracted(product.axes(), List.copyOf(product.labels().keySet()), range, residue(product.coefficient()), factors,
                product.factors().stream().map(LabelledProduct.Factor::labels).toList(), product.deltas());
    }

    private int[] dims(Expression node) {
        return node.shape().sizes().stream().mapToInt(size -> (int) size.value(sizes::get)).toArray();
    }

    private static int count(int[] dims) {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    private Tensor value(Expression node, Map<Expression, Tensor> done) {
        List<Tensor> operands = node.operands().stream().map(done::get).toList();
        int[] dims = dims(node);
        return switch (node) {
            case Constant c -> entries(dims, i -> residue(c.value()));
            case Symbol s when s.role() == Symbol.Role.SIZE -> entries(dims, i -> BigInteger.valueOf(sizes.get(s.name())));
            case Symbol s -> data.get(s.name());
            case Sum s -> entries(dims, i -> operands.stream().map(term -> at(term, i)).reduce(BigInteger.ZERO, BigInteger::add).mod(PRIME));
            case Product p -> product(p, operands);
            case Power p -> entries(dims, i -> power(p, at(operands.get(0), i), at(operands.get(1), i)));
            case Apply a -> entries(dims, i -> oracle(a.operator().name(), operands.stream().map(operand -> at(operand, i)).toList()));
            case Indicator indicator -> indicator(indicator, dims);
            case Selection s -> selection(s, operands.getFirst(), dims);
            case Reduction r -> reduction(r, operands.getFirst(), dims);
            case MatrixFunction m -> matrix(m, operands, dims);
            default -> throw new IllegalArgumentException("no residues of " + node);
        };
    }

    private static Tensor entries(int[] dims, java.util.function.IntFunction<BigInteger> entry) {
        return new Tensor(dims, IntStream.range(0, count(dims)).mapToObj(entry).toArray(BigInteger[]::new));
    }

    private static BigInteger at(Tensor tensor, int entry) {
        return tensor.entries[tensor.entries.length == 1 ? 0 : entry];
    }

    private static BigInteger residue(dev.fluxion.symbolic.number.Numeral value) {
        Rational exact = (Rational) value;
        return exact.numerator().multiply(exact.denominator().modInverse(PRIME)).mod(PRIME);
    }

    private static BigInteger power(Power power, BigInteger base, BigInteger exponent) {
        boolean whole = power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt();
        boolean size = power.exponent() instanceof Symbol s && s.role() == Symbol.Role.SIZE;
        return whole ? base.modPow(BigInteger.valueOf(((Rational) ((Constant) power.exponent()).value()).intValue()), PRIME)
                : size ? base.modPow(exponent, PRIME) : oracle("^", List.of(base, exponent));
    }

    private static BigInteger oracle(String name, List<BigInteger> operands) {
        BigInteger seed = BigInteger.valueOf(name.hashCode());
        for (BigInteger operand : operands) {
            seed = seed.multiply(BigInteger.valueOf(6364136223846793005L)).add(operand).modPow(BigInteger.valueOf(65_537), PRIME);
        }
        return seed;
    }

    private Tensor product(Product p, List<Tensor> operands) {
        Map<Integer, Integer> range = new HashMap<>();
        List<Integer> labels = IntStream.range(0, p.labelCount()).boxed().toList();
        labels.forEach(label -> range.put(label, (int) p.size(label).value(sizes::get)));
        return contracted(IntStream.range(0, p.shape().rank()).boxed().toList(), labels, range, residue(p.coefficient()), operands,
                IntStream.range(0, operands.size()).mapToObj(p::labels).toList(), p.deltas());
    }

    // The definition of a product: the sum over every label, zero where a tie does not hold.
    private static Tensor contracted(List<Integer> out, List<Integer> labels, Map<Integer, Integer> range, BigInteger coefficient, List<Tensor> factors,
            List<List<Integer>> wiring, List<Product.Delta> ties) {
        int[] dims = out.stream().mapToInt(range::get).toArray();
        BigInteger[] result = new BigInteger[count(dims)];
        Arrays.fill(result, BigInteger.ZERO);
        int[] all = labels.stream().mapToInt(range::get).toArray();
        Map<Integer, Integer> at = new HashMap<>();
        for (int i = 0; i < count(all); i++) {
            int rest = i;
            for (int axis = all.length - 1; axis >= 0; axis--) {
                at.put(labels.get(axis), rest % all[axis]);
                rest /= all[axis];
            }
            if (ties.stream().allMatch(tie -> at.get(tie.first()).equals(at.get(tie.second())))) {
                BigInteger term = coefficient;
                for (int k = 0; k < factors.size(); k++) {
                    term = term.multiply(factors.get(k).entries[place(factors.get(k).sizes, wiring.get(k), at)]).mod(PRIME);
                }
                int place = place(dims, out, at);
                result[place] = result[place].add(term).mod(PRIME);
            }
        }
        return new Tensor(dims, result);
    }

    private static int place(int[] dims, List<Integer> labels, Map<Integer, Integer> at) {
        int place = 0;
        for (int axis = 0; axis < dims.length; axis++) {
            place = place * dims[axis] + at.get(labels.get(axis));
        }
        return place;
    }

    private Tensor indicator(Indicator indicator, int[] dims) {
        return entries(dims, i -> {
            long sum = indicator.offset().value(sizes::get);
            int rest = i;
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                sum += indicator.coefficient(axis).value(sizes::get) * (rest % dims[axis]);
                rest /= dims[axis];
            }
            return sum == 0 ? BigInteger.ONE : BigInteger.ZERO;
        });
    }

    private static Tensor selection(Selection selection, Tensor operand, int[] dims) {
        int stride = count(Arrays.copyOfRange(operand.sizes, selection.axis() + 1, operand.sizes.length));
        int length = operand.sizes[selection.axis()];
        return entries(dims, i -> operand.entries[i / stride * stride * length + (int) (selection.position() - 1) * stride + i % stride]);
    }

    // As an oracle, but of the other sign for the reciprocal.
    private static BigInteger logarithm(BigInteger value) {
        return oracle("log", List.of(value)).subtract(oracle("log", List.of(value.modInverse(PRIME)))).mod(PRIME);
    }

    private static Tensor reduction(Reduction reduction, Tensor operand, int[] dims) {
        int length = operand.sizes[reduction.axis()];
        int stride = count(Arrays.copyOfRange(operand.sizes, reduction.axis() + 1, operand.sizes.length));
        boolean keeps = reduction.operator().keepsAxis();
        return entries(dims, i -> {
            int slice = keeps ? i / (length * stride) * stride + i % stride : i;
            int first = slice / stride * stride * length + slice % stride;
            List<BigInteger> line = new ArrayList<>(IntStream.range(0, length).mapToObj(k -> operand.entries[first + k * stride]).toList());
            line.add(BigInteger.valueOf(keeps ? i / stride % length : -1));
            return oracle(reduction.operator().name(), line);
        });
    }

    private static Tensor matrix(MatrixFunction function, List<Tensor> operands, int[] dims) {
        int n = operands.getFirst().sizes[0];
        BigInteger[][] rows = new BigInteger[n][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(operands.getFirst().entries, i * n, (i + 1) * n));
        return switch (function.operator().name()) {
            case "det" -> new Tensor(dims, new BigInteger[] {eliminated(rows, identity(n))});
            case "logdet" -> new Tensor(dims, new BigInteger[] {logarithm(eliminated(rows, identity(n)).modPow(BigInteger.TWO, PRIME))});
            case "inv" -> solved(rows, identity(n), dims);
            case "solve'" -> {
                int columns = operands.getLast().entries.length / n;
                BigInteger[][] right = new BigInteger[n][];
                Arrays.setAll(right, i -> Arrays.copyOfRange(operands.getLast().entries, i * columns, (i + 1) * columns));
                yield solved(rows, right, dims);
            }
            default -> throw new IllegalArgumentException("no residues of " + function);
        };
    }

    private static BigInteger[][] identity(int n) {
        BigInteger[][] identity = new BigInteger[n][n];
        Arrays.setAll(identity, i -> LongStream.range(0, n).mapToObj(j -> i == j ? BigInteger.ONE : BigInteger.ZERO).toArray(BigInteger[]::new));
        return identity;
    }

    private static Tensor solved(BigInteger[][] rows, BigInteger[][] right, int[] dims) {
        eliminated(rows, right);
        return new Tensor(dims, Arrays.stream(right).flatMap(Arrays::stream).toArray(BigInteger[]::new));
    }

    // Gauss and Jordan; the determinant. Residues at random make no matrix singular.
    private static BigInteger eliminated(BigInteger[][] rows, BigInteger[][] right) {
        BigInteger determinant = BigInteger.ONE;
        for (int pivot = 0; pivot < rows.length; pivot++) {
            int found = pivot;
            while (rows[found][pivot].signum() == 0) {
                found++;
            }
            if (found != pivot) {
                swap(rows, found, pivot);
                swap(right, found, pivot);
                determinant = determinant.negate();
            }
            determinant = determinant.multiply(rows[pivot][pivot]).mod(PRIME);
            BigInteger inverse = rows[pivot][pivot].modInverse(PRIME);
            scale(rows[pivot], inverse);
            scale(right[pivot], inverse);
            for (int row = 0; row < rows.length; row++) {
                if (row != pivot) {
                    BigInteger factor = rows[row][pivot].negate();
                    add(rows[row], rows[pivot], factor);
                    add(right[row], right[pivot], factor);
                }
            }
        }
        return determinant.mod(PRIME);
    }

    private static void swap(BigInteger[][] rows, int i, int k) {
        BigInteger[] kept = rows[i];
        rows[i] = rows[k];
        rows[k] = kept;
    }

    private static void scale(BigInteger[] row, BigInteger by) {
        Arrays.setAll(row, i -> row[i].multiply(by).mod(PRIME));
    }

    private static void add(BigInteger[] to, BigInteger[] row, BigInteger times) {
        Arrays.setAll(to, i -> to[i].add(row[i].multiply(times)).mod(PRIME));
    }
}
