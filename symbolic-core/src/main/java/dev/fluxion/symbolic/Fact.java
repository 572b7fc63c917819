package dev.fluxion.symbolic;

/** Something that is assumed, and that rewriting may use. */
public sealed interface Fact {
    /** The condition is true. */
    record Holds(Condition condition) implements Fact {}

    /** The symbol, a scalar, takes whole values only. */
    record Whole(Symbol symbol) implements Fact {}
}
