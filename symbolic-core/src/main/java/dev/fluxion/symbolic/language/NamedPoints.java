package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;

/** Calls of which the first operand is a formula, and all others give its variables something by name: {@code subs(f, x = 2)}. */
final class NamedPoints {
    private NamedPoints() {}

    /** Refuses operands without a name, with what would be right. */
    static void require(Tree.Call call, String example) {
        if (call.operands().size() < 2) {
            CalculusForms.requireOperands(call, 1, 1);
            return;
        }
        Tree given = call.operands().get(1);
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + call.name() + "' must be told by name what stands for which variable", given.span())
                .withHint("write " + call.name() + "(" + TreeText.of(call.operands().getFirst()) + ", " + named(given, example) + ")"));
    }

    private static String named(Tree given, String example) {
        boolean equation = given instanceof Tree.Chain chain && chain.links().size() == 1 && chain.links().getFirst().operator() == Tree.Infix.EQUAL
                && chain.first() instanceof Tree.Name;
        return equation ? TreeText.of(given).replaceFirst(" == ", " = ") : given instanceof Tree.Name name ? name.name() + " = " + example
                : "x = " + TreeText.of(given);
    }
}
