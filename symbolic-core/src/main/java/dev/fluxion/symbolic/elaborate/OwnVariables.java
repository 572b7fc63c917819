package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Variables of calculus in the body of a function that is called. One is the body's own where a parameter stands for something that it could be
 * confused with: {@code g(x) = diff(x^3, x)} has the value 12 at 2, and in {@code f(x) = integrate(x*t, t, 0, 1)} the t of {@code f(t)} is another.
 * So is one that is not declared where names must be.
 */
final class OwnVariables {
    private OwnVariables() {}

    /** The variables of {@code d/dx}. */
    static List<Tree> named(Tree.Leibniz leibniz) {
        return leibniz.variables().stream().<Tree>map(name -> new Tree.Name(name, leibniz.span())).toList();
    }

    /**
     * The meaning of a call of calculus, in which what the variables stand for is put once it is known.
     *
     * @param variables by which trees it names them, some of which may stand among the operands
     */
    static Typed read(Elaborator elaborator, List<Tree> variables, List<Tree> operands, Function<Elaborator, Typed> meaning) {
        List<Tree.Name> names = variables.stream().filter(Tree.Name.class::isInstance).map(Tree.Name.class::cast).toList();
        List<Tree.Name> own = names.stream().filter(name -> isOwn(elaborator, name.name()) && mentions(operands, name.name(), variables)).toList();
        if (own.isEmpty()) {
            return meaning.apply(elaborator);
        }
        List<String> texts = own.stream().map(Tree.Name::name).distinct().toList();
        Elaborator.Inside inside = elaborator.binding(texts, texts.stream().map(name -> elaborator.scope().value(name).orElse(Typed.of(Constant.ONE))).toList());
        Typed found = meaning.apply(inside.elaborator());
        Map<Expression, Expression> put = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            Symbol symbol = inside.symbols().get(i);
            if (Substitution.variables(found.expression()).contains(symbol)) { // where it has no value the name is unknown
                put.put(symbol, elaborator.read(own.get(i)).expression());
            }
        }
        return found.with(Substitution.replace(found.expression(), put));
    }

    private static boolean isOwn(Elaborator elaborator, String name) {
        Map<String, Typed> parameters = elaborator.scope().parameters();
        Typed value = elaborator.scope().value(name).orElse(null);
        if (value == null) { // where names must be declared, those that are bound need not be
            return !elaborator.vocabulary().isFunction(name) && !elaborator.scope().isFunction(name);
        }
        if (parameters.isEmpty()) {
            return false;
        }
        if (!(value.expression() instanceof Symbol symbol && symbol.isVariable())) {
            return value.equals(parameters.get(name));
        }
        return parameters.entrySet().stream().anyMatch(each -> !each.getKey().equals(name)
                && Substitution.variables(each.getValue().expression()).contains(symbol));
    }

    // What does not speak of the variable itself, as f in diff(f, x), is taken for what it stands for.
    private static boolean mentions(List<Tree> operands, String name, List<Tree> variables) {
        Deque<Tree> pending = new ArrayDeque<>(operands);
        while (!pending.isEmpty()) {
            Tree tree = pending.pop();
            if (variables.stream().anyMatch(variable -> variable == tree)) {
                continue;
            }
            if (tree instanceof Tree.Name named && named.name().equals(name)) {
                return true;
            }
            pending.addAll(Trees.parts(tree));
        }
        return false;
    }
}
