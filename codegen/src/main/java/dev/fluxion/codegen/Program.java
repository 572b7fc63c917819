package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Straight-line code on doubles in single assignment: instruction {@code i} gives the value {@code vi} from earlier values. No two
 * instructions are equal, and every one is needed for an output.
 *
 * @param inputs how many inputs there are
 * @param instructions in an order in which they can be executed
 * @param outputs numbers of the instructions whose values are the results
 */
public record Program(int inputs, List<Instruction> instructions, List<Integer> outputs) {
    /** Copies. */
    public Program {
        instructions = List.copyOf(instructions);
        outputs = List.copyOf(outputs);
    }

    /**
     * This program, every instruction of which uses only what is there.
     *
     * @throws IllegalStateException if one does not: the pass that made it is broken
     */
    public Program check() {
        for (int i = 0; i < instructions.size(); i++) {
            check(i, instructions.get(i));
        }
        for (int output : outputs) {
            require(output >= 0 && output < instructions.size(), output, "output of no instruction");
        }
        return this;
    }

    private void check(int number, Instruction instruction) {
        for (int operand : instruction.operands()) {
            require(operand >= 0 && operand < number, number, "uses v" + operand);
        }
        if (instruction instanceof Instruction.Input input) {
            require(input.index() >= 0 && input.index() < inputs, number, "reads one of " + inputs + " inputs");
        }
        if (instruction instanceof Instruction.Invoke invoke) {
            require(invoke.operator().kind() == Operator.Kind.ELEMENTWISE, number, "is no function of numbers");
            require(invoke.arguments().size() == invoke.operator().operands().size(), number, "has a wrong number of arguments");
        }
        if (instruction instanceof Instruction.Repeat repeat) {
            require(repeat.arguments().size() == repeat.rounds().operands(), number, "has a wrong number of arguments");
            for (int pass = 0; pass < repeat.rounds().bodies().size(); pass++) {
                require(repeat.rounds().bodies().get(pass).outputs().size() == repeat.rounds().counts().get(pass), number, "carries other values than it computes");
            }
        }
    }

    private void require(boolean holds, int number, String problem) {
        if (!holds) {
            throw new IllegalStateException("v" + number + " = " + (number < instructions.size() ? instructions.get(number).text() : "?") + ": " + problem);
        }
    }

    /** How often each value is used, as an operand or as an output. */
    int[] uses() {
        int[] uses = new int[instructions.size()];
        outputs.forEach(output -> uses[output]++);
        for (Instruction instruction : instructions) {
            instruction.operands().forEach(operand -> uses[operand]++);
        }
        return uses;
    }

    /** One line per instruction, {@code v3 = v1 * v2}, and the outputs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < instructions.size(); i++) {
            text.append('v').append(i).append(" = ").append(instructions.get(i).text()).append('\n');
        }
        return text.append(outputs.stream().map(v -> "v" + v).collect(Collectors.joining(", ", "return ", "\n"))).toString();
    }
}
