package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.LinearAlgebra;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.calculus.Layout;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.Usages;
import dev.fluxion.symbolic.evaluate.Declared;
import dev.fluxion.symbolic.explain.ChainRule;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.KnownValues;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calculus and algebra as functions of the language. */
final class CalculusForms {
    static final Map<String, Form> FORMS = new HashMap<>();
    private static final int HIGHEST_ORDER = 1_000;

    static {
        FORMS.put("diff", NamedVariables.from(1, CalculusForms::diff));
        FORMS.put("chain", CalculusForms::chain);
        FORMS.put("grad", NamedVariables.at(1, CalculusForms::grad));
        FORMS.put("subs", NamedVariables.byName(CalculusForms::subs));
        FORMS.put("backprop", CalculusForms::grad);
    }

    private CalculusForms() {}

    private static FluxionException problem(Diagnostic.Code code, String message, Tree at, String hint) {
        return new FluxionException(Diagnostic.of(code, message, at.span()).withHint(hint));
    }

    static void requireOperands(Tree.Call call, int least, int most) {
        requireOperands(call, least, most, Usages.hint(call));
    }

    static void requireOperands(Tree.Call call, int least, int most, String hint) {
        int given = call.operands().size();
        if (given < least || given > most) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + call.name() + "' takes " + (most == Integer.MAX_VALUE ? "at least "
                    : "") + (most == least || most == Integer.MAX_VALUE ? Plural.of(least, "operand") : least + " to " + most + " operands") + ", but " + given
                    + (given == 1 ? " was" : " were") + " given", call.nameSpan()).withHint(hint));
        }
    }

    static void requireNoNames(Tree.Call call) {
        call.named().stream().findFirst().ifPresent(named -> {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + call.name() + "' has no operand " + named.name(), named.span())
                    .withHint("it takes none by name"));
        });
    }

    static void requireShape(Expression given, Shape wanted, String of, Tree at) {
        if (!given.shape().equals(wanted)) {
            throw problem(Diagnostic.Code.SHAPE, "this has shape " + given.shape() + ", but " + of + " has shape " + wanted, at, "");
        }
    }

    /** The variable that a tree names. */
    static Symbol variable(Elaborator elaborator, Tree tree) {
        if (tree instanceof Tree.Name && elaborator.read(tree).expression() instanceof Symbol symbol && symbol.isVariable()) {
            return symbol;
        }
        throw problem(Diagnostic.Code.NAME, "a variable is expected here", tree, "take a name that has no value");
    }

    /** The variable that an operand of a call names, which must be a scalar. */
    static Symbol scalarVariable(Elaborator elaborator, Tree.Call call, int position) {
        Symbol variable = variable(elaborator, call.operands().get(position));
        if (!variable.isScalar()) {
            throw problem(Diagnostic.Code.SHAPE, "the variable of '" + call.name() + "' must be a scalar, but has shape " + variable.shape(),
                    call.operands().get(position), "");
        }
        return variable;
    }

    // diff(f, x), diff(f, x, 2), diff(f, x, y)
    private static Typed diff(Elaborator elaborator, Tree.Call call) {
        requireOperands(call, 2, Integer.MAX_VALUE);
        List<Symbol> variables = new ArrayList<>();
        for (Tree operand : call.operands().subList(1, call.operands().size())) {
            if (!variables.isEmpty() && isOrder(operand)) {
                int order = order(elaborator.scalar(operand, "the order"), operand);
                Symbol last = variables.removeLast();
                for (int i = 0; i < order; i++) {
                    variables.add(last);
                }
            } else {
                variables.add(variable(elaborator, operand));
            }
        }
        Expression result = stable(WholeIntegrals.differentiable(elaborator, call.operands().getFirst(), variables));
        Expression derivative = WholeIntegrals.evaluated(elaborator, Differentiation.derivative(result, variables));
        elaborator.provisos().follow(Kinks.conventionsOfHigherOrders(result, variables, Assumptions.of(elaborator.scope().facts())));
        return Typed.of(layout(elaborator, call).of(derivative, result.shape(), variables));
    }

    /** The layout that a call names; numerator layout where it names none. */
    static Layout layout(Elaborator elaborator, Tree.Call call) {
        Layout layout = Layout.NUMERATOR;
        for (Tree.Named named : call.named()) {
            if (!named.name().equals("layout")) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + call.name() + "' has no operand " + named.name(), named.span())
                        .withHint("it has layout"));
            }
            layout = (named.value() instanceof Tree.Text text ? Layout.named(text.value()) : java.util.Optional.<Layout>empty())
                    .orElseThrow(() -> problem(Diagnostic.Code.NAME, "there is no such layout", named.value(), "write \"numerator\", \"denominator\" or \"vec\""));
        }
        return layout;
    }

    // chain(f, t): through the symbols of f that have become functions of t
    private static Typed chain(Elaborator elaborator, Tree.Call call) {
        requireOperands(call, 2, 2);
        Expression function = elaborator.scalar(call.operands().getFirst(), "the function of a chain rule");
        Symbol by = variable(elaborator, call.operands().get(1));
        return Typed.of(ChainRule.derivative(function, by, functionsOf(elaborator, function, by)));
    }

    /** What the symbols of an expression stand for by now, where that depends on a variable. */
    static Map<Symbol, Expression> functionsOf(Elaborator elaborator, Expression expression, Symbol by) {
        Map<Symbol, Expression> functions = new LinkedHashMap<>();
        for (Symbol symbol : Substitution.variables(expression)) {
            elaborator.scope().value(symbol.name()).map(Typed::expression)
                    .filter(value -> !value.equals(symbol) && value.isScalar() && Substitution.variables(value).contains(by))
                    .ifPresent(value -> functions.put(symbol, value));
        }
        return functions;
    }

    // A name is a variable even where it has got a value: diff(f, x, y) must not become a second derivative.
    private static boolean isOrder(Tree tree) {
        return tree instanceof Tree.Number || !(tree instanceof Tree.Name) && !Trees.parts(tree).isEmpty() && hasNoNames(tree);
    }

    private static boolean hasNoNames(Tree tree) {
        return !(tree instanceof Tree.Name) && Trees.parts(tree).stream().allMatch(CalculusForms::hasNoNames);
    }

    private static int order(Expression value, Tree at) {
        if (value instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.signum() >= 0 && r.intValue() <= HIGHEST_ORDER) {
            return r.intValue();
        }
        throw problem(Diagnostic.Code.NAME, "the order of a derivative must be a whole number from 0 to " + HIGHEST_ORDER, at, "");
    }

    static Expression stable(Expression expression) {
        return expression.isScalar() && Substitution.variables(expression).stream().allMatch(Expression::isScalar) ? expression
                : Stabilizer.stabilize(expression).expression();
    }

    /** The variables of {@code [x, y]}, or of a single name. */
    static List<Symbol> named(Elaborator elaborator, Tree tree) {
        List<Tree> named = tree instanceof Tree.Array array ? array.rows().stream().flatMap(List::stream).toList() : List.of(tree);
        return named.stream().map(name -> variable(elaborator, name)).toList();
    }

    /** The variable at a position of a call, or where it was left out the only one that occurs. */
    static Symbol theVariable(Elaborator elaborator, Tree.Call call, int position, Expression occursIn) {
        if (call.operands().size() > position) {
            return scalarVariable(elaborator, call, position);
        }
        List<Symbol> all = Substitution.variables(occursIn);
        if (all.size() != 1) {
            throw problem(Diagnostic.Code.NAME, "'" + call.name() + "' must be told which variable is meant", call,
                    all.isEmpty() ? "" : "add it as the last operand: " + all.getFirst().name());
        }
        return all.getFirst();
    }

    /** What a gradient is taken by: the named variables, else the parameters, else all variables. */
    static List<Symbol> gradientVariables(Elaborator elaborator, Tree.Call call, Expression function) {
        if (call.operands().size() == 2) {
            return named(elaborator, call.operands().get(1));
        }
        List<Symbol> all = Substitution.variables(function);
        List<Symbol> parameters = all.stream().filter(symbol -> symbol.role() == Symbol.Role.PARAMETER).toList();
        return parameters.isEmpty() ? all : parameters;
    }

    // A vector of partial derivatives by scalars, or the derivative by one tensor.
    private static Typed grad(Elaborator elaborator, Tree.Call call) {
        requireOperands(call, 1, 2);
        Expression function = stable(elaborator.scalar(call.operands().getFirst(), "the function of a gradient"));
        List<Symbol> variables = gradientVariables(elaborator, call, function);
        Layout layout = layout(elaborator, call);
        if (variables.size() == 1) {
            return Typed.of(layout.of(Differentiation.derivative(function, variables.getFirst()), function.shape(), variables));
        }
        if (variables.isEmpty() || variables.stream().anyMatch(variable -> !variable.isScalar())) {
            throw problem(Diagnostic.Code.UNSUPPORTED, "a gradient by " + (variables.isEmpty() ? "no variables" : "several tensors")
                    + " is no single tensor", call, "as a statement of its own it is printed, one derivative for each; inside a formula name one variable");
        }
        return Typed.of(ArrayOf.of(Shape.of(Size.of(variables.size())), Differentiation.gradient(function, variables)));
    }

    // subs(f, x = 2, y = a)
    private static Typed subs(Elaborator elaborator, Tree.Call call) {
        NamedPoints.require(call, "2");
        Map<Expression, Expression> replacements = new HashMap<>();
        for (Tree.Named named : call.named()) {
            Symbol variable = variable(elaborator, new Tree.Name(named.name(), named.span()));
            Expression value = elaborator.read(named.value()).expression();
            if (!value.shape().equals(variable.shape())) {
                throw problem(Diagnostic.Code.SHAPE, "'" + named.name() + "' has shape " + variable.shape() + ", but its value " + value.shape(),
                        named.value(), "");
            }
            Declared.checkReplacement(variable, value);
            replacements.put(variable, value);
        }
        Typed function = AtValues.read(elaborator, call.operands().getFirst(), replacements);
        return function.with(KnownValues.put(Substitution.replace(function.expression(), replacements)));
    }
}
