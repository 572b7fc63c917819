package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A function that is only named, or a partial derivative of it, as it is read back: {@code diff(f(x, y), x)}, {@code f'(x^2)},
 * {@code subs(diff(f(u, v), u), u = x, v = x)}.
 */
final class CallForm {
    private static final List<String> LETTERS = List.of("u", "v", "w", "p", "q", "r", "s", "t", "a", "b", "c");
    private static final int MOST_PRIMES = 4;

    private final Presenter presenter;
    private final Call call;

    CallForm(Presenter presenter, Call call) {
        this.presenter = presenter;
        this.call = call;
    }

    // A derivative by an operand is one by a variable only where the operand is a variable, and no other operand has it.
    Tree tree() {
        Tree plain = Write.call(call.name(), call.operands().stream().map(presenter::present).toList());
        int order = call.orders().stream().mapToInt(Integer::intValue).sum();
        if (order == 0) {
            return plain;
        }
        if (areDistinctVariables(call.operands())) {
            return differentiated(plain, call.orders(), call.operands().stream().map(presenter::present).toList());
        }
        if (call.operands().size() == 1 && order <= MOST_PRIMES) {
            return new Tree.Call(call.name(), Span.NONE, order, List.of(), List.of(presenter.present(call.operands().getFirst())), List.of(), Span.NONE);
        }
        Set<String> taken = Substitution.variables(call).stream().map(Symbol::name).collect(Collectors.toSet());
        List<Tree> letters = new ArrayList<>();
        List<Tree.Named> points = new ArrayList<>();
        for (int i = 0; i < call.operands().size(); i++) {
            String letter = letter(taken);
            letters.add(Write.name(letter));
            points.add(new Tree.Named(letter, presenter.present(call.operands().get(i)), Span.NONE));
        }
        Tree inner = differentiated(Write.call(call.name(), letters), call.orders(), letters);
        return new Tree.Call("subs", Span.NONE, 0, List.of(), List.of(inner), points, Span.NONE);
    }

    // The first letter that stands for nothing else, which is taken from now on.
    private static String letter(Set<String> taken) {
        return Stream.concat(LETTERS.stream(), IntStream.iterate(1, number -> number + 1).mapToObj(number -> "u_" + number)).filter(taken::add).findFirst()
                .orElseThrow();
    }

    private static boolean areDistinctVariables(List<Expression> operands) {
        return operands.stream().allMatch(operand -> operand instanceof Symbol symbol && symbol.isVariable()) && Set.copyOf(operands).size() == operands.size();
    }

    private static Tree differentiated(Tree function, List<Integer> orders, List<Tree> variables) {
        List<Tree> operands = new ArrayList<>(List.of(function));
        for (int i = 0; i < orders.size(); i++) {
            operands.addAll(Collections.nCopies(orders.get(i), variables.get(i)));
        }
        return Write.call("diff", operands);
    }
}
