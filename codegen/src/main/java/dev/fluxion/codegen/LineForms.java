package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is done with short lines as formulas of their first entries, their second and so on, each copied to a tensor of its own: those formulas run in lanes,
 * and the copies serve value and gradient.
 */
final class LineForms {
    private static final int MOST_ENTRIES = 16; // of a line, which are compared in one formula
    private static final int MOST_PLACES = 1 << 24; // that are looked at to see whether lines meet

    private LineForms() {}

    /** The largest entry of each line. */
    static int largest(NodeTable table, int node, Lines lines, List<Integer> dims) {
        if (lines.line().size() > MOST_ENTRIES) {
            return table.enter(new Node.Largest(node, lines, dims));
        }
        List<Integer> entries = entries(table, node, lines);
        List<Instruction> code = new ArrayList<>(IntStream.range(0, entries.size()).mapToObj(Instruction.Input::new).toList());
        for (int next = 0; code.size() < 2 * entries.size() - 1; next += 2) {
            code.add(new Instruction.Invoke(Stepwise.LARGER, List.of(next, next + 1)));
        }
        return formula(table, code, entries, dims);
    }

    /** Shares of factors at the largest entries of lines. */
    static int shared(NodeTable table, Node.Shared shared) {
        Lines lines = shared.lines();
        if (shared.smallest() || lines.line().size() > MOST_ENTRIES || !areApart(lines)) {
            return table.enter(shared);
        }
        List<Integer> dims = table.get(shared.factors()).dims();
        int largest = largest(table, shared.node(), lines, dims);
        List<Integer> entries = entries(table, shared.node(), lines);
        int share = share(table, shared.factors(), largest, entries, dims);
        List<Instruction> code = List.of(new Instruction.Input(0), new Instruction.Input(1), new Instruction.Input(2), new Instruction.Number(0),
                new Instruction.Select(Relation.LESS, 0, 1, 3, 2));
        List<Integer> shares = entries.stream().map(entry -> formula(table, code, List.of(entry, largest, share), dims)).toList();
        return table.enter(new Node.Placed(shares, lines, shared.dims()));
    }

    private static List<Integer> entries(NodeTable table, int node, Lines lines) {
        return lines.line().stream().map(place -> table.enter(new Node.Strided(node, lines.offset() + place, lines.strides(), lines.sizes()))).toList();
    }

    // The factor over the number of entries that are no less than the largest; NaN where that is NaN, and nothing is less.
    private static int share(NodeTable table, int factors, int largest, List<Integer> entries, List<Integer> dims) {
        List<Integer> operands = new ArrayList<>(List.of(factors, largest));
        operands.addAll(entries);
        List<Instruction> code = new ArrayList<>(IntStream.range(0, operands.size()).mapToObj(Instruction.Input::new).toList());
        int zero = code.size();
        code.addAll(List.of(new Instruction.Number(0), new Instruction.Number(1), new Instruction.Number(Double.NaN)));
        int found = zero;
        for (int entry = 2; entry < operands.size(); entry++) {
            code.add(new Instruction.Select(Relation.LESS, entry, 1, zero, zero + 1));
            code.add(new Instruction.Add(found, code.size() - 1));
            found = code.size() - 1;
        }
        code.add(new Instruction.Divide(zero + 1, found));
        code.add(new Instruction.Multiply(0, code.size() - 1));
        code.add(new Instruction.Select(Relation.EQUAL, 1, 1, code.size() - 1, zero + 2));
        return formula(table, code, operands, dims);
    }

    private static int formula(NodeTable table, List<Instruction> code, List<Integer> operands, List<Integer> dims) {
        Program program = new Program(operands.size(), code, List.of(code.size() - 1));
        List<Operand> whole = operands.stream().map(table::whole).toList();
        return table.enter(new Node.Pointwise(program, whole, dims));
    }

    private static boolean areApart(Lines lines) {
        if ((long) lines.count() * lines.line().size() > MOST_PLACES) {
            return false;
        }
        int least = lines.least();
        BitSet met = new BitSet();
        return IntStream.of(lines.positions()).allMatch(place -> {
            boolean first = !met.get(place - least);
            met.set(place - least);
            return first;
        });
    }
}
