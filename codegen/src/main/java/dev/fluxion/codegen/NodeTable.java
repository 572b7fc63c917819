package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Nodes by number, operands before users; equal nodes are one, and what is known is computed at once. */
final class NodeTable {
    private static final long MOST_ENTRIES = 1L << 28;
    private static final int FEWEST_CHOSEN = 4; // entries of a line, most of which are then zeros
    private static final int MOST_CHOSEN = 1 << 24; // whole numbers in single precision

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new HashMap<>();
    private final List<Symbol> placeholders = new ArrayList<>();
    private final Map<Integer, Gathered> gathered = new HashMap<>();
    private final BitSet symmetric = new BitSet();

    /**
     * What a node is: the entries of a tensor where equations between labels hold, the first labels being its axes.
     *
     * @param sizes by label
     */
    record Gathered(int[] sizes, Operand operand, List<Equation> equations) {}

    List<Node> nodes() {
        return nodes;
    }

    Node get(int number) {
        return nodes.get(number);
    }

    int enter(Node given) {
        Node node = KnownEntries.folded(this, given);
        long entries = 1;
        for (int size : node.dims()) {
            entries = Math.multiplyExact(entries, size);
            if (entries > MOST_ENTRIES) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "a tensor of sizes " + node.dims() + " would have more than "
                        + MOST_ENTRIES + " entries", Span.NONE));
            }
        }
        Integer known = numbers.putIfAbsent(node, nodes.size());
        if (known == null) {
            nodes.add(node);
            return nodes.size() - 1;
        }
        return known;
    }

    /** Keeps how a node came about, for what can read its tensor in its stead. */
    void keep(int node, Gathered how) {
        gathered.putIfAbsent(node, how);
    }

    /** How a node came about, if that is known. */
    Optional<Gathered> gathered(int node) {
        return Optional.ofNullable(gathered.get(node));
    }

    /** Keeps that a matrix equals its transpose. */
    void keepSymmetric(int node) {
        symmetric.set(node);
    }

    /** Whether a matrix is known to equal its transpose. */
    boolean isSymmetric(int node) {
        return symmetric.get(node);
    }

    /** New room for entries, which a step fills. */
    int room(List<Integer> dims) {
        return enter(new Node.Room(nodes.size(), dims));
    }

    int number(double value) {
        return enter(new Node.Data(List.of(value), List.of()));
    }

    boolean isNumber(int node) {
        return nodes.get(node) instanceof Node.Data data && data.dims().isEmpty();
    }

    double numberOf(int node) {
        return ((Node.Data) nodes.get(node)).entries().getFirst();
    }

    /** A name for the entry of the operand at a position, for use in {@link #pointwise}. */
    Symbol placeholder(int position) {
        while (placeholders.size() <= position) {
            placeholders.add(Symbol.of("entry%06d".formatted(placeholders.size())));
        }
        return placeholders.get(position);
    }

    List<Symbol> placeholders(int count) {
        return IntStream.range(0, count).mapToObj(this::placeholder).toList();
    }

    /** The tensor that a view reads, along the same axes. */
    Operand peeled(Operand operand) {
        Operand result = operand;
        while (get(result.node()) instanceof Node.Pointwise view && view.operands().size() == 1 && view.entry().instructions().size() == 1
                && view.entry().instructions().getFirst() instanceof Instruction.Input) {
            List<Integer> axes = result.axes();
            Operand inner = view.operands().getFirst();
            result = new Operand(inner.node(), inner.axes().stream().map(axis -> axis < 0 ? axis : axes.get(axis)).toList());
        }
        boolean filled = get(result.node()) instanceof Node.Pointwise same && same.entry().instructions().size() == 1
                && same.entry().instructions().getFirst() instanceof Instruction.Number;
        return filled ? new Operand(number(numberIn((Node.Pointwise) get(result.node()))), List.of()) : result;
    }

    private static double numberIn(Node.Pointwise filled) {
        return ((Instruction.Number) filled.entry().instructions().getFirst()).value();
    }

    /** A formula of entries, where the placeholders stand for those of the operands. */
    int pointwise(Expression formula, List<Operand> given, List<Integer> dims) {
        List<Operand> operands = given.stream().map(this::peeled).toList();
        Program entry = Lowering.lower(List.of(formula), placeholders(operands.size()), Mode.STRICT);
        if (operands.stream().allMatch(operand -> isNumber(operand.node())) && dims.isEmpty()) {
            double[] at = operands.stream().mapToDouble(operand -> numberOf(operand.node())).toArray();
            return number(new ArrayInterpreter(entry).run(at)[0]);
        }
        return KnownEntries.serve(this, entry, operands, dims) ? KnownEntries.of(this, entry, operands, dims)
                : LongEntries.enter(this, entry, operands, dims);
    }

    /** A product of entries. */
    int times(double coefficient, List<Operand> factors, List<Integer> dims) {
        boolean plain = coefficient == 1 && factors.size() == 1 && isWhole(factors.getFirst(), dims);
        if (plain) {
            return factors.getFirst().node();
        }
        List<Expression> all = new ArrayList<>(placeholders(factors.size()));
        all.add(exactly(coefficient));
        return pointwise(Product.of(all), factors, dims);
    }

    private static Expression exactly(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53 ? Constant.of((long) value) : Constant.inexact(value);
    }

    /** Equal shares of the largest entries along an axis; the smallest are those of which the negation is largest. */
    int shares(Operator operator, int node, int axis) {
        List<Integer> dims = get(node).dims();
        if (dims.get(axis) < FEWEST_CHOSEN || dims.get(axis) > MOST_CHOSEN || get(node) instanceof Node.Data) {
            return enter(new Node.Rows(operator, node, axis, dims));
        }
        boolean negated = get(node) instanceof Node.Pointwise p && p.operands().equals(List.of(whole(p.operands().getFirst().node()))) && isNegation(p.entry())
                && get(p.operands().getFirst().node()).dims().equals(dims);
        List<Integer> lines = new ArrayList<>(dims);
        int count = lines.remove(axis);
        lines.add(Extremes.stored(count));
        int operand = negated ? get(node).sources().getFirst() : node;
        return enter(new Node.Shares(enter(new Node.Extremes(operand, axis, negated, List.copyOf(lines))), axis, dims));
    }

    private static boolean isNegation(Program entry) {
        return entry.instructions().equals(List.of(new Instruction.Input(0), new Instruction.Negate(0))) && entry.outputs().equals(List.of(1));
    }

    /** Whether the operand is the whole tensor with its axes in order. */
    boolean isWhole(Operand operand, List<Integer> dims) {
        return get(operand.node()).dims().equals(dims) && operand.axes().equals(IntStream.range(0, dims.size()).boxed().toList());
    }

    /** Whether every entry of a shift is one of the tensor's. */
    boolean isWithin(Node.Shift shift) {
        return shift.offset() >= 0 && shift.offset() + shift.dims().get(shift.axis()) <= get(shift.node()).dims().get(shift.axis());
    }

    /** What reads the whole tensor and gives it back. */
    Node.Pointwise copy(int node) {
        return new Node.Pointwise(new Program(1, List.of(new Instruction.Input(0)), List.of(0)), List.of(whole(node)), get(node).dims());
    }

    /** The whole tensor with its axes in order. */
    Operand whole(int node) {
        return new Operand(node, IntStream.range(0, get(node).dims().size()).boxed().toList());
    }
}
