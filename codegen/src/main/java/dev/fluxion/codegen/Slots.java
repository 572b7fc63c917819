package dev.fluxion.codegen;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Places in one array for the values of a program: inputs first, then numbers, then values, which take the places of those not needed any more. */
final class Slots {
    private final int[] slots;
    private final double[] template;

    Slots(Program program) {
        slots = new int[program.instructions().size()];
        int[] last = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            for (int operand : program.instructions().get(i).operands()) {
                last[operand] = i;
            }
        }
        program.outputs().forEach(output -> last[output] = slots.length);
        double[] numbers = new double[program.inputs() + slots.length];
        int next = program.inputs();
        for (int i = 0; i < slots.length; i++) {
            switch (program.instructions().get(i)) {
                case Instruction.Input input -> slots[i] = input.index();
                case Instruction.Number number -> {
                    numbers[next] = number.value();
                    slots[i] = next++;
                }
                default -> { }
            }
        }
        template = Arrays.copyOf(numbers, place(program, last, next));
    }

    private int place(Program program, int[] last, int first) {
        int next = first;
        Deque<Integer> free = new ArrayDeque<>();
        for (int i = 0; i < slots.length; i++) {
            Instruction instruction = program.instructions().get(i);
            if (!instruction.isLeaf()) {
                int at = i;
                // Read before it is written, so the result may take the place of an operand.
                instruction.operands().stream().distinct().filter(operand -> last[operand] == at && !program.instructions().get(operand).isLeaf())
                        .forEach(operand -> free.push(slots[operand]));
                slots[i] = free.isEmpty() ? next++ : free.pop();
            }
        }
        return next;
    }

    int of(int value) {
        return slots[value];
    }

    /** What the array holds before the first operation. */
    double[] template() {
        return template;
    }
}
