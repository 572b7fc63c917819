package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;

/** A function whose operands are read in its own way: sums over labels, constructors of tensors, commands of calculus. */
@FunctionalInterface
public interface Form {
    /** The meaning of a call. */
    Typed read(Elaborator elaborator, Tree.Call call);
}
