package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
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
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Diagonals;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Solves;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Expressions at concrete sizes to nodes: one visit per distinct expression. */
final class TensorLowering {
    private static final int NOT_YET = -1;

    private final NodeTable table = new NodeTable();
    private final Map<String, Integer> inputs = new HashMap<>();
    private final List<Symbol> inputSymbols;
    private final Map<String, Long> sizes;
    private final Topology topology;
    private final int[] lowered;
    private final int depth; // how many folds this is inside of

    private TensorLowering(List<Expression> roots, List<Symbol> inputs, Map<String, Long> sizes, int depth) {
        this.depth = depth;
        this.sizes = sizes;
        this.inputSymbols = List.copyOf(inputs);
        for (Symbol input : inputs) {
            if (this.inputs.putIfAbsent(input.name(), this.inputs.size()) != null) {
                throw new IllegalArgumentException("input '" + input.name() + "' is given twice");
            }
        }
        topology = Topology.of(roots);
        lowered = new int[topology.size()];
    }

    /**
     * Nodes, and which of them are the results.
     *
     * @param inputDims sizes of each input
     */
    record Lowered(NodeTable table, List<Integer> roots, List<List<Integer>> inputDims) {}

    /** Lowers the roots. A name or size without a value, or what cannot be compiled, is a diagnostic. */
    static Lowered lower(List<Expression> roots, List<Symbol> inputs, Map<String, Long> sizes) {
        return lower(roots, inputs, sizes, 0);
    }

    private static Lowered lower(List<Expression> roots, List<Symbol> inputs, Map<String, Long> sizes, int depth) {
        List<Expression> solving = Solves.in(Chains.joined(Diagonals.in(roots)));
        TensorLowering lowering = new TensorLowering(solving, inputs, sizes, depth);
        lowering.lowerAll();
        List<List<Integer>> inputDims = inputs.stream().map(input -> lowering.dims(input.shape())).toList();
        return new Lowered(lowering.table, solving.stream().map(lowering::of).toList(), inputDims);
    }

    // An indicator has as many entries as all its axes together: it becomes a tensor only where it is asked for.
    private int of(Expression operand) {
        int index = topology.index(operand);
        if (operand instanceof Indicator indicator && lowered[index] < 0) {
            lowered[index] = indicator(indicator);
        }
        return lowered[index];
    }

    private List<Integer> dims(Shape shape) {
        return shape.sizes().stream().map(size -> Math.toIntExact(size.value(this::size))).toList();
    }

    private long size(String name) {
        Long size = sizes.get(name);
        if (size == null) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "size " + name + " has no value", Span.NONE));
        }
        return size;
    }

    private int node(Expression node) {
        return switch (node) {
            case Constant c -> table.number(c.value().doubleValue());
            case Symbol s -> symbol(s);
            case Sum s -> new DiagonalSums(table).of(s.terms().stream().map(this::of).toList(), dims(s.shape()));
            case Product p -> new ContractionLowering(table, p, factor -> factor(p, factor), size -> Math.toIntExact(size.value(this::size))).lower();
            case Power p -> power(p);
            case Apply a -> entrywise(Apply.of(a.operator(), List.copyOf(table.placeholders(a.operands().size()))), a.operands(), a.shape());
            case Piecewise p -> entrywise(p.withOperands(List.copyOf(table.placeholders(p.operands().size()))), p.operands(), p.shape());
            case Reduction r -> reduction(r, of(r.operand()));
            case MatrixFunction m -> table.enter(new Node.Matrix(m.operator(), m.operands().stream().map(this::of).toList(), dims(m.shape())));
            case Call c -> throw FluxionException.unsupported("the value of '" + c.name() + "', a function that is only named");
            case ArrayOf a -> array(a);
            case Selection s -> selection(s);
            case Bound b -> throw Lowering.noKernel(b);
            case Fold f -> throw new IllegalStateException("folds are lowered in groups");
            case Indicator i -> NOT_YET;
        };
    }

    private int symbol(Symbol symbol) {
        Integer input = inputs.get(symbol.name());
        if (symbol.role() != Symbol.Role.CONSTANT && input != null) {
            Shape declared = inputSymbols.get(input).shape();
            if (!declared.equals(symbol.shape())) {
                throw new IllegalArgumentException("'" + symbol.name() + "' has shape " + symbol.shape() + ", as an input " + declared);
            }
            return table.enter(new Node.Given(input, dims(symbol.shape())));
        }
        return switch (symbol.role()) {
            case CONSTANT -> table.number(Scalars.constant(symbol));
            case SIZE -> table.number(size(symbol.name()));
            case VARIABLE, PARAMETER, BOUND -> throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME,
                    "'" + symbol.name() + "' is no input of the kernel", Span.NONE));
        };
    }

    private int reduction(Reduction reduction, int operand) {
        if (reduction.operator().sharesLargest()) {
            return table.shares(reduction.operator(), operand, reduction.axis());
        }
        return reduction.operator() == TensorRows.MAXIMUM && table.get(operand) instanceof Node.Windowed windows && reduction.axis() == windows.dims().size() - 1
                ? LineForms.largest(table, windows.node(), windows.lines(), dims(reduction.shape()))
                : table.enter(new Node.Rows(reduction.operator(), operand, reduction.axis(), dims(reduction.shape())));
    }

    private int entrywise(Expression formula, List<Expression> operands, Shape shape) {
        return table.pointwise(formula, operands.stream().map(operand -> table.whole(of(operand))).toList(), dims(shape));
    }

    private int factor(Product product, int which) {
        Optional<List<Expression>> others = product.besidesNorm(which);
        if (others.isEmpty()) {
            return of(product.factors().get(which));
        }
        Power inverse = (Power) product.factors().get(which);
        Symbol base = table.placeholder(0);
        boolean fixed = inverse.exponent() instanceof Constant;
        List<Expression> operands = new ArrayList<>(fixed ? List.of(inverse.base()) : inverse.operands());
        List<Condition> none = new ArrayList<>(List.of(Condition.compare(Condition.Relation.EQUAL, base, Constant.ZERO)));
        for (Expression number : others.get()) {
            none.add(Condition.compare(Condition.Relation.NOT_EQUAL, table.placeholder(operands.size()), Constant.ZERO));
            operands.add(number);
        }
        Expression guarded = Piecewise.of(List.of(new Piecewise.Case(Condition.all(none), Constant.ZERO)), Power.of(base, fixed ? inverse.exponent() : table.placeholder(1)));
        return entrywise(guarded, operands, inverse.shape());
    }

    private int power(Power power) {
        Optional<Integer> consecutive = power.exponent() instanceof Constant ? Optional.empty()
                : ConsecutivePowers.of(table, table.whole(of(power.base())), table.whole(of(power.exponent())), dims(power.shape()));
        if (consecutive.isPresent()) {
            return consecutive.get();
        }
        return power.exponent() instanceof Constant
                ? entrywise(Power.of(table.placeholder(0), power.exponent()), List.of(power.base()), power.shape())
                : entrywise(Power.of(table.placeholder(0), table.placeholder(1)), power.operands(), power.shape());
    }

    private void lowerAll() {
        FoldLevels levels = new FoldLevels(topology);
        for (int level = 0; level < levels.count(); level++) {
            FoldGroup.of(levels.folds(level), depth).forEach(this::folds);
            for (int i : levels.others(level)) {
                lowered[i] = node(topology.nodes().get(i));
            }
        }
    }

    private void folds(FoldGroup group) {
        FoldLowering steps = new FoldLowering(group, topology);
        List<TensorProgram> bodies = steps.bodies().stream().map(pass -> TensorPlanner.plan(lower(pass, steps.inputs(), sizes, depth + 1))).toList();
        List<Integer> operands = steps.operands().stream().map(this::of).toList();
        List<List<Integer>> dims = steps.results().stream().map(state -> dims(steps.inputs().get(state).shape())).toList();
        List<Integer> counts = dims.stream().map(each -> each.stream().reduce(1, Math::multiplyExact)).toList();
        boolean single = dims.size() == 1;
        int total = counts.stream().reduce(0, Math::addExact);
        int all = table.enter(new Node.Repeat(steps.counts(), bodies, operands, steps.results(), single ? dims.getFirst() : List.of(total)));
        group.results().forEach((fold, state) -> {
            int which = steps.results().indexOf(steps.inputs().indexOf(state));
            int before = counts.subList(0, which).stream().reduce(0, Integer::sum);
            lowered[topology.index(fold)] = single ? all : table.enter(new Node.Picked(all, LoopBodies.strides(dims.get(which)),
                    dims.get(which).stream().map(size -> 0L).toList(), before, 1, List.of(new Node.Picked.Digit(Math.max(1, total), 1)), dims.get(which)));
        });
    }

    private int array(ArrayOf array) {
        List<Integer> entries = array.operands().stream().map(this::of).toList();
        return entries.stream().allMatch(table::isNumber)
                ? table.enter(new Node.Data(entries.stream().map(table::numberOf).toList(), dims(array.shape())))
                : table.enter(new Node.Assemble(entries, dims(array.shape())));
    }

    private int indicator(Indicator indicator) {
        double[] entries = Evaluator.evaluate(indicator, Map.of(), sizes).entries();
        return table.enter(new Node.Data(java.util.Arrays.stream(entries).boxed().toList(), dims(indicator.shape())));
    }

    private int selection(Selection selection) {
        int rank = selection.operand().shape().rank();
        int position = Math.toIntExact(selection.position() - 1);
        int operand = of(selection.operand());
        if (position >= table.get(operand).dims().get(selection.axis())) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "position " + selection.position() + " is outside 1.."
                    + table.get(operand).dims().get(selection.axis()), Span.NONE));
        }
        List<Integer> axes = new ArrayList<>(IntStream.range(0, rank - 1).boxed().toList());
        axes.add(selection.axis(), -1 - position);
        return table.times(1, List.of(new Operand(operand, axes)), dims(selection.shape()));
    }
}
