package dev.fluxion.symbolic.derivation;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.print.Write;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pending integrals in plain text, {@code ∫ x^2 dx}, and what is put in for their variable, {@code [u = x^2]}. */
final class IntegralText {
    private IntegralText() {}

    static Optional<Tree> of(Tree.Call call) {
        if (call.name().equals("integrate") && call.operands().size() > 1) {
            String ends = call.operands().size() == 4 ? "[" + DerivationText.of(call.operands().get(2)) + ".." + DerivationText.of(call.operands().get(3)) + "]" : "";
            String integrand = DerivationText.of(call.operands().getFirst());
            return Optional.of(Write.name("∫" + ends + " " + (isSum(call.operands().getFirst()) ? "(" + integrand + ")" : integrand) + " d"
                    + TreeText.of(call.operands().get(1))));
        }
        if (call.name().equals("subs") && !call.named().isEmpty()) {
            String points = call.named().stream().map(point -> point.name() + " = " + DerivationText.of(point.value())).collect(Collectors.joining(", "));
            Tree inner = call.operands().getFirst();
            String text = DerivationText.of(inner);
            boolean bare = inner instanceof Tree.Name || inner instanceof Tree.Call && of((Tree.Call) inner).isEmpty();
            return Optional.of(Write.name((bare ? text : "(" + text + ")") + "[" + points + "]"));
        }
        return Optional.empty();
    }

    private static boolean isSum(Tree tree) {
        return tree instanceof Tree.Chain chain && (chain.links().getFirst().operator() == Tree.Infix.PLUS || chain.links().getFirst().operator() == Tree.Infix.MINUS);
    }
}
