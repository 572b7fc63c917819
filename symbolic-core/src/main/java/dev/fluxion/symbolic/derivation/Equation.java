package dev.fluxion.symbolic.derivation;

import dev.fluxion.grammar.Tree;

/** {@code left = right}, as it is shown. */
public record Equation(Tree left, Tree right) {
    /** For people: {@code u = x^2}. */
    public String text() {
        return DerivationText.of(left) + " = " + DerivationText.of(right);
    }
}
