package dev.fluxion.symbolic.operator;

/** What the language agrees on where a function has no derivative. */
public sealed interface Kink {
    /** The kink is where the operand is 0; the derivative there, as text of the language. */
    record AtZero(String derivative) implements Kink {}

    /** The kink is where operands are equal; what happens there, in words. */
    record Tie(String convention) implements Kink {}

    /** The function jumps; what its derivative is there, in words. */
    record Jumps(String convention) implements Kink {}
}
