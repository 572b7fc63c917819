package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Equality;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.polynomial.PartialFractions;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Map;

/** The commands of algebra as functions of the language. */
final class AlgebraForms {
    private interface Unary {
        Expression of(Expression operand, Budget budget);
    }

    private interface Binary {
        Expression of(Expression first, Expression second, Budget budget);
    }

    private interface InSymbol {
        Expression of(Expression operand, Symbol symbol, Budget budget);
    }

    private interface BinaryInSymbol {
        Expression of(Expression first, Expression second, Symbol symbol, Budget budget);
    }

    static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("simplify", AlgebraForms::simplify),
            Map.entry("expand", unary(Polynomials::expand)),
            Map.entry("factor", unary(Polynomials::factor)),
            Map.entry("cancel", unary(Polynomials::cancel)),
            Map.entry("together", unary(Polynomials::together)),
            Map.entry("collect", inSymbol(Polynomials::collect)),
            Map.entry("apart", inSymbol(PartialFractions::apart)),
            Map.entry("gcd", binary(Polynomials::gcd)),
            Map.entry("quotient", binaryInSymbol((p, q, x, budget) -> Polynomials.quotientRemainder(p, q, x, budget).quotient())),
            Map.entry("remainder", binaryInSymbol((p, q, x, budget) -> Polynomials.quotientRemainder(p, q, x, budget).remainder())),
            Map.entry("resultant", binaryInSymbol(PartialFractions::resultant)),
            Map.entry("equal", AlgebraForms::equalAsValue));

    private AlgebraForms() {}

    /** Whether a call {@code simplify(f, steps)} asks for the rules too, which a statement shows. */
    static boolean asksForSteps(Tree.Call call) {
        return call.name().equals("simplify") && call.operands().size() == 2 && call.operands().get(1) instanceof Tree.Name name && name.name().equals("steps");
    }

    private static Typed simplify(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, asksForSteps(call) ? 2 : 1);
        Typed operand = elaborator.read(call.operands().getFirst());
        return operand.with(Simplifier.shortest(operand.expression(), Assumptions.of(elaborator.scope().facts()), Budget.current()).expression());
    }

    private static Expression operand(Elaborator elaborator, Tree.Call call, int position) {
        return elaborator.scalar(call.operands().get(position), "an operand of '" + call.name() + "'");
    }

    private static Form unary(Unary function) {
        return (elaborator, call) -> {
            CalculusForms.requireOperands(call, 1, 1);
            return Typed.of(function.of(operand(elaborator, call, 0), Budget.current()));
        };
    }

    private static Form binary(Binary function) {
        return (elaborator, call) -> {
            CalculusForms.requireOperands(call, 2, 2);
            return Typed.of(function.of(operand(elaborator, call, 0), operand(elaborator, call, 1), Budget.current()));
        };
    }

    private static Form inSymbol(InSymbol function) {
        return NamedVariables.at(1, (elaborator, call) -> {
            CalculusForms.requireOperands(call, 1, 2);
            Expression expression = operand(elaborator, call, 0);
            return Typed.of(function.of(expression, CalculusForms.theVariable(elaborator, call, 1, expression), Budget.current()));
        });
    }

    private static Form binaryInSymbol(BinaryInSymbol function) {
        return NamedVariables.at(2, (elaborator, call) -> {
            CalculusForms.requireOperands(call, 2, 3);
            Expression first = operand(elaborator, call, 0);
            Expression second = operand(elaborator, call, 1);
            Symbol symbol = CalculusForms.theVariable(elaborator, call, 2, Elementwise.product(first, second));
            return Typed.of(function.of(first, second, symbol, Budget.current()));
        });
    }

    /** Whether two expressions are equal: undecided equality is refused, as a condition must hold or not. */
    static Condition equal(Elaborator elaborator, Tree.Call call) {
        return switch (compare(elaborator, call)) {
            case Equality.Equal equal -> Condition.TRUE;
            case Equality.Different different -> Condition.FALSE;
            case Equality.Unknown unknown -> throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED,
                    "whether these are equal cannot be decided", call.span()));
        };
    }

    /** What is known of the equality of two operands. */
    static Equality compare(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 2, 2);
        Typed first = elaborator.read(call.operands().getFirst());
        Typed second = elaborator.read(call.operands().getLast());
        if (!first.shape().equals(second.shape()) || first.row() != second.row() || !first.labels().equals(second.labels())) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "what 'equal' compares has one shape, but the first is " + kind(first) + " and the second is "
                    + kind(second), call.span()));
        }
        return Equality.of(first.expression(), second.expression(), Assumptions.of(elaborator.scope().facts()), Budget.current());
    }

    private static String kind(Typed typed) {
        if (typed.isOpen()) {
            return "a formula with the labels " + String.join(", ", typed.labels());
        }
        return typed.rank() == 0 ? "a scalar" : typed.rank() == 1 ? (typed.row() ? "a row of shape " : "a column of shape ") + typed.shape() : "of shape " + typed.shape();
    }

    private static Typed equalAsValue(Elaborator elaborator, Tree.Call call) {
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "'equal' is true or false, and no number", call.nameSpan())
                .withHint("use it as a statement of its own, or as a condition: if equal(f, g) { … }"));
    }
}
