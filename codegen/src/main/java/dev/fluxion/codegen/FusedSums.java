package dev.fluxion.codegen;

import dev.fluxion.codegen.Instruction.Add;
import dev.fluxion.codegen.Instruction.Multiply;
import dev.fluxion.codegen.Instruction.Subtract;

/**
 * Products that only a sum uses, fused with it. Where both sides of a sum are products neither is fused: {@code a*b - c*d} would no longer be 0 where the
 * products are equal.
 */
final class FusedSums {
    private final Program program;
    private final ProgramBuilder code;
    private final int[] uses;
    private final int[] moved;

    private FusedSums(Program program) {
        this.program = program;
        code = new ProgramBuilder(program.inputs());
        uses = program.uses();
        moved = new int[uses.length];
    }

    static Program apply(Program program) {
        FusedSums pass = new FusedSums(program);
        for (int i = 0; i < pass.moved.length; i++) {
            pass.moved[i] = pass.value(program.instructions().get(i));
        }
        return pass.code.build(program.outputs().stream().map(output -> pass.moved[output]).toList());
    }

    private int value(Instruction instruction) {
        return switch (instruction) {
            case Add a when fuses(a.left(), a.right()) -> fused(a.left(), 1, moved[a.right()]);
            case Add a when fuses(a.right(), a.left()) -> fused(a.right(), 1, moved[a.left()]);
            case Subtract s when fuses(s.left(), s.right()) -> fused(s.left(), 1, code.negate(moved[s.right()]));
            case Subtract s when fuses(s.right(), s.left()) -> fused(s.right(), -1, moved[s.left()]);
            default -> code.copy(instruction.withOperands(instruction.operands().stream().map(operand -> moved[operand]).toList()));
        };
    }

    private boolean fuses(int product, int other) {
        return program.instructions().get(product) instanceof Multiply && uses[product] == 1 && !(program.instructions().get(other) instanceof Multiply);
    }

    private int fused(int product, int sign, int addend) {
        Multiply factors = (Multiply) program.instructions().get(product);
        boolean numberFirst = program.instructions().get(factors.left()) instanceof Instruction.Number;
        int changed = moved[numberFirst ? factors.left() : factors.right()];
        return code.multiplyAdd(moved[numberFirst ? factors.right() : factors.left()], sign < 0 ? code.negate(changed) : changed, addend);
    }
}
