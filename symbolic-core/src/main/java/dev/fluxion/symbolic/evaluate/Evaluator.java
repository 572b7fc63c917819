package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.precise.Effort;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The reference interpreter: evaluates any expression in IEEE double precision, slow and obvious. Outside its domain a function gives NaN.
 * Everything faster is tested against it.
 *
 * <p>Source: by definition of every operation, in the arithmetic of IEEE 754-2019.
 */
public final class Evaluator {
    private static final int ENTRIES_PER_NODE = 8;

    private final Map<String, Value> values;
    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<Bound, Loop> loops = new HashMap<>();
    private final Map<Fold, FoldRounds> folds = new HashMap<>();
    private final Budget budget = Budget.current();
    private Optional<BiFunction<List<Value>, Value, Value>> rounding = Optional.empty();
    private long entries; // of all results together, which live until the end
    private Expression root;
    private Topology topology;
    private Value[] results;
    private WideRange wideRange;

    private Evaluator(Map<String, Value> values) {
        this.values = values;
    }

    /** For bodies that are evaluated again and again: {@code values} may change between the rounds. */
    Evaluator(Map<String, Value> values, Map<String, Long> sizes) {
        this(values);
        this.sizes.putAll(sizes);
    }

    /**
     * The value of a scalar at scalars; NaN and infinities are allowed.
     *
     * @param at a value for every variable, by its name
     * @throws dev.fluxion.grammar.FluxionException {@code NAME} if one has no value, {@code UNSUPPORTED} if something cannot be evaluated, {@code
     * LIMIT} if the budget in force is spent
     * @throws IllegalStateException if the expression is no scalar
     */
    public static double scalar(Expression expression, Map<String, Double> at) {
        Map<String, Value> values = new HashMap<>();
        at.forEach((name, value) -> values.put(name, Value.of(value)));
        return evaluate(expression, values).scalar();
    }

    /**
     * The value at tensors; names of sizes take their values from them.
     *
     * @param at a value for every variable, by its name
     * @throws dev.fluxion.grammar.FluxionException {@code NAME} if one has no value, {@code SHAPE} if sizes disagree or an index leaves its axis,
     * {@code UNSUPPORTED} if something cannot be evaluated, {@code LIMIT} if the budget in force is spent or tensors are too large
     */
    public static Value evaluate(Expression expression, Map<String, Value> at) {
        return evaluate(expression, at, Map.of());
    }

    /**
     * The value at tensors, with the values of sizes that no tensor binds.
     *
     * @param sizes in entries, at least 0, by name
     * @throws dev.fluxion.grammar.FluxionException as {@link #evaluate(Expression, Map)}
     */
    public static Value evaluate(Expression expression, Map<String, Value> at, Map<String, Long> sizes) {
        Evaluator evaluator = new Evaluator(at);
        evaluator.sizes.putAll(sizes);
        return evaluator.run(expression);
    }

    /**
     * The same with results that are rounded once more, each before it is used.
     *
     * @param rounding from the operands of an operation and its result to what stands for it; symbols and constants are given and not rounded
     */
    public static Value evaluate(Expression expression, Map<String, Value> at, Map<String, Long> sizes, BiFunction<List<Value>, Value, Value> rounding) {
        Evaluator evaluator = new Evaluator(at);
        evaluator.sizes.putAll(sizes);
        evaluator.rounding = Optional.of(rounding);
        return evaluator.run(expression);
    }

    /**
     * The sizes that the values of declared symbols bind, in entries by name.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code SHAPE} if values disagree
     */
    public static Map<String, Long> sizes(List<Symbol> declared, Map<String, Value> at) {
        Evaluator evaluator = new Evaluator(at);
        declared.stream().filter(symbol -> at.containsKey(symbol.name())).forEach(symbol -> evaluator.bind(symbol, at.get(symbol.name())));
        return Map.copyOf(evaluator.sizes);
    }

    Value run(Expression written) {
        if (topology == null) {
            entries = 0;
            root = Solves.in(List.of(written)).getFirst();
            topology = Topology.of(root);
            results = new Value[topology.size()];
        }
        wideRange = new WideRange(this::of, size -> Math.toIntExact(size.value(this::size)), budget);
        topology.nodes().forEach(node -> {
            if (node instanceof Symbol symbol && values.get(symbol.name()) instanceof Value value) {
                bind(symbol, value);
            }
        });
        for (int i = 0; i < results.length; i++) {
            Expression node = topology.nodes().get(i);
            boolean open = node.reach() > root.reach(); // inside a binder, which evaluates its body itself
            if (!(node instanceof Indicator)) { // products take them as equations; they are large as tensors
                results[i] = open ? Value.of(Double.NaN) : rounded(node);
            }
        }
        return of(root);
    }

    private void bind(Symbol symbol, Value value) {
        Shape shape = symbol.shape();
        if (shape.rank() != value.rank()) {
            throw problem("'" + symbol.name() + "' has shape " + shape + ", but its value has rank " + value.rank());
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            bind(symbol, shape.size(axis), value.sizes()[axis]);
        }
    }

    private void bind(Symbol symbol, Size size, long actual) {
        if (size.terms().size() == 1 && size.terms().values().iterator().next() == 1 && !size.isLiteral()
                && !size.toString().contains("*")) {
            Long known = sizes.putIfAbsent(size.toString(), actual);
            if (known != null && known != actual) {
                throw problem("size " + size + " is " + known + " and, by the value of '" + symbol.name() + "', " + actual);
            }
        } else if (size.value(this::size) != actual) {
            throw problem("an axis of '" + symbol.name() + "' has size " + size + ", but its value has " + actual);
        }
    }

    private long size(String name) {
        Long known = sizes.get(name);
        if (known == null) {
            Value value = values.get(name);
            if (value == null || value.rank() != 0) {
                throw problem("size " + name + " has no value");
            }
            return Math.round(value.scalar());
        }
        return known;
    }

    private static FluxionException problem(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, Span.NONE));
    }

    private Value of(Expression operand) {
        int index = topology.index(operand);
        results[index] = results[index] == null ? rounded(operand) : results[index];
        return results[index];
    }

    private Value rounded(Expression node) {
        Value result = node(node);
        return node instanceof Symbol || node instanceof Constant ? result : rounding.map(each -> each.apply(operands(node), result)).orElse(result);
    }

    // Those that have been computed on the way.
    private List<Value> operands(Expression node) {
        return node.operands().stream().map(topology::index).filter(index -> results[index] != null).map(index -> results[index]).toList();
    }

    private int[] dimensions(Shape shape) {
        int[] dimensions = new int[shape.rank()];
        long count = 1;
        for (int axis = 0; axis < dimensions.length; axis++) {
            long size = shape.size(axis).value(this::size);
            if (size < 0) {
                throw problem("size " + shape.size(axis) + " is " + size);
            }
            count = size == 0 ? 0 : Math.min(Long.MAX_VALUE / size, count) * size;
            budget.checkEntries(Math.max(size, count));
            dimensions[axis] = (int) size;
        }
        entries += count;
        budget.checkEntries(entries);
        budget.tick(1 + count / ENTRIES_PER_NODE);
        return dimensions;
    }

    private Value node(Expression node) {
        return switch (node) {
            case Constant c -> Value.of(c.value().doubleValue());
            case Symbol s -> symbol(s);
            case Sum s -> sum(s);
            case Product p -> wideRange.value(p).orElseGet(() -> contraction(p));
            case Power p -> wideRange.value(p).orElseGet(() -> entrywise(p, p.operands(), arguments -> power(arguments[0], arguments[1])));
            case Apply a -> entrywise(a, a.operands(), arguments -> a.operator().value(arguments));
            case Reduction r -> reduction(r);
            case MatrixFunction m -> matrix(m);
            case Piecewise p -> entrywise(p, p.operands(), arguments -> choose(p, arguments));
            case Call c -> throw FluxionException.unsupported("the value of '" + c.name() + "', a function that is only named");
            case ArrayOf a -> Value.of(dimensions(a.shape()), a.operands().stream().mapToDouble(entry -> of(entry).scalar()).toArray());
            case Selection s -> selection(s);
            case Bound b -> loops.computeIfAbsent(b, each -> new Loop(each, sizes, dimensions(each.shape())))
                    .value(b.range().stream().map(this::of).toList(), values);
            case Fold f -> folds.computeIfAbsent(f, each -> new FoldRounds(each, sizes))
                    .value(f.operands().subList(0, f.firstBody()).stream().map(this::of).toList(), values, dimensions(f.shape()));
            case Indicator i -> contraction(Product.ofAll(i));
        };
    }

    private Value contraction(Product product) {
        return new Contraction(product, dimensions(product.shape()), size -> size.value(this::size), budget).value(this::of);
    }

    private Value symbol(Symbol symbol) {
        if (values.get(symbol.name()) instanceof Value given && symbol.role() != Symbol.Role.CONSTANT) {
            return given;
        }
        return switch (symbol.role()) {
            case CONSTANT -> Value.of(constant(symbol));
            case SIZE -> Value.of(size(symbol.name()));
            case VARIABLE, PARAMETER, BOUND -> throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + Bound.plainName(symbol) + "' has no value",
                    Span.NONE).withHint("give it one: " + Bound.plainName(symbol) + "=…"));
        };
    }

    static double constant(Symbol symbol) {
        return symbol.equals(Symbol.PI) ? Math.PI : symbol.equals(Symbol.E) ? Math.E : Double.POSITIVE_INFINITY;
    }

    private Value sum(Sum sum) {
        double[] total = of(sum.terms().getFirst()).entries().clone(); // 0 and -0 would be 0
        for (Expression term : sum.terms().subList(1, sum.terms().size())) {
            double[] entries = of(term).entries();
            for (int i = 0; i < total.length; i++) {
                total[i] += entries[i];
            }
        }
        return new Value(dimensions(sum.shape()), total);
    }

    /**
     * {@code base^exponent} as evaluated everywhere: roots and small whole powers as such, else {@link Math#pow}, but NaN where the base is −∞ and the
     * exponent broken, as for every other negative base; and with the sign of products with a root where the base is −0, whose root is −0.
     */
    public static double power(double base, double exponent) {
        return Powers.of(base, exponent);
    }

    /** Whether powers with an exponent, a half as 1/2, −3/2 or 7/2, are computed as products with a square root. */
    public static boolean isProductWithRoot(double exponent) {
        return Powers.isProductWithRoot(exponent);
    }

    private interface Entry {
        double value(double[] arguments);
    }

    private Value entrywise(Expression node, List<Expression> operands, Entry entry) {
        int[] dimensions = dimensions(node.shape());
        double[] out = new double[java.util.Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)];
        List<Value> given = operands.stream().map(this::of).toList();
        double[] arguments = new double[operands.size()];
        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < arguments.length; k++) {
                double[] entries = given.get(k).entries();
                arguments[k] = given.get(k).rank() == 0 ? entries[0] : entries[i];
            }
            out[i] = entry.value(arguments);
        }
        return new Value(dimensions, out);
    }

    static double choose(Piecewise piecewise, double[] arguments) {
        int[] next = {0};
        for (Piecewise.Case each : piecewise.cases()) {
            boolean holds = holds(each.condition(), arguments, next);
            double value = arguments[next[0]++];
            if (holds) {
                return value;
            }
        }
        return arguments[next[0]];
    }

    private static boolean holds(Condition condition, double[] arguments, int[] next) {
        return switch (condition) {
            case Condition.Comparison c -> c.relation().holds(arguments[next[0]++], arguments[next[0]++]);
            case Condition.All all -> {
                boolean holds = true;
                for (Iterator<Condition> parts = all.parts().iterator(); parts.hasNext();) {
                    holds &= holds(parts.next(), arguments, next);
                }
                yield holds;
            }
            case Condition.Any any -> {
                boolean holds = false;
                for (Iterator<Condition> parts = any.parts().iterator(); parts.hasNext();) {
                    holds |= holds(parts.next(), arguments, next);
                }
                yield holds;
            }
            case Condition.Not not -> !holds(not.part(), arguments, next);
            case Condition.Truth truth -> truth.value();
        };
    }

    private Value reduction(Reduction reduction) {
        Value operand = of(reduction.operand());
        int count = operand.sizes()[reduction.axis()];
        int stride = stride(operand.sizes(), reduction.axis());
        int[] dimensions = dimensions(reduction.shape());
        boolean keeps = reduction.operator().keepsAxis();
        double[] out = new double[java.util.Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)];
        int slices = count > 0 ? operand.entries().length / count : keeps ? 0 : out.length; // the sum of no exponentials has a logarithm too
        for (int slice = 0; slice < slices; slice++) {
            int offset = slice / stride * stride * count + slice % stride;
            reduction.operator().slice().apply(operand.entries(), offset, stride, count, out, keeps ? offset : slice, keeps ? stride : 1);
        }
        return new Value(dimensions, out);
    }

    private static int stride(int[] sizes, int axis) {
        int stride = 1;
        for (int i = axis + 1; i < sizes.length; i++) {
            stride *= sizes[i];
        }
        return stride;
    }

    private Value matrix(MatrixFunction function) {
        double[][] operands = function.operands().stream().map(operand -> of(operand).entries()).toArray(double[][]::new);
        int order = of(function.operands().getFirst()).sizes()[0];
        budget.tick((long) order * order * order / ENTRIES_PER_NODE); // elimination
        budget.checkEntries((long) Math.pow(order, function.shape().rank()));
        double[] entries = Effort.metered(operations -> budget.check(), () -> function.operator().matrix().value(operands, order));
        return new Value(dimensions(function.shape()), entries);
    }

    private Value selection(Selection selection) {
        Value operand = of(selection.operand());
        int axis = selection.axis();
        int count = operand.sizes()[axis];
        if (selection.position() > count) {
            throw problem("position " + selection.position() + " is outside 1.." + count);
        }
        int stride = stride(operand.sizes(), axis);
        int[] dimensions = dimensions(selection.shape());
        double[] out = new double[operand.entries().length / count];
        for (int i = 0; i < out.length; i++) {
            out[i] = operand.entries()[i / stride * stride * count + (int) (selection.position() - 1) * stride + i % stride];
        }
        return new Value(dimensions, out);
    }
}
