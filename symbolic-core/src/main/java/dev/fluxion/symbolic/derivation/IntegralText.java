package dev.fluxion.symbolic.derivation;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pending integrals in plain text, {@code ∫ x^2 dx}, and what is put in for their variable, {@code [u = x^2]}. */
final class IntegralText {
    private IntegralText() {}

    static Optional<Tree> of(Tree.Call call) {
        if (isIntegral(call)) {
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

    /** The tree with brackets around integrals that something follows or that are raised to a power, for nothing else tells where their variable ends. */
    static Tree bracketed(Tree tree) {
        return switch (tree) {
            case Tree.Power(Tree.Call base, Tree exponent, boolean elementwise, Span span) when isIntegral(base) -> new Tree.Power(inBrackets(base), exponent, elementwise, span);
            case Tree.Chain chain when !isSum(chain) && operands(chain).anyMatch(IntegralText::isIntegral) -> bracketed(chain);
            default -> tree;
        };
    }

    private static Tree bracketed(Tree.Chain chain) {
        List<Tree.Link> links = new ArrayList<>();
        for (Tree.Link link : chain.links()) {
            boolean last = links.size() == chain.links().size() - 1 && link.operator() != Tree.Infix.DIVIDE;
            links.add(isIntegral(link.operand()) && !last ? new Tree.Link(link.operator(), inBrackets(link.operand()), link.operatorSpan()) : link);
        }
        return new Tree.Chain(isIntegral(chain.first()) ? inBrackets(chain.first()) : chain.first(), links, chain.span());
    }

    private static Stream<Tree> operands(Tree.Chain chain) {
        return Stream.concat(Stream.of(chain.first()), chain.links().stream().map(Tree.Link::operand));
    }

    private static boolean isIntegral(Tree tree) {
        return tree instanceof Tree.Call call && call.name().equals("integrate") && call.operands().size() > 1;
    }

    private static Tree inBrackets(Tree integral) {
        return Write.name("(" + DerivationText.of(integral) + ")");
    }

    private static boolean isSum(Tree tree) {
        return tree instanceof Tree.Chain chain && (chain.links().getFirst().operator() == Tree.Infix.PLUS || chain.links().getFirst().operator() == Tree.Infix.MINUS);
    }
}
