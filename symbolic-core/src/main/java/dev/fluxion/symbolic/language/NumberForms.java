package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Bounds;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Digits;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Digits of any number and guaranteed bounds as functions of the language. */
final class NumberForms {
    static final Map<String, Form> FORMS = Map.of("N", NumberForms::digits, "interval", NamedVariables.byName(NumberForms::interval));
    private static final int STANDARD_DIGITS = 20;
    private static final int BITS = 80;

    private NumberForms() {}

    private static FluxionException problem(Diagnostic.Code code, String message, Tree at, String hint) {
        return new FluxionException(Diagnostic.of(code, message, at.span()).withHint(hint));
    }

    // N(f, 50)
    private static Typed digits(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 2);
        Typed number = elaborator.read(call.operands().getFirst());
        int digits = call.operands().size() == 1 ? STANDARD_DIGITS : count(elaborator.scalar(call.operands().get(1), "the number of digits"),
                call.operands().get(1));
        if (number.expression() instanceof ArrayOf array) {
            return number.with(array.withOperands(array.operands().stream().map(entry -> decimal(entry, digits, call)).toList()));
        }
        return number.with(decimal(number.expression(), digits, call));
    }

    private static Expression decimal(Expression number, int digits, Tree.Call call) {
        List<Symbol> variables = Substitution.variables(number);
        if (!variables.isEmpty()) {
            throw problem(Diagnostic.Code.NAME, "'" + variables.getFirst().name() + "' has no value", call,
                    "give it one: N(subs(f, " + variables.getFirst().name() + " = 2), " + digits + ")");
        }
        return Constant.of(new Decimal(digits(number, digits), digits));
    }

    // What bounds cannot tell from 0, or from a jump, algebra may.
    private static BigDecimal digits(Expression number, int digits) {
        try {
            return Digits.of(number, digits, Budget.current());
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            Simplifier.Result simple = Simplifier.simplify(number, Assumptions.NONE, Budget.current());
            if (simple.expression().equals(number) || !simple.enlargement().equals(Condition.TRUE)) {
                throw e;
            }
            return Digits.of(simple.expression(), digits, Budget.current());
        }
    }

    private static int count(Expression value, Tree at) {
        if (value instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.intValue() >= 1 && r.intValue() <= Digits.MOST) {
            return r.intValue();
        }
        throw problem(Diagnostic.Code.NAME, "the number of digits must be a whole number from 1 to " + Digits.MOST, at, "");
    }

    // interval(f, x = a..b) is a column of the two bounds
    private static Typed interval(Elaborator elaborator, Tree.Call call) {
        NamedPoints.require(call, "0..1");
        Expression function = elaborator.scalar(call.operands().getFirst(), "the function of an interval");
        Map<String, Enclosure> sides = new HashMap<>();
        for (Tree.Named named : call.named()) {
            if (!(named.value() instanceof Tree.Range range)) {
                throw problem(Diagnostic.Code.NAME, "a range is expected for " + named.name(), named.value(), "write " + named.name() + " = 0..1");
            }
            sides.put(named.name(), end(elaborator.scalar(range.from(), "a bound"), range).or(end(elaborator.scalar(range.to(), "a bound"), range)));
        }
        for (Symbol variable : Substitution.variables(function)) {
            if (!sides.containsKey(variable.name())) {
                throw problem(Diagnostic.Code.NAME, "'" + variable.name() + "' has no range", call, "write interval(f, " + variable.name() + " = 0..1)");
            }
        }
        if (sides.isEmpty()) {
            throw problem(Diagnostic.Code.NAME, "'interval' needs a range", call, "write interval(f, x = 0..1)");
        }
        Bounds bounds = Bounds.of(function, sides, Budget.current());
        return Typed.of(ArrayOf.of(Shape.of(Size.of(2)), List.of(Constant.of(new Decimal(bounds.low(), Bounds.DIGITS)), Constant.of(new Decimal(bounds.high(), Bounds.DIGITS)))));
    }

    private static Enclosure end(Expression bound, Tree.Range range) {
        try {
            return Precise.enclose(bound, Map.of(), BITS, Budget.current());
        } catch (NotEnclosed e) {
            throw problem(Diagnostic.Code.DOMAIN, "the ends of the range must be real numbers", range, "");
        }
    }
}
