package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions in place of those that are only named, which have no values: what holds for all functions holds for these. They are positive, so that
 * logarithms and roots of them have values too, and no derivative of them that people write is zero.
 *
 * <p>Source: by definition: an identity for all functions is one for each.
 */
public final class ExampleFunctions {
    private final List<String> names;

    private ExampleFunctions(List<String> names) {
        this.names = names;
    }

    /** Examples of the functions that an expression names. */
    public static ExampleFunctions of(Expression expression) {
        return new ExampleFunctions(Topology.of(expression).nodes().stream().filter(Call.class::isInstance).map(node -> ((Call) node).name())
                .distinct().sorted().toList());
    }

    /** Names of the functions that examples stand for, in order. */
    public List<String> names() {
        return names;
    }

    /** An expression with the examples put in; functions that have none stay. */
    public Expression put(Expression expression) {
        return names.isEmpty() ? expression : BottomUp.rewrite(expression, node -> node instanceof Call call && names.contains(call.name()) ? example(call) : node);
    }

    // The function k of u_1, u_2, …: exp(-Π u_i/(k + 2)) + Σ (1 + (u_i - k)²/(k + i + 1))
    private Expression example(Call call) {
        int k = names.indexOf(call.name());
        List<Symbol> letters = new ArrayList<>();
        List<Expression> terms = new ArrayList<>();
        for (int i = 1; i <= call.operands().size(); i++) {
            Symbol letter = Symbol.temporary("operand " + i);
            letters.add(letter);
            Expression square = Power.of(Sum.of(letter, Constant.of(-k)), Constant.TWO);
            terms.add(Sum.of(Constant.ONE, Product.of(Constant.of(Rational.of(1, k + i + 1L)), square)));
        }
        List<Expression> factors = new ArrayList<>(letters);
        factors.add(Constant.of(Rational.of(-1, k + 2L)));
        terms.add(Apply.of(Elementary.EXPONENTIAL, Product.of(factors)));
        Expression value = Sum.of(terms);
        Map<Expression, Expression> operands = new HashMap<>();
        for (int i = 0; i < letters.size(); i++) {
            for (int order = 0; order < call.orders().get(i); order++) {
                value = Differentiation.derivative(value, letters.get(i));
            }
            operands.put(letters.get(i), call.operands().get(i));
        }
        return Substitution.replace(value, operands);
    }
}
