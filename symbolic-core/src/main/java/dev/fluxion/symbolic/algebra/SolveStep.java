package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Expression;

/** A step of solving an equation. */
public sealed interface SolveStep {
    /** Its name. */
    String rule();

    /** One side is written in another way, or in terms of {@code inner}, for which the symbol stands. */
    record Rewritten(String rule, Expression before, Expression after, Expression symbol, Expression inner) implements SolveStep {}

    /** A part of the equation, or the unknown, has a value. */
    record Found(String rule, Expression part, Expression value) implements SolveStep {}

    /** A part of the equation would need a value that it has nowhere. */
    record Impossible(String rule, Expression part, Expression value) implements SolveStep {}
}
