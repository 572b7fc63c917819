package dev.fluxion.codegen;

import dev.fluxion.codegen.Instruction.Add;
import dev.fluxion.codegen.Instruction.Divide;
import dev.fluxion.codegen.Instruction.Input;
import dev.fluxion.codegen.Instruction.Invoke;
import dev.fluxion.codegen.Instruction.Multiply;
import dev.fluxion.codegen.Instruction.MultiplyAdd;
import dev.fluxion.codegen.Instruction.Negate;
import dev.fluxion.codegen.Instruction.Raise;
import dev.fluxion.codegen.Instruction.Root;
import dev.fluxion.codegen.Instruction.Select;
import dev.fluxion.codegen.Instruction.Subtract;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A program as words, which one loop walks: for programs so long that their class would be run by the virtual machine's interpreter for many seconds
 * before its hundreds of methods are compiled. The same bits as the class.
 */
final class FlatProgram implements VectorFunction {
    private static final int ADD = 0;
    private static final int SUBTRACT = 1;
    private static final int MULTIPLY = 2;
    private static final int DIVIDE = 3;
    private static final int MULTIPLY_ADD = 4;
    private static final int NEGATE = 5;
    private static final int ROOT = 6;
    private static final int RAISE = 7;
    private static final int SELECT = 8;
    private static final int INVOKE = 9;
    private static final int REPEAT = 10;
    private static final Relation[] RELATIONS = Relation.values();
    private static final int MOST_ARGUMENTS = 4;

    private final int inputs;
    private final int[] words;
    private final int[] outputs;
    /** Inputs' places, numbers, then places for values, which are used again. */
    private final double[] template;
    private final List<Operator> operators = new ArrayList<>();
    private final List<Rounds> rounds = new ArrayList<>();

    FlatProgram(Program program) {
        inputs = program.inputs();
        Slots slots = new Slots(program);
        template = slots.template();
        outputs = program.outputs().stream().mapToInt(slots::of).toArray();
        Map<Operator, Integer> numbers = new IdentityHashMap<>();
        IntStream.Builder built = IntStream.builder();
        for (int i = 0; i < program.instructions().size(); i++) {
            Instruction instruction = program.instructions().get(i);
            if (!instruction.isLeaf()) {
                built.add(code(instruction));
                if (instruction instanceof Invoke invoke) {
                    built.add(numbers.computeIfAbsent(invoke.operator(), this::enter));
                    built.add(invoke.arguments().size());
                }
                if (instruction instanceof Instruction.Repeat repeat) {
                    built.add(rounds.size());
                    built.add(repeat.arguments().size());
                    rounds.add(repeat.rounds());
                }
                if (instruction instanceof Select select) {
                    built.add(select.relation().ordinal());
                }
                instruction.operands().forEach(operand -> built.add(slots.of(operand)));
                built.add(slots.of(i));
            }
        }
        words = built.build().toArray();
    }

    private int enter(Operator operator) {
        operators.add(operator);
        return operators.size() - 1;
    }

    private static int code(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Number n -> throw new IllegalStateException("a number is no operation");
            case Input i -> throw new IllegalStateException("an input is no operation");
            case Add a -> ADD;
            case Subtract s -> SUBTRACT;
            case Multiply m -> MULTIPLY;
            case Divide d -> DIVIDE;
            case MultiplyAdd m -> MULTIPLY_ADD;
            case Negate n -> NEGATE;
            case Root r -> ROOT;
            case Raise r -> RAISE;
            case Select s -> SELECT;
            case Invoke v -> INVOKE;
            case Instruction.Repeat r -> REPEAT;
        };
    }

    @Override
    public void apply(double[] at, double[] out) {
        if (at.length != inputs || out.length < outputs.length) {
            throw new IllegalArgumentException(at.length + " inputs for " + inputs + ", room for " + out.length + " results of " + outputs.length);
        }
        if (at == out) {
            throw new IllegalArgumentException("the array for results is that of the inputs");
        }
        double[] v = template.clone();
        System.arraycopy(at, 0, v, 0, inputs);
        run(v);
        for (int k = 0; k < outputs.length; k++) {
            out[k] = v[outputs[k]];
        }
    }

    private void run(double[] v) {
        int[] w = words;
        double[][] arguments = new double[MOST_ARGUMENTS + 1][];
        Arrays.setAll(arguments, double[]::new);
        int p = 0;
        while (p < w.length) {
            switch (w[p]) {
                case ADD -> v[w[p + 3]] = v[w[p + 1]] + v[w[p + 2]];
                case SUBTRACT -> v[w[p + 3]] = v[w[p + 1]] - v[w[p + 2]];
                case MULTIPLY -> v[w[p + 3]] = v[w[p + 1]] * v[w[p + 2]];
                case DIVIDE -> v[w[p + 3]] = v[w[p + 1]] / v[w[p + 2]];
                case MULTIPLY_ADD -> {
                    v[w[p + 4]] = Math.fma(v[w[p + 1]], v[w[p + 2]], v[w[p + 3]]);
                    p++;
                }
                case NEGATE -> {
                    v[w[p + 2]] = -v[w[p + 1]];
                    p--;
                }
                case ROOT -> {
                    v[w[p + 2]] = Math.sqrt(v[w[p + 1]]);
                    p--;
                }
                case RAISE -> v[w[p + 3]] = Math.pow(v[w[p + 1]], v[w[p + 2]]);
                case SELECT -> {
                    v[w[p + 6]] = RELATIONS[w[p + 1]].holds(v[w[p + 2]], v[w[p + 3]]) ? v[w[p + 4]] : v[w[p + 5]];
                    p += 3;
                }
                case REPEAT -> {
                    int count = w[p + 2];
                    double[] given = new double[count];
                    for (int k = 0; k < count; k++) {
                        given[k] = v[w[p + 3 + k]];
                    }
                    v[w[p + 3 + count]] = rounds.get(w[p + 1]).value(given);
                    p += count;
                }
                default -> {
                    int count = w[p + 2];
                    double[] given = arguments[count];
                    for (int k = 0; k < count; k++) {
                        given[k] = v[w[p + 3 + k]];
                    }
                    v[w[p + 3 + count]] = operators.get(w[p + 1]).value(given);
                    p += count;
                }
            }
            p += 4;
        }
    }
}
