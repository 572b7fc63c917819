package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.Elaborator;

/** How the answer of a call comes about. */
@FunctionalInterface
interface Explanation {
    Derivation of(Elaborator elaborator, Tree.Call call);
}
