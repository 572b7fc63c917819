package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Tables that depend on sizes alone, such as those of positions: computed when they are lowered, by the operations that a kernel would do. */
final class KnownEntries {
    // Larger ones are computed in each run, which takes no longer than reading them from memory would.
    private static final int MOST = 1 << 19;
    private static final int LEAST_FOR_A_CLASS = 4_096;

    private KnownEntries() {}

    private static boolean isTable(NodeTable table, int node) {
        return table.get(node) instanceof Node.Data && !table.isNumber(node);
    }

    /** Whether a formula of entries computes something of known tables. */
    static boolean serve(NodeTable table, Program entry, List<Operand> operands, List<Integer> dims) {
        boolean known = operands.stream().allMatch(operand -> table.get(operand.node()) instanceof Node.Data);
        return known && operands.stream().anyMatch(operand -> isTable(table, operand.node())) && !entry.instructions().stream().allMatch(Instruction::isLeaf)
                && count(used(operands), dims) <= MOST;
    }

    private static List<Integer> used(List<Operand> operands) {
        TreeSet<Integer> used = new TreeSet<>();
        operands.forEach(operand -> operand.axes().stream().filter(axis -> axis >= 0).forEach(used::add));
        return List.copyOf(used);
    }

    private static long count(List<Integer> axes, List<Integer> dims) {
        return axes.stream().mapToLong(dims::get).reduce(1, (a, b) -> a * b);
    }

    /** The table, along those axes only that it depends on, read along all. */
    static int of(NodeTable table, Program entry, List<Operand> operands, List<Integer> dims) {
        List<Integer> used = used(operands);
        List<Integer> own = used.stream().map(dims::get).toList();
        List<Operand> renamed = operands.stream()
                .map(operand -> new Operand(operand.node(), operand.axes().stream().map(axis -> axis < 0 ? axis : (Integer) used.indexOf(axis)).toList())).toList();
        Step.Loop loop = LoopBodies.of(table, source -> true, -1, new Node.Pointwise(entry, renamed, own)).getFirst();
        int data = table.enter(new Node.Data(run(table, loop), own));
        return table.times(1, List.of(new Operand(data, used)), dims);
    }

    private static List<Double> run(NodeTable table, Step.Loop loop) {
        double[][] arrays = new double[loop.reads().size() + 1][];
        List<Step.Access> reads = new ArrayList<>();
        for (int i = 0; i < loop.reads().size(); i++) {
            Step.Access read = loop.reads().get(i);
            arrays[i] = entries(table, read.array());
            reads.add(new Step.Access(i, read.offset(), read.strides()));
        }
        arrays[reads.size()] = new double[loop.sizes().subList(0, loop.outer()).stream().reduce(1, (a, b) -> a * b)];
        Step.Access write = new Step.Access(reads.size(), loop.write().offset(), loop.write().strides());
        run(new Step.Loop(loop.sizes(), loop.outer(), reads, loop.body(), write), arrays);
        return Entries.of(arrays[reads.size()]);
    }

    // A class takes longer to be made than a small loop to be interpreted.
    private static void run(Step.Loop loop, double[][] arrays) {
        if (loop.iterations() < LEAST_FOR_A_CLASS) {
            TensorInterpreter.run(loop, arrays, Precision.DOUBLE);
            return;
        }
        int turns = loop.sizes().get(LoopOrder.of(loop).axes().getFirst());
        LoopForm form = LoopForm.of(loop, Precision.DOUBLE);
        SharedLoop.emitted(form, false).run(arrays, form.arrays(), 0, loop.outer() == 0 ? 1 : loop.sizes().getFirst(), 0, turns, arrays);
    }

    private static double[] entries(NodeTable table, int node) {
        return Entries.array(((Node.Data) table.get(node)).entries());
    }

    /** The node, or the table that it is. */
    static Node folded(NodeTable table, Node node) {
        if (node instanceof Node.Rows rows && node.count() <= MOST && isKnown(table, rows.node()) && table.get(rows.node()).count() <= MOST) {
            return new Node.Data(row(table, rows), node.dims());
        }
        if (node instanceof Node.Total total && isTable(table, total.operand().node()) && table.get(total.operand().node()).count() <= MOST) {
            return new Node.Data(run(table, LoopBodies.of(table, source -> true, -1, total)), node.dims());
        }
        return node;
    }

    private static boolean isKnown(NodeTable table, int node) {
        return table.get(node) instanceof Node.Data
                || table.get(node) instanceof Node.Pointwise formula && formula.sources().stream().allMatch(source -> table.get(source) instanceof Node.Data);
    }

    private static List<Double> row(NodeTable table, Node.Rows rows) {
        Node whole = table.get(rows.node());
        double[] entries = whole instanceof Node.Pointwise formula
                ? Entries.array(run(table, LoopBodies.of(table, source -> true, -1, formula).getFirst())) : entries(table, rows.node());
        int count = whole.dims().get(rows.axis());
        int stride = LoopBodies.strides(whole.dims()).get(rows.axis());
        Step.Rows step = new Step.Rows(rows.operator(), 0, 1, count == 0 ? 0 : entries.length / count, count, stride);
        double[] result = new double[rows.count()];
        TensorInterpreter.rows(step, entries, result);
        return Entries.of(result);
    }
}
