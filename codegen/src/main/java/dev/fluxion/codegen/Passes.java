package dev.fluxion.codegen;

/** What makes a program cheaper. Every tier executes the program that comes out, so that all agree to the bit. */
final class Passes {
    // Sharing counts the pairs of factors of the whole program.
    private static final int MOST_INSTRUCTIONS = 50_000;

    private Passes() {}

    static Program apply(Program program, Mode mode) {
        return switch (mode) {
            case STRICT, ACCURATE -> program;
            case FAST -> {
                Program shared = program.instructions().size() <= MOST_INSTRUCTIONS ? SharedFactors.apply(program) : program;
                yield Fusing.AVAILABLE ? FusedSums.apply(shared) : shared;
            }
        };
    }
}
