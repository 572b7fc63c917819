package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.Optional;
import java.util.function.Predicate;

/** Powers that are written between a name and its operands: {@code sin^2(x)} is {@code sin(x)^2}, every other form is a mistake. */
final class RaisedNames {
    private RaisedNames() {}

    static void check(Tree.Power power, Predicate<String> isFunction) {
        if (power.base() instanceof Tree.Call call && isBefore(power.exponent().span(), call.span()) && !isFunction.test(call.name())) {
            // The reader takes x^2(y) for x(y)^2, which only a function can mean.
            throw Problems.name("unknown function " + call.name(), call.nameSpan(), "to multiply, write * before the bracket");
        }
        if (power.base() instanceof Tree.Name name && isFunction.test(name.name()) && isNegativeNumber(power.exponent())) {
            throw Problems.name(name.name() + "^-1 is read as the inverse function by some, as the reciprocal by others", power.span(), hint(name.name()));
        }
    }

    private static boolean isBefore(Span exponent, Span call) {
        return exponent != Span.NONE && exponent.start() < call.end();
    }

    private static boolean isNegativeNumber(Tree exponent) {
        return exponent instanceof Tree.Prefix prefix && prefix.operator() == Tree.PrefixOperator.MINUS
                && prefix.operand() instanceof Tree.Number;
    }

    private static String hint(String name) {
        Optional<String> inverse = Operators.elementwise(name).flatMap(Operator::inverse).map(Operator::name);
        return "write " + inverse.map(known -> known + "(…) for the inverse function, ").orElse("") + "1/" + name + "(…) for the reciprocal";
    }
}
