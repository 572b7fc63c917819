package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Curvature;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Vector calculus as functions of the language. Variables that are not named are all that occur, in the order of their names. */
final class VectorForms {
    static final Map<String, Form> FORMS = Map.of(
            "jacobian", NamedVariables.at(1, VectorForms::jacobian),
            "hessian", NamedVariables.at(1, VectorForms::hessian),
            "laplacian", NamedVariables.at(1, VectorForms::laplacian),
            "divergence", NamedVariables.at(1, VectorForms::divergence),
            "curl", NamedVariables.at(1, VectorForms::curl),
            "directional", NamedVariables.at(2, VectorForms::directional),
            "implicit", NamedVariables.from(1, VectorForms::implicit));

    private VectorForms() {}

    private static FluxionException shape(String message, Tree at) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, at.span()));
    }

    private static List<Symbol> variables(Elaborator elaborator, Tree.Call call, int position, Expression function) {
        return call.operands().size() > position ? CalculusForms.named(elaborator, call.operands().get(position))
                : Substitution.variables(function);
    }

    /** The entries of a vector of literal size. */
    private static List<Expression> entries(Expression vector, Tree at) {
        if (vector.shape().rank() != 1 || !vector.shape().size(0).isLiteral()) {
            throw shape("a vector such as [f, g] is expected here, but this " + (vector.isScalar() ? "is a scalar" : "has shape "
                    + vector.shape()), at);
        }
        List<Expression> entries = new ArrayList<>();
        for (int i = 1; i <= vector.shape().size(0).literal(); i++) {
            entries.add(Selection.of(vector, 0, i));
        }
        return entries;
    }

    private static boolean isOneTensor(List<Symbol> variables) {
        return variables.size() == 1 && !variables.getFirst().isScalar();
    }

    private static void requireScalars(List<Symbol> variables, Tree.Call call) {
        if (variables.isEmpty() || variables.stream().anyMatch(variable -> !variable.isScalar())) {
            String one = variables.size() > 1 && call.operands().size() < 3 ? call.name() + "(f, …, " + variables.getLast().name() + ")" : "";
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "'" + call.name() + "' by " + (variables.isEmpty() ? "no variables"
                    : variables.size() == 1 ? "one tensor" : "a tensor beside other variables") + ", which is no single tensor", call.span())
                    .withHint(one.isEmpty() ? "name one tensor, or scalars in brackets: [x, y]" : "name what it is taken by: " + one));
        }
    }

    // Rows are the functions, columns the variables.
    private static Typed jacobian(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 2);
        Expression function = CalculusForms.stable(elaborator.read(call.operands().getFirst()).expression());
        List<Symbol> variables = variables(elaborator, call, 1, function);
        if (isOneTensor(variables)) {
            Expression jacobian = Differentiation.derivative(function, variables.getFirst());
            return Typed.of(CalculusForms.layout(elaborator, call).of(jacobian, function.shape(), variables));
        }
        requireScalars(variables, call);
        return Typed.of(VectorCalculus.jacobian(function.isScalar() ? List.of(function) : entries(function, call.operands().getFirst()), variables));
    }

    private static Typed hessian(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 2);
        Expression function = CalculusForms.stable(elaborator.scalar(call.operands().getFirst(), "the function of a Hessian"));
        List<Symbol> variables = CalculusForms.gradientVariables(elaborator, call, function);
        if (isOneTensor(variables)) {
            List<Symbol> twice = List.of(variables.getFirst(), variables.getFirst());
            return Typed.of(CalculusForms.layout(elaborator, call).of(Differentiation.derivative(function, twice), function.shape(), twice));
        }
        if (variables.size() > 1 && variables.stream().anyMatch(variable -> !variable.isScalar())) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "a Hessian by several tensors is no single tensor", call.span())
                    .withHint("as a statement of its own it is printed, one block for each pair; inside a formula take diff(f, "
                            + variables.get(0).name() + ", " + variables.get(1).name() + ")"));
        }
        requireScalars(variables, call);
        return Typed.of(VectorCalculus.jacobian(Differentiation.gradient(function, variables), variables));
    }

    private static Typed laplacian(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 2);
        Expression function = elaborator.scalar(call.operands().getFirst(), "the function of a Laplacian");
        List<Symbol> variables = variables(elaborator, call, 1, function);
        if (isOneTensor(variables)) {
            Symbol variable = variables.getFirst();
            return Typed.of(VectorCalculus.trace(Differentiation.derivative(CalculusForms.stable(function), List.of(variable, variable))));
        }
        requireScalars(variables, call);
        return Typed.of(Shortened.of(Sum.of(variables.stream().map(variable -> Differentiation.derivative(function, List.of(variable, variable))).toList())));
    }

    private static Typed divergence(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 2);
        Expression field = elaborator.read(call.operands().getFirst()).expression();
        List<Symbol> named = variables(elaborator, call, 1, field);
        if (isOneTensor(named)) {
            requireSameShape(call, field, named.getFirst());
            return Typed.of(VectorCalculus.trace(Differentiation.derivative(CalculusForms.stable(field), named.getFirst())));
        }
        List<Expression> entries = entries(field, call.operands().getFirst());
        List<Symbol> variables = fieldVariables(elaborator, call, field, entries.size());
        List<Expression> terms = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            terms.add(Differentiation.derivative(entries.get(i), variables.get(i)));
        }
        return Typed.of(Shortened.of(Sum.of(terms)));
    }

    private static void requireSameShape(Tree.Call call, Expression field, Symbol variable) {
        if (!field.shape().equals(variable.shape())) {
            throw shape("'" + call.name() + "' of a field of shape " + field.shape() + " by " + variable.name() + " of shape " + variable.shape()
                    + ": both must have one shape", call);
        }
    }

    private static List<Symbol> fieldVariables(Elaborator elaborator, Tree.Call call, Expression field, int size) {
        List<Symbol> variables = variables(elaborator, call, 1, field);
        if (variables.size() != size) {
            throw shape("'" + call.name() + "' of a field with " + Plural.of(size, "entry", "entries") + " needs as many variables, but there are " + variables.size()
                    + ": name them, as in " + call.name() + "(F, [x, y])", call);
        }
        requireScalars(variables, call);
        return variables;
    }

    // Of a field in space a vector, of one in the plane its only component.
    private static Typed curl(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 2);
        Expression field = elaborator.read(call.operands().getFirst()).expression();
        int size = entries(field, call.operands().getFirst()).size();
        if (size != 2 && size != 3) {
            throw shape("the curl is defined for fields with 2 or 3 entries, not " + size, call);
        }
        List<Symbol> named = variables(elaborator, call, 1, field);
        if (!isOneTensor(named)) {
            return Typed.of(curl(entries(field, call), fieldVariables(elaborator, call, field, size)));
        }
        Symbol tensor = named.getFirst();
        requireSameShape(call, field, tensor);
        List<Symbol> x = IntStream.range(0, size).mapToObj(i -> Symbol.temporary("entry " + i, Shape.SCALAR)).toList();
        Expression whole = Substitution.replace(field, Map.of(tensor, ArrayOf.of(tensor.shape(), List.copyOf(x))));
        Map<Expression, Expression> back = new HashMap<>();
        x.forEach(symbol -> back.put(symbol, Selection.of(tensor, 0, back.size() + 1L)));
        return Typed.of(Substitution.replace(curl(entries(whole, call), x), back));
    }

    private static Expression curl(List<Expression> f, List<Symbol> x) {
        return f.size() == 2 ? VectorCalculus.rotation(f, x, 0, 1) : ArrayOf.of(Shape.of(Size.of(3)), List.of(VectorCalculus.rotation(f, x, 1, 2),
                VectorCalculus.rotation(f, x, 2, 0), VectorCalculus.rotation(f, x, 0, 1)));
    }

    // The gradient's product with the direction as it is given: not divided by its length.
    private static Typed directional(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 2, 3);
        Expression function = elaborator.read(call.operands().getFirst()).expression();
        List<Symbol> variables = variables(elaborator, call, 2, function);
        Expression along = elaborator.read(call.operands().get(1)).expression();
        if (isOneTensor(variables)) {
            CalculusForms.requireShape(along, variables.getFirst().shape(), variables.getFirst().name(), call.operands().get(1));
            return Typed.of(Curvature.jacobianVector(CalculusForms.stable(function), variables.getFirst(), along));
        }
        if (!function.isScalar()) {
            throw shape("the function of a directional derivative must be a scalar, but has shape " + function.shape(), call.operands().getFirst());
        }
        requireScalars(variables, call);
        List<Expression> direction = entries(along, call.operands().get(1));
        if (variables.size() != direction.size()) {
            throw shape("the direction has " + Plural.of(direction.size(), "entry", "entries") + ", but there are " + Plural.of(variables.size(), "variable")
                    + ": name them, as in directional(f, v, [x, y])", call);
        }
        List<Expression> terms = new ArrayList<>();
        List<Expression> gradient = Differentiation.gradient(function, variables);
        for (int i = 0; i < variables.size(); i++) {
            terms.add(Elementwise.product(gradient.get(i), direction.get(i)));
        }
        return Typed.of(Shortened.of(Sum.of(terms)));
    }

    // dy/dx of a curve F(x, y) = 0 is -F_x/F_y.
    private static Typed implicit(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 3, 3);
        Expression level = equation(elaborator, call.operands().getFirst());
        Symbol y = CalculusForms.scalarVariable(elaborator, call, 1);
        Symbol x = CalculusForms.scalarVariable(elaborator, call, 2);
        Expression below = Differentiation.derivative(level, y);
        if (below.equals(Constant.ZERO)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "the equation does not depend on " + y.name(), call.span()));
        }
        return Typed.of(Shortened.of(Elementwise.negate(Elementwise.quotient(Differentiation.derivative(level, x), below))));
    }

    /** The difference of an equation's sides, or an expression that is meant to be 0. */
    static Expression equation(Elaborator elaborator, Tree tree) {
        boolean compares = tree instanceof Tree.Chain chain && switch (chain.links().getFirst().operator()) {
            case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR -> true;
            case PLUS, MINUS, TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH -> false;
        };
        if (!compares) {
            return elaborator.scalar(tree, "an equation");
        }
        return switch (elaborator.condition(tree)) {
            case Condition.Comparison c when c.relation() == Condition.Relation.EQUAL && c.left().isScalar() && c.right().isScalar() ->
                    Elementwise.difference(c.left(), c.right());
            case Condition.Truth truth -> truth.value() ? Constant.ZERO : Constant.ONE;
            case Condition.Comparison c -> throw noEquation(tree);
            case Condition.All all -> throw noEquation(tree);
            case Condition.Any any -> throw noEquation(tree);
            case Condition.Not not -> throw noEquation(tree);
        };
    }

    private static FluxionException noEquation(Tree tree) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "this is no equation between two scalars", tree.span())
                .withHint("write left == right"));
    }
}
