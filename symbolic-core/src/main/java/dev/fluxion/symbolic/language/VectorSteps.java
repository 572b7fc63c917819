package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.explain.Contracted;
import dev.fluxion.symbolic.explain.Differentials;
import dev.fluxion.symbolic.explain.PartialDerivatives;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The steps of vector calculus by scalars: by definition of each, from partial derivatives. */
final class VectorSteps {
    /** What an operator is by definition. */
    private interface Definition {
        Expression of(PartialDerivatives partial, List<Expression> functions, List<Symbol> variables);
    }

    private record Named(String title, Definition definition) {}

    private static final Map<String, Named> FIELDS = Map.of(
            "jacobian", new Named("Jacobian", VectorSteps::jacobian),
            "hessian", new Named("Hessian", VectorSteps::hessian),
            "laplacian", new Named("Laplacian", VectorSteps::laplacian),
            "divergence", new Named("Divergence", VectorSteps::divergence),
            "curl", new Named("Curl", VectorSteps::curl));

    private static final Set<String> TENSORS = Set.of("jacobian", "hessian"); // by a tensor, they are derivatives of first and second order

    private static final Set<String> PRODUCTS = Set.of("hvp", "jvp", "vjp");

    private VectorSteps() {}

    /** The steps to the answer of a call; nothing if it is by a tensor in a way without steps, or asks for something else. */
    static Optional<Derivation> of(Elaborator elaborator, Tree.Call call) {
        if (call.name().equals("implicit")) {
            return Optional.of(implicit(elaborator, call, elaborator.read(call).expression()));
        }
        if (PRODUCTS.contains(call.name())) {
            return Optional.of(product(elaborator, call));
        }
        if (call.name().equals("fisher")) {
            return Optional.of(fisher(elaborator, call));
        }
        if (call.name().equals("gauss_newton")) {
            return Optional.of(gaussNewton(elaborator, call));
        }
        boolean directional = call.name().equals("directional");
        Named named = FIELDS.get(call.name());
        if (named == null && !directional) {
            return Optional.empty();
        }
        Expression result = elaborator.read(call).expression();
        Expression function = elaborator.read(call.operands().getFirst()).expression();
        int position = directional ? 2 : 1;
        List<Symbol> variables = call.operands().size() > position ? CalculusForms.named(elaborator, call.operands().get(position)) : Substitution.variables(function);
        if (named != null && TENSORS.contains(call.name()) && call.named().isEmpty() && variables.size() == 1 && !variables.getFirst().isScalar()) {
            return Optional.of(Differentials.derivation(function, Collections.nCopies(call.name().equals("hessian") ? 2 : 1, variables.getFirst())));
        }
        if (variables.size() == 1 && !variables.getFirst().isScalar() && call.named().isEmpty() && !call.name().equals("curl")) {
            return Optional.of(directional ? product(elaborator, call) : trace(call, function, variables.getFirst(), result));
        }
        if (!variables.stream().allMatch(Expression::isScalar) || !function.isScalar() && !(function instanceof ArrayOf)) {
            return Optional.empty();
        }
        PartialDerivatives partial = new PartialDerivatives(variables.size() > 1);
        List<Expression> functions = function instanceof ArrayOf field ? field.operands() : List.of(function);
        if (named != null) {
            return Optional.of(partial.derivation(named.title, "definition", call, named.definition.of(partial, functions, variables), List.of(), result));
        }
        return elaborator.read(call.operands().get(1)).expression() instanceof ArrayOf direction
                ? Optional.of(partial.derivation("Directional derivative", "definition", call,
                along(partial, function, variables, direction.operands()), List.of(), result))
                : Optional.empty();
    }

    // The sum of second derivatives, or of first ones of a field, each by the same entry.
    private static Derivation trace(Tree.Call call, Expression function, Symbol variable, Expression result) {
        boolean second = call.name().equals("laplacian");
        Contracted.Definition definition = new Contracted.Definition(FIELDS.get(call.name()).title, second ? "the trace of the Hessian" : "the trace of the Jacobian",
                VectorCalculus::trace, derivative -> Write.call("tr", derivative));
        return Contracted.derivation(definition, call, function, Collections.nCopies(second ? 2 : 1, variable), result);
    }

    // A derivative times a direction: directional(f, v, x), hvp(f, x, v) and the like.
    private static Derivation product(Elaborator elaborator, Tree.Call call) {
        Expression result = elaborator.read(call).expression();
        Expression function = elaborator.read(call.operands().getFirst()).expression();
        boolean directional = call.name().equals("directional");
        Expression along = elaborator.read(call.operands().get(directional ? 1 : 2)).expression();
        Symbol variable = directional && call.operands().size() < 3 ? Substitution.variables(function).getFirst()
                : CalculusForms.variable(elaborator, call.operands().get(directional ? 2 : 1));
        boolean transposed = call.name().equals("vjp");
        boolean second = call.name().equals("hvp");
        String matrix = second ? "Hessian" : transposed ? "transposed Jacobian" : function.isScalar() ? "gradient" : "Jacobian";
        Tree direction = Presenter.tree(along);
        Contracted.Definition definition = new Contracted.Definition(directional ? "Directional derivative" : "Product of the " + matrix + " with a direction",
                "the product of the " + matrix + " with the direction", derivative -> Contracted.contracted(derivative, along, transposed),
                derivative -> Write.times(transposed || function.isScalar() && !second ? Write.transposed(derivative) : derivative, direction));
        return Contracted.derivation(definition, call, function, Collections.nCopies(second ? 2 : 1, variable), result);
    }

    // J'*J*v
    private static Derivation fisher(Elaborator elaborator, Tree.Call call) {
        Expression function = elaborator.read(call.operands().getFirst()).expression();
        Expression along = elaborator.read(call.operands().get(2)).expression();
        Tree direction = Presenter.tree(along);
        Contracted.Definition definition = new Contracted.Definition("Product of the Fisher matrix with a direction", "the Jacobian transposed, the Jacobian, the direction",
                derivative -> Contracted.contracted(derivative, Contracted.contracted(derivative, along, false), true),
                derivative -> Write.times(Write.times(function.isScalar() ? derivative : Write.transposed(derivative), function.isScalar() ? Write.transposed(derivative) : derivative),
                        direction));
        return Contracted.derivation(definition, call, function, List.of(CalculusForms.variable(elaborator, call.operands().get(1))), elaborator.read(call).expression());
    }

    private static Derivation gaussNewton(Elaborator elaborator, Tree.Call call) {
        Expression result = elaborator.read(call).expression();
        return Contracted.gaussNewton(call, elaborator.read(call.operands().getFirst()).expression(), elaborator.read(call.operands().get(1)).expression(),
                CalculusForms.variable(elaborator, call.operands().get(2)), elaborator.read(call.operands().get(3)).expression(), result);
    }

    private static Expression jacobian(PartialDerivatives partial, List<Expression> functions, List<Symbol> variables) {
        List<Expression> entries = new ArrayList<>();
        functions.forEach(function -> variables.forEach(variable -> entries.add(partial.of(function, variable))));
        return ArrayOf.of(Shape.of(Size.of(functions.size()), Size.of(variables.size())), entries);
    }

    private static Expression hessian(PartialDerivatives partial, List<Expression> functions, List<Symbol> variables) {
        List<Expression> entries = new ArrayList<>();
        variables.forEach(row -> variables.forEach(column -> entries.add(variables.indexOf(row) <= variables.indexOf(column)
                ? partial.of(functions.getFirst(), row, column) : partial.of(functions.getFirst(), column, row)))); // Schwarz
        return ArrayOf.of(Shape.of(Size.of(variables.size()), Size.of(variables.size())), entries);
    }

    private static Expression laplacian(PartialDerivatives partial, List<Expression> functions, List<Symbol> variables) {
        return Sum.of(variables.stream().map(variable -> partial.of(functions.getFirst(), variable, variable)).toList());
    }

    private static Expression divergence(PartialDerivatives partial, List<Expression> functions, List<Symbol> variables) {
        return Sum.of(IntStream.range(0, functions.size()).mapToObj(i -> partial.of(functions.get(i), variables.get(i))).toList());
    }

    private static Expression curl(PartialDerivatives partial, List<Expression> f, List<Symbol> x) {
        return f.size() == 2 ? rotation(partial, f, x, 0, 1) : ArrayOf.of(Shape.of(Size.of(3)), List.of(rotation(partial, f, x, 1, 2),
                rotation(partial, f, x, 2, 0), rotation(partial, f, x, 0, 1)));
    }

    private static Expression rotation(PartialDerivatives partial, List<Expression> f, List<Symbol> x, int i, int j) {
        return Elementwise.difference(partial.of(f.get(j), x.get(i)), partial.of(f.get(i), x.get(j)));
    }

    private static Expression along(PartialDerivatives partial, Expression function, List<Symbol> variables, List<Expression> direction) {
        return Sum.of(IntStream.range(0, variables.size()).mapToObj(i -> Elementwise.product(partial.of(function, variables.get(i)), direction.get(i))).toList());
    }

    private static Derivation implicit(Elaborator elaborator, Tree.Call call, Expression result) {
        Expression level = VectorForms.equation(elaborator, call.operands().getFirst());
        Symbol y = CalculusForms.variable(elaborator, call.operands().get(1));
        Symbol x = CalculusForms.variable(elaborator, call.operands().get(2));
        PartialDerivatives partial = new PartialDerivatives(true);
        Expression above = partial.of(level, x);
        Expression below = partial.of(level, y);
        return partial.derivation("Implicit derivative", "implicit differentiation", call, Elementwise.negate(Elementwise.quotient(above, below)),
                List.of(Condition.compare(Condition.Relation.NOT_EQUAL, below, Constant.ZERO)), result);
    }
}
