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
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program as words, which loops walk, one for each run of equal operations: for programs so long that their class would be run by the virtual
 * machine's interpreter for many seconds
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
    private static final int HEAD = 4; // words before the places

    private final int inputs;
    private final int[] words;
    private final int[] outputs;
    /** Inputs' places, numbers, then places for values, which are used again. */
    private final double[] template;
    private final List<Operator> operators = new ArrayList<>();
    private final List<Rounds> rounds = new ArrayList<>();

    FlatProgram(Program given) {
        Program program = OperationRuns.ordered(given);
        inputs = program.inputs();
        Slots slots = new Slots(program);
        template = slots.template();
        outputs = program.outputs().stream().mapToInt(slots::of).toArray();
        IntStream.Builder built = IntStream.builder();
        List<Instruction> instructions = program.instructions();
        for (int from = 0, to; from < instructions.size(); from = to) {
            for (to = from + 1; to < instructions.size() && OperationRuns.kind(instructions.get(to)).equals(OperationRuns.kind(instructions.get(from))); ) {
                to++;
            }
            if (!instructions.get(from).isLeaf()) {
                enterRun(instructions, from, to, slots, built);
            }
        }
        words = built.build().toArray();
    }

    // Its operation, what that needs to know, how many words follow, and these: for each time the places of operands and result.
    private void enterRun(List<Instruction> instructions, int from, int to, Slots slots, IntStream.Builder built) {
        Instruction first = instructions.get(from);
        built.add(code(first));
        built.add(switch (first) {
            case Invoke invoke -> enter(invoke.operator());
            case Instruction.Repeat repeat -> enter(repeat.rounds());
            case Select select -> select.relation().ordinal();
            default -> 0;
        });
        built.add((to - from) * (first.operands().size() + 1));
        built.add(first.operands().size());
        for (int i = from; i < to; i++) {
            instructions.get(i).operands().forEach(operand -> built.add(slots.of(operand)));
            built.add(slots.of(i));
        }
    }

    private int enter(Rounds each) {
        rounds.add(each);
        return rounds.size() - 1;
    }

    private int enter(Operator operator) {
        if (!operators.contains(operator)) {
            operators.add(operator);
        }
        return operators.indexOf(operator);
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
            case Instruction.Evaluate e -> throw new IllegalStateException("an operation of loops");
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
        for (int p = 0; p < w.length;) {
            int from = p + HEAD;
            int to = from + w[p + 2];
            switch (w[p]) {
                case ADD -> add(v, w, from, to);
                case SUBTRACT -> subtract(v, w, from, to);
                case MULTIPLY -> multiply(v, w, from, to);
                case DIVIDE -> divide(v, w, from, to);
                case MULTIPLY_ADD -> multiplyAdd(v, w, from, to);
                case NEGATE -> negate(v, w, from, to);
                case ROOT -> root(v, w, from, to);
                case RAISE -> raise(v, w, from, to);
                case SELECT -> select(RELATIONS[w[p + 1]], v, w, from, to);
                case REPEAT -> repeat(rounds.get(w[p + 1]), w[p + 3], v, w, from, to);
                default -> invoke(operators.get(w[p + 1]), w[p + 3], v, w, from, to);
            }
            p = to;
        }
    }

    private static void add(double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 3) {
            v[w[p + 2]] = v[w[p]] + v[w[p + 1]];
        }
    }

    private static void subtract(double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 3) {
            v[w[p + 2]] = v[w[p]] - v[w[p + 1]];
        }
    }

    private static void multiply(double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 3) {
            v[w[p + 2]] = v[w[p]] * v[w[p + 1]];
        }
    }

    private static void divide(double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 3) {
            v[w[p + 2]] = v[w[p]] / v[w[p + 1]];
        }
    }

    private static void multiplyAdd(double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 4) {
            v[w[p + 3]] = Math.fma(v[w[p]], v[w[p + 1]], v[w[p + 2]]);
        }
    }

    private static void negate(double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 2) {
            v[w[p + 1]] = -v[w[p]];
        }
    }

    private static void root(double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 2) {
            v[w[p + 1]] = Math.sqrt(v[w[p]]);
        }
    }

    private static void raise(double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 3) {
            v[w[p + 2]] = Evaluator.power(v[w[p]], v[w[p + 1]]);
        }
    }

    private static void select(Relation relation, double[] v, int[] w, int from, int to) {
        for (int p = from; p < to; p += 5) {
            v[w[p + 4]] = v[w[relation.holds(v[w[p]], v[w[p + 1]]) ? p + 2 : p + 3]];
        }
    }

    private static void repeat(Rounds rounds, int count, double[] v, int[] w, int from, int to) {
        double[] given = new double[count];
        for (int p = from; p < to; p += count + 1) {
            for (int k = 0; k < count; k++) {
                given[k] = v[w[p + k]];
            }
            v[w[p + count]] = rounds.value(given);
        }
    }

    private static void invoke(Operator operator, int count, double[] v, int[] w, int from, int to) {
        double[] given = new double[count];
        for (int p = from; p < to; p += count + 1) {
            for (int k = 0; k < count; k++) {
                given[k] = v[w[p + k]];
            }
            v[w[p + count]] = operator.value(given);
        }
    }
}
