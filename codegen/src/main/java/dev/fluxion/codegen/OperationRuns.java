package dev.fluxion.codegen;

import dev.fluxion.codegen.Instruction.Invoke;
import dev.fluxion.codegen.Instruction.Select;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program in an order in which equal operations follow each other: of those whose operands are there, the kind of which there are most comes first,
 * as long as there are any. What walks such a program decides once for many operations, and the processor foresees what it decides.
 *
 * <p>Source: list scheduling, S. S. Muchnick, Advanced Compiler Design and Implementation (1997), §17.1.
 */
final class OperationRuns {
    private final Program program;
    private final int[] missing;
    private final List<Deque<Integer>> ready = new ArrayList<>();
    private final Map<Object, Integer> kinds = new HashMap<>();
    private final int[] kindOf;
    private int[] firstUser; // of each value, into users
    private int[] users;
    private final int[] places;
    private final List<Instruction> placed = new ArrayList<>();

    /** A function with so many operands. */
    private record Called(Operator operator, int operands) {}

    private OperationRuns(Program program) {
        this.program = program;
        missing = new int[program.instructions().size()];
        kindOf = new int[missing.length];
        places = new int[missing.length];
    }

    /** The same program in another order. */
    static Program ordered(Program program) {
        return new OperationRuns(program).run();
    }

    /** What operations of one run have in common. */
    static Object kind(Instruction instruction) {
        return switch (instruction) {
            case Invoke invoke -> new Called(invoke.operator(), invoke.arguments().size());
            case Select select -> select.relation();
            case Instruction.Repeat repeat -> repeat.rounds();
            default -> instruction.getClass();
        };
    }

    private Program run() {
        findUsers();
        for (int i = 0; i < missing.length; i++) {
            Instruction instruction = program.instructions().get(i);
            if (instruction.isLeaf()) {
                place(i);
            } else {
                kindOf[i] = kinds.computeIfAbsent(kind(instruction), key -> kinds.size());
            }
        }
        kinds.forEach((key, kind) -> ready.add(new ArrayDeque<>()));
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] == 0 && !program.instructions().get(i).isLeaf()) {
                ready.get(kindOf[i]).add(i);
            }
        }
        while (placed.size() < missing.length) {
            Deque<Integer> most = ready.stream().max(Comparator.comparingInt(Deque::size)).orElseThrow();
            while (!most.isEmpty()) {
                execute(most.remove());
            }
        }
        return new Program(program.inputs(), placed, program.outputs().stream().map(output -> places[output]).toList());
    }

    private void findUsers() {
        firstUser = new int[missing.length + 1];
        for (Instruction instruction : program.instructions()) {
            instruction.operands().forEach(operand -> firstUser[operand + 1]++);
        }
        Arrays.parallelPrefix(firstUser, Integer::sum);
        users = new int[firstUser[missing.length]];
        int[] next = firstUser.clone();
        for (int i = 0; i < missing.length; i++) {
            for (int operand : program.instructions().get(i).operands()) {
                users[next[operand]++] = i;
                missing[i] += program.instructions().get(operand).isLeaf() ? 0 : 1;
            }
        }
    }

    private void place(int value) {
        places[value] = placed.size();
        Instruction instruction = program.instructions().get(value);
        placed.add(instruction.withOperands(instruction.operands().stream().map(operand -> places[operand]).toList()));
    }

    private void execute(int value) {
        place(value);
        for (int k = firstUser[value]; k < firstUser[value + 1]; k++) {
            if (--missing[users[k]] == 0) {
                ready.get(kindOf[users[k]]).add(users[k]);
            }
        }
    }
}
