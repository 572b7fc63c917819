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
import dev.fluxion.symbolic.evaluate.Evaluator;

/** Executes a program over an array of values: the definition of what its class must compute, bit for bit. */
public final class ArrayInterpreter {
    private final Program program;
    private final Precision precision;

    /** An interpreter of a program in double precision; it keeps no state between calls. */
    public ArrayInterpreter(Program program) {
        this(program, Precision.DOUBLE);
    }

    /** The same in a precision, as the bodies of loops over tensors are executed: in the single one inputs and values are numbers of it. */
    ArrayInterpreter(Program program, Precision precision) {
        this.program = program;
        this.precision = precision;
    }

    /**
     * The outputs in the program's order.
     *
     * @param inputs one number per input of the program
     * @throws IllegalArgumentException if there are more or fewer
     */
    public double[] run(double... inputs) {
        if (inputs.length != program.inputs()) {
            throw new IllegalArgumentException(inputs.length + " inputs for " + program.inputs());
        }
        double[] values = new double[program.instructions().size()];
        for (int i = 0; i < values.length; i++) {
            Instruction instruction = program.instructions().get(i);
            values[i] = precision == Precision.FLOAT ? single(instruction, values, inputs) : value(instruction, values, inputs);
        }
        return program.outputs().stream().mapToDouble(output -> values[output]).toArray();
    }

    static double value(Instruction instruction, double[] v, double[] inputs) {
        return switch (instruction) {
            case Instruction.Number n -> n.value();
            case Input i -> inputs[i.index()];
            case Add a -> v[a.left()] + v[a.right()];
            case Subtract s -> v[s.left()] - v[s.right()];
            case Multiply m -> v[m.left()] * v[m.right()];
            case Divide d -> v[d.left()] / v[d.right()];
            case MultiplyAdd m -> Math.fma(v[m.left()], v[m.right()], v[m.addend()]);
            case Negate n -> -v[n.operand()];
            case Root r -> Math.sqrt(v[r.operand()]);
            case Raise r -> Evaluator.power(v[r.base()], v[r.exponent()]);
            case Invoke i -> i.operator().value(i.arguments().stream().mapToDouble(argument -> v[argument]).toArray());
            case Instruction.Evaluate e -> e.function().value(v[e.operand()]);
            case Instruction.Repeat r -> r.rounds().value(r.arguments().stream().mapToDouble(argument -> v[argument]).toArray());
            case Select s -> s.relation().holds(v[s.left()], v[s.right()]) ? v[s.then()] : v[s.otherwise()];
        };
    }

    // What double precision gives, rounded, is what single precision gives: for the operations of IEEE 754 of two operands by the number of their digits, for
    // others by definition. Of three operands it is not.
    private static double single(Instruction instruction, double[] v, double[] inputs) {
        return switch (instruction) {
            case MultiplyAdd m -> Math.fma((float) v[m.left()], (float) v[m.right()], (float) v[m.addend()]);
            case Instruction.Evaluate e -> e.function().value((float) v[e.operand()]);
            default -> (float) value(instruction, v, inputs);
        };
    }
}
