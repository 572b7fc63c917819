package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Derivatives as text asks for them, {@code diff(f, x, y)}: f′(x) and ∂f/∂x(x, y) for functions that are only named, else Leibniz notation. */
final class NamedDerivatives {
    private static final String NAME = "diff";
    private static final int MOST_PRIMES = 3;

    private NamedDerivatives() {}

    /** Whether a call is the derivative of something by variables. */
    static boolean is(Tree.Call call) {
        return call.name().equals(NAME) && call.operands().size() > 1 && call.operands().get(1) instanceof Tree.Name
                && call.operands().stream().skip(2).allMatch(by -> by instanceof Tree.Name || order(by) > 0);
    }

    private static int order(Tree tree) {
        return tree instanceof Tree.Number n && n.value().scale() <= 0 && n.value().precision() < 4 ? n.value().intValue() : 0;
    }

    /** Whether what is differentiated is a function that is only named. */
    static boolean isOfNamed(Tree.Call call) {
        return call.operands().getFirst() instanceof Tree.Call function && function.binders().isEmpty() && function.named().isEmpty()
                && !is(function) && FunctionLatex.isOnlyNamed(function);
    }

    static LatexLevel level(Tree.Call call) {
        return !isOfNamed(call) ? LatexLevel.of(leibniz(call)) : ((Tree.Call) call.operands().getFirst()).operands().size() == 1 ? LatexLevel.ATOM
                : LatexLevel.POWER;
    }

    /** The same in Leibniz notation; with one variable only it is no partial derivative. */
    static Tree.Leibniz leibniz(Tree.Call call) {
        List<String> variables = variables(call);
        return new Tree.Leibniz(variables, hasOthers(call.operands().getFirst(), variables), call.operands().getFirst(), call.span());
    }

    private static boolean hasOthers(Tree tree, List<String> variables) {
        List<Tree> open = new ArrayList<>(List.of(tree));
        while (!open.isEmpty()) {
            Tree next = open.removeLast();
            if (next instanceof Tree.Name name && !variables.contains(name.name())) {
                return true;
            }
            open.addAll(Trees.parts(next));
        }
        return variables.stream().distinct().count() > 1;
    }

    // A number behind a variable tells how often it is meant.
    private static List<String> variables(Tree.Call call) {
        List<String> variables = new ArrayList<>();
        for (Tree by : call.operands().subList(1, call.operands().size())) {
            variables.addAll(by instanceof Tree.Number ? Collections.nCopies(order(by) - 1, variables.getLast()) : List.of(TreeText.of(by)));
        }
        return variables;
    }

    static String latex(LatexPrinter printer, Tree.Call call) {
        if (!isOfNamed(call)) {
            return printer.print(leibniz(call), LatexLevel.WHOLE);
        }
        Tree.Call function = (Tree.Call) call.operands().getFirst();
        String name = NameLatex.of(function.name(), false) + "'".repeat(function.primes());
        List<String> by = variables(call);
        String operands = LatexPrinter.brackets(function.operands().stream().map(operand -> printer.print(operand, LatexLevel.WHOLE)).collect(Collectors.joining(", ")));
        if (function.operands().size() == 1) {
            return name + (by.size() > MOST_PRIMES ? "^{(" + by.size() + ")}" : "'".repeat(by.size())) + operands;
        }
        return printer.quotient("\\partial", name, by) + operands;
    }
}
