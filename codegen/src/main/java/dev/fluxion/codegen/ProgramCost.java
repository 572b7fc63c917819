package dev.fluxion.codegen;

/** How long a program takes, roughly: with a multiplication as the unit, in the time of which a processor does a fifth of a division. */
final class ProgramCost {
    private static final int DIVISION = 5;
    private static final int FUNCTION = 20;

    private ProgramCost() {}

    static long of(Program program) {
        return program.instructions().stream().mapToLong(ProgramCost::of).sum();
    }

    private static long of(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Number n -> 0;
            case Instruction.Input i -> 0;
            case Instruction.Add a -> 1;
            case Instruction.Subtract s -> 1;
            case Instruction.Multiply m -> 1;
            case Instruction.MultiplyAdd m -> 1;
            case Instruction.Negate n -> 1;
            case Instruction.Select s -> 1;
            case Instruction.Divide d -> DIVISION;
            case Instruction.Root r -> DIVISION;
            case Instruction.Raise r -> 2 * FUNCTION;
            case Instruction.Invoke i -> FUNCTION;
            case Instruction.Evaluate e -> FUNCTION;
            case Instruction.Repeat r -> r.rounds().bodies().stream().mapToLong(ProgramCost::of).sum();
        };
    }
}
