package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A formula of entries that is too long for the body of one loop, as several nodes, each short: values that carry much below them become tensors
 * of their own. Every operation is done as before, in the same order, to the same bits.
 */
final class LongEntries {
    /** What reading an entry weighs; an operation weighs 1. A read takes up to 140 bytes of code where a tensor has eight axes, an operation up to 28. */
    static final int READ = 3;

    /** The most that the formula of one node weighs. */
    static final int HEAVIEST = 48;

    private final NodeTable table;
    private final Program entry;
    private final List<Operand> operands;
    private final List<Integer> dims;
    private final int[] weights;
    private final Map<Integer, Integer> nodes = new HashMap<>();

    private LongEntries(NodeTable table, Program entry, List<Operand> operands, List<Integer> dims) {
        this.table = table;
        this.entry = entry;
        this.operands = operands;
        this.dims = dims;
        weights = new int[entry.instructions().size()];
    }

    /** The node of a formula. */
    static int enter(NodeTable table, Program entry, List<Operand> operands, List<Integer> dims) {
        return weight(entry.instructions()) <= HEAVIEST ? table.enter(new Node.Pointwise(entry, operands, dims))
                : new LongEntries(table, entry, operands, dims).enter();
    }

    private static int weight(List<Instruction> instructions) {
        return instructions.stream().mapToInt(LongEntries::weight).sum();
    }

    private static int weight(Instruction instruction) {
        return instruction instanceof Instruction.Input ? READ : instruction instanceof Instruction.Number ? 0 : 1;
    }

    private int enter() {
        for (int value = 0; value < weights.length; value++) {
            weights[value] = weigh(value);
        }
        return node(entry.outputs().getFirst());
    }

    // A value weighs as much as the tree below it, down to reads: where that is too much, its heaviest operands become nodes.
    private int weigh(int value) {
        List<Integer> below = entry.instructions().get(value).operands().stream().distinct().toList();
        while (true) {
            int weight = weight(entry.instructions().get(value)) + below.stream().mapToInt(operand -> weights[operand]).sum();
            if (weight <= HEAVIEST) {
                return weight;
            }
            int heaviest = below.stream().max((a, b) -> Integer.compare(weights[a], weights[b])).orElseThrow();
            nodes.put(heaviest, node(heaviest));
            weights[heaviest] = READ;
        }
    }

    private int node(int value) {
        Piece piece = new Piece(value);
        return table.enter(new Node.Pointwise(piece.program(), piece.reads, dims));
    }

    /** The instructions below a value, down to the reads and to values that are nodes already. */
    private final class Piece {
        private final List<Instruction> instructions = new ArrayList<>();
        private final List<Operand> reads = new ArrayList<>();
        private final Map<Integer, Integer> renamed = new HashMap<>();
        private final int root;

        Piece(int root) {
            this.root = root;
        }

        Program program() {
            int output = copy(root);
            return new Program(reads.size(), instructions, List.of(output)).check();
        }

        // As deep as a weight at most.
        private int copy(int value) {
            Integer known = renamed.get(value);
            if (known != null) {
                return known;
            }
            Instruction copied = copied(value);
            instructions.add(copied);
            renamed.put(value, instructions.size() - 1);
            return instructions.size() - 1;
        }

        private Instruction copied(int value) {
            Instruction instruction = entry.instructions().get(value);
            if (nodes.containsKey(value) && value != root) {
                return read(table.whole(nodes.get(value)));
            }
            return instruction instanceof Instruction.Input input ? read(operands.get(input.index()))
                    : instruction.withOperands(instruction.operands().stream().map(this::copy).toList());
        }

        private Instruction read(Operand operand) {
            reads.add(operand);
            return new Instruction.Input(reads.size() - 1);
        }
    }
}
