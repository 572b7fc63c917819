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

    /** An interpreter of a program; it keeps no state between calls. */
    public ArrayInterpreter(Program program) {
        this.program = program;
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
            values[i] = value(program.instructions().get(i), values, inputs);
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
}
