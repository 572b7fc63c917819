package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.print.Write;
import java.util.List;

/** Derivations as plain text: pending derivatives in Leibniz notation, {@code d/dx(…)}. */
final class DerivationText {
    private DerivationText() {}

    static String of(Tree tree) {
        Tree shown = tree;
        for (Tree.Leibniz leibniz = first(shown); leibniz != null; leibniz = first(shown)) {
            String d = leibniz.partial() ? "∂" : "d";
            String name = d + "/" + d + String.join(d, leibniz.variables());
            shown = Trees.replace(shown, leibniz, Write.call(name, List.of(leibniz.operand())));
        }
        return TreeText.of(shown);
    }

    private static Tree.Leibniz first(Tree tree) {
        if (tree instanceof Tree.Leibniz leibniz) {
            return leibniz;
        }
        for (Tree part : Trees.parts(tree)) {
            Tree.Leibniz found = first(part);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
