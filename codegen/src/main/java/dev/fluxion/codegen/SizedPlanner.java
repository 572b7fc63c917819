package dev.fluxion.codegen;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
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
import dev.fluxion.symbolic.WrittenOut;
import dev.fluxion.symbolic.calculus.Diagonals;
import dev.fluxion.symbolic.evaluate.Solves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Expressions of tensors to steps that know no size: which tensors are stored, and what loops compute them. */
final class SizedPlanner {
    private static final int NOWHERE = -1;
    private static final int UNNUMBERED = -2; // stored in an array that has no number yet
    private static final int HEAVIEST = 40; // operations of the formula of an entry

    private final List<Symbol> inputs;
    private final Mode mode;
    private final int depth; // how many folds this is inside of
    private final Topology topology;
    private final FoldLevels levels;
    private final List<List<Repeated>> folds = new ArrayList<>(); // by level
    private final int[] arrays; // by node
    private final int[] operations; // to compute an entry in place
    private final List<SizedStep> steps = new ArrayList<>();
    private final TreeSet<Size> required = new TreeSet<>();
    private int next; // the array that the next step makes

    /** Folds that are executed together, and their steps. */
    private record Repeated(FoldGroup group, FoldLowering steps) {}

    private SizedPlanner(List<Expression> roots, List<Symbol> inputs, Mode mode, int depth) {
        this.inputs = inputs;
        this.mode = mode;
        this.depth = depth;
        next = inputs.size();
        topology = Topology.of(roots);
        levels = new FoldLevels(topology);
        arrays = new int[topology.size()];
        Arrays.fill(arrays, NOWHERE);
        operations = new int[arrays.length];
    }

    /**
     * The steps that compute tensors.
     *
     * @throws FluxionException {@code UNSUPPORTED} where there is something that has no loops of this kind, {@code NAME} where a symbol is no input
     */
    static SizedProgram plan(List<Expression> written, List<Symbol> inputs, Mode mode) {
        return plan(written.stream().map(WrittenOut::of).toList(), inputs, mode, 0);
    }

    private static SizedProgram plan(List<Expression> written, List<Symbol> inputs, Mode mode, int depth) {
        List<Expression> roots = PairwiseProducts.in(Solves.in(Chains.joined(Diagonals.in(written))));
        SizedPlanner planner = new SizedPlanner(roots, inputs, mode, depth);
        planner.requireLoops();
        planner.group(roots.getFirst());
        planner.mark(roots);
        for (int level = 0; level < planner.levels.count(); level++) {
            planner.folds.get(level).forEach(planner::repeat);
            for (int i : planner.levels.others(level)) {
                if (planner.arrays[i] == UNNUMBERED) {
                    planner.step(i);
                }
            }
        }
        return new SizedProgram(inputs, List.copyOf(planner.steps), roots.stream().map(root -> planner.arrays[planner.topology.index(root)]).toList(), planner.required);
    }

    // What the value needs is apart from what gradients need alone: the method of the value would compute that, too.
    private void group(Expression value) {
        boolean[] ofValue = new boolean[arrays.length];
        ofValue[topology.index(value)] = true;
        for (int i = arrays.length - 1; i >= 0; i--) {
            for (int operand : topology.operands(i)) {
                ofValue[operand] |= ofValue[i];
            }
        }
        for (int level = 0; level < levels.count(); level++) {
            List<Repeated> now = new ArrayList<>();
            Map<Boolean, List<Fold>> apart = levels.folds(level).stream().collect(Collectors.partitioningBy(fold -> depth == 0 && ofValue[topology.index(fold)]));
            apart.values().stream().flatMap(each -> FoldGroup.of(each, depth).stream()).forEach(group -> now.add(new Repeated(group, new FoldLowering(group, topology))));
            folds.add(now);
        }
    }

    private void requireLoops() {
        for (Expression node : topology.nodes()) {
            Optional<FluxionException> refusal = switch (node) {
                case Expression e when e.reach() > 0 -> Optional.empty(); // part of what a fold repeats, which is planned apart
                case Bound b when b.countsThrough() -> Optional.of(refused("an " + b.kind().text() + " of symbolic length",
                        "give the number of its terms, or sum over the positions of a vector: sum(i: x[i])"));
                case Bound b -> Optional.of(refused("an unevaluated " + b.kind().text(), "give it a value first"));
                case Call c -> Optional.of(FluxionException.unsupported("the value of '" + c.name() + "', a function that is only named"));
                default -> Optional.empty();
            };
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
    }

    private static FluxionException refused(String what, String hint) {
        FluxionException refusal = FluxionException.unsupported(what + " in a class file of a formula of tensors");
        return new FluxionException(refusal.diagnostic().withHint(hint));
    }

    private void mark(List<Expression> roots) {
        int[] uses = new int[arrays.length];
        roots.forEach(root -> uses[topology.index(root)]++);
        for (int i = 0; i < arrays.length; i++) {
            for (int operand : topology.nodes().get(i).reach() > 0 ? new int[0] : topology.operands(i)) {
                uses[operand]++;
            }
        }
        Map<String, Integer> numbers = new HashMap<>();
        inputs.forEach(input -> numbers.put(input.name(), numbers.size()));
        for (int i = 0; i < arrays.length; i++) {
            if (topology.nodes().get(i).reach() > 0) {
                continue;
            }
            if (topology.nodes().get(i) instanceof Symbol symbol && symbol.role() != Symbol.Role.CONSTANT) {
                arrays[i] = symbol.role() == Symbol.Role.SIZE ? UNNUMBERED : Optional.ofNullable(numbers.get(symbol.name())).orElseThrow(() -> Lowering.noInput(symbol));
            } else if (topology.nodes().get(i) instanceof Indicator) {
                operations[i] = 1; // an equation of the products that it is in
            } else {
                decide(i, uses[i]);
            }
        }
        roots.stream().map(topology::index).forEach(this::store);
        folds.stream().flatMap(List::stream).flatMap(repeated -> repeated.steps.operands().stream()).map(topology::index).forEach(this::store);
    }

    private void decide(int node, int uses) {
        if (topology.nodes().get(node) instanceof Fold) {
            store(node);
            return;
        }
        for (int operand : topology.operands(node)) {
            storeWhatRepeats(topology.nodes().get(node), operand);
        }
        if (!isEntrywise(topology.nodes().get(node))) {
            store(node);
            return;
        }
        int own = own(topology.nodes().get(node));
        operations[node] = own + inPlace(node);
        while (operations[node] > HEAVIEST && inPlace(node) > 0) {
            store(Arrays.stream(topology.operands(node)).filter(operand -> arrays[operand] == NOWHERE).boxed()
                    .max(Comparator.comparingInt(operand -> operations[operand])).orElseThrow());
            operations[node] = own + inPlace(node);
        }
        if (uses > 1 && operations[node] > 0) { // computed in two places it might be rounded in two ways, and not be equal to itself
            store(node);
        }
    }

    private void store(int node) {
        arrays[node] = arrays[node] == NOWHERE ? UNNUMBERED : arrays[node];
    }

    private int inPlace(int node) {
        return Arrays.stream(topology.operands(node)).filter(operand -> arrays[operand] == NOWHERE).map(operand -> operations[operand]).sum();
    }

    // Where the formula of an entry is that of the operands' entries.
    private static boolean isEntrywise(Expression node) {
        return switch (node) {
            case Product p -> !p.isContraction() && p.deltas().isEmpty() && p.factors().stream().noneMatch(Indicator.class::isInstance);
            case ArrayOf a -> false;
            case Reduction r -> false;
            case MatrixFunction m -> false;
            case Indicator i -> false;
            case Constant c -> true;
            case Symbol s -> true;
            case Sum s -> true;
            case Power p -> true;
            case Apply a -> true;
            case Piecewise p -> true;
            case Selection s -> true;
            case Bound b -> throw new IllegalStateException("refused before");
            case Fold f -> false;
            case Call c -> throw new IllegalStateException("refused before");
        };
    }

    private static int own(Expression node) {
        return switch (node) {
            case Constant c -> 0;
            case Symbol s -> 0;
            case Selection s -> 0;
            case Product p -> p.factors().size() - (p.coefficient().isOne() ? 1 : 0);
            case Sum s -> s.terms().size() - 1;
            default -> Math.max(1, node.operands().size() - 1);
        };
    }

    // What is computed for an entry would be computed again for each entry along the other labels.
    private void storeWhatRepeats(Expression node, int operand) {
        Expression what = topology.nodes().get(operand);
        int labels = node instanceof Product p ? p.labelCount() : node.shape().rank();
        boolean repeats = operations[operand] > 0 && what.shape().rank() < labels;
        boolean takesArrays = node instanceof Reduction || node instanceof MatrixFunction;
        if (what instanceof Indicator ? !(node instanceof Product) : takesArrays || repeats && !(node instanceof ArrayOf)) {
            store(operand);
        }
    }

    private int array(Expression node) {
        return Math.max(NOWHERE, arrays[topology.index(node)]);
    }

    private void step(int index) {
        Expression node = topology.nodes().get(index);
        if (node instanceof Sum sum && sum.terms().size() > HEAVIEST && isLong(body(sum, axes(sum)))) {
            arrays[index] = longSum(sum);
            return;
        }
        int result = next++;
        SizedStep step = switch (node) {
            case Symbol s when s.role() == Symbol.Role.SIZE -> new SizedStep.Count(Size.named(s.name()), result);
            case Product p when !isEntrywise(p) -> nest(p, result);
            case Indicator i -> nest(Product.ofAll(i), result);
            case Reduction r -> new SizedStep.Rows(r.operator(), array(r.operand()), r.operand().shape(), r.axis(), result, r.shape());
            case MatrixFunction m -> new SizedStep.Matrix(m.operator(), m.operands().stream().map(this::array).toList(), m.operands().getFirst().shape().size(0), result, m.shape());
            case ArrayOf a -> new SizedStep.Written(a.operands().stream().map(entry -> body(entry, List.of())).toList(), result, a.shape());
            default -> entrywise(node, result);
        };
        steps.add(step);
        arrays[index] = result;
    }

    private void repeat(Repeated repeated) {
        FoldLowering lowered = repeated.steps;
        List<SizedProgram> bodies = lowered.bodies().stream().map(pass -> plan(pass, lowered.inputs(), mode, depth + 1)).toList();
        bodies.forEach(body -> required.addAll(body.required()));
        List<Integer> ends = lowered.results();
        steps.add(new SizedStep.Repeat(lowered.counts(), bodies, lowered.operands().stream().map(this::array).toList(), ends, next,
                ends.stream().map(end -> lowered.inputs().get(end).shape()).toList()));
        repeated.group.results().forEach((fold, state) -> arrays[topology.index(fold)] = next + ends.indexOf(lowered.inputs().indexOf(state)));
        next += ends.size();
    }

    private SizedStep.Body body(Expression node, List<Integer> axes) {
        EntryFormula formula = new EntryFormula(this::stored);
        return formula.body(formula.of(node, axes), mode);
    }

    private int stored(Expression node) {
        if (node instanceof Selection s) {
            required.add(s.operand().shape().size(s.axis()).minus(Size.of(s.position())));
        }
        return array(node);
    }

    // In a method that the virtual machine does not compile, of the entry or of the loop that reads what it needs.
    private static boolean isLong(SizedStep.Body body) {
        return body.reads().size() > HEAVIEST || !SizedEmitter.isShort(body);
    }

    // Some terms after the others, added to what the array before them holds.
    private int longSum(Sum sum) {
        List<Integer> axes = axes(sum);
        int before = NOWHERE;
        for (int from = 0; from < sum.terms().size(); from += HEAVIEST) {
            EntryFormula formula = new EntryFormula(this::stored);
            List<Expression> entries = new ArrayList<>();
            for (Expression term : sum.terms().subList(from, Math.min(sum.terms().size(), from + HEAVIEST))) {
                entries.add(formula.of(term, axes));
            }
            if (before != NOWHERE) {
                entries.add(formula.read(new SizedStep.Read(before, sum.shape(), axes)));
            }
            before = next++;
            steps.add(entrywise(sum, formula.body(Sum.of(entries), mode), before));
        }
        return before;
    }

    private static List<Integer> axes(Expression node) {
        return IntStream.range(0, node.shape().rank()).boxed().toList();
    }

    private SizedStep entrywise(Expression node, int result) {
        return entrywise(node, body(node, axes(node)), result);
    }

    private SizedStep entrywise(Expression node, SizedStep.Body body, int result) {
        List<Integer> axes = axes(node);
        boolean sameOrder = axes.size() > 1 && body.reads().stream().allMatch(read -> read.axes().isEmpty() || read.axes().equals(axes));
        if (!sameOrder) {
            return nest(result, node.shape(), node.shape().sizes(), List.of(), body, Optional.empty(), false);
        }
        Shape line = Shape.of(node.shape().entries());
        List<SizedStep.Read> reads = body.reads().stream().map(read -> read.axes().isEmpty() ? read : new SizedStep.Read(read.array(), line, List.of(0))).toList();
        return nest(result, line, line.sizes(), List.of(), new SizedStep.Body(body.program(), reads), Optional.empty(), false);
    }

    private SizedStep.Nest nest(int result, Shape shape, List<Size> ranges, List<LabelOrder.Tie> ties, SizedStep.Body body, Optional<SizedStep.Body> scale, boolean sums) {
        List<SizedStep.Read> entries = new ArrayList<>(body.reads());
        entries.add(new SizedStep.Read(result, shape, IntStream.range(0, shape.rank()).boxed().toList()));
        return new SizedStep.Nest(result, shape, ranges, LabelOrder.of(ranges, ties, entries), body, scale, sums);
    }

    // Numbers stand in front of a sum.
    private SizedStep nest(Product product, int result) {
        List<Integer> labels = IntStream.range(0, product.labelCount()).boxed().toList();
        EntryFormula formula = new EntryFormula(this::stored);
        List<Expression> factors = new ArrayList<>();
        List<LabelOrder.Tie> ties = new ArrayList<>();
        product.deltas().forEach(delta -> ties.add(new LabelOrder.Tie(List.of(new LabelOrder.Term(delta.first(), Size.ONE),
                new LabelOrder.Term(delta.second(), Size.of(-1))), Size.ZERO)));
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Indicator indicator) {
                required.addAll(indicator.required());
                ties.add(tie(indicator, product.labels(i)));
            } else if (!product.isContraction() || !product.factors().get(i).isScalar()) {
                factors.add(formula.factor(product, i, labels));
            }
        }
        if (!product.isContraction()) {
            factors.add(Constant.of(product.coefficient()));
        }
        return nest(result, product.shape(), labels.stream().map(product::size).toList(), ties, formula.body(Product.of(factors), mode),
                product.isContraction() ? scale(product, result) : Optional.empty(), product.isContraction());
    }

    private Optional<SizedStep.Body> scale(Product product, int result) {
        EntryFormula formula = new EntryFormula(this::stored);
        List<Expression> factors = new ArrayList<>(List.of(formula.read(new SizedStep.Read(result, Shape.SCALAR, List.of())), Constant.of(product.coefficient())));
        IntStream.range(0, product.factors().size()).filter(i -> product.factors().get(i).isScalar() && !(product.factors().get(i) instanceof Indicator)).forEach(i -> factors.add(formula.factor(product, i, List.of())));
        SizedStep.Body scale = formula.body(Product.of(factors), mode);
        return scale.isEntry() ? Optional.empty() : Optional.of(scale);
    }

    private static LabelOrder.Tie tie(Indicator indicator, List<Integer> labels) {
        return new LabelOrder.Tie(IntStream.range(0, labels.size()).mapToObj(axis -> new LabelOrder.Term(labels.get(axis), indicator.coefficient(axis))).toList(),
                indicator.offset());
    }
}
