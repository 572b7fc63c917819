package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Stepwise;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Partial derivatives of functions, those of any number of operands taken together: ties are shared equally among all operands of nested applications,
 * by definition (the language's convention at kinks).
 */
final class Ties {
    /** An operand and the partial derivative by it. */
    record Share(Expression operand, Expression slope) {}

    private Ties() {}

    /** A share for each operand of which the test is true; each once where applications are nested. */
    static List<Share> of(Apply apply, Predicate<Expression> wanted) {
        boolean nested = apply.operator().variadic() && apply.operands().stream().anyMatch(operand -> isSame(operand, apply));
        return nested ? equalShares(apply, wanted) : plainShares(apply, wanted);
    }

    private static List<Share> plainShares(Apply apply, Predicate<Expression> wanted) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < apply.operands().size(); i++) {
            if (wanted.test(apply.operands().get(i))) {
                shares.add(new Share(apply.operands().get(i), RowFormulas.derivative(apply.operator(), i, apply.operands(), apply)));
            }
        }
        return shares;
    }

    private static List<Share> equalShares(Apply apply, Predicate<Expression> wanted) {
        Map<Expression, Expression> reached = new LinkedHashMap<>();
        occurrences(apply).forEach((operand, times) -> reached.put(operand,
                Elementwise.product(Constant.of(Rational.of(times, BigInteger.ONE)), reaches(operand, apply))));
        Expression all = Power.of(Sum.of(apply.shape(), new ArrayList<>(reached.values())), -1);
        return reached.entrySet().stream().filter(entry -> wanted.test(entry.getKey()))
                .map(entry -> new Share(entry.getKey(), Elementwise.product(entry.getValue(), all))).toList();
    }

    /** The operands of nested applications, each once: any of them may tie with others for the value. */
    static List<Expression> operands(Apply apply) {
        return List.copyOf(occurrences(apply).keySet());
    }

    // How often each operand stands in the nested applications, which may be shared: one step for each node.
    private static Map<Expression, BigInteger> occurrences(Apply apply) {
        Map<Expression, BigInteger> times = new LinkedHashMap<>();
        Map<Expression, BigInteger> operands = new LinkedHashMap<>();
        times.put(apply, BigInteger.ONE);
        for (Expression node : Topology.of(apply).nodes().reversed()) {
            BigInteger own = times.get(node);
            if (own != null) {
                node.operands().forEach(operand -> (isSame(operand, apply) ? times : operands).merge(operand, own, BigInteger::add));
            }
        }
        return operands;
    }

    private static boolean isSame(Expression node, Apply outer) {
        return node instanceof Apply apply && apply.operator() == outer.operator();
    }

    // 1 where the operand is the value, else 0
    private static Expression reaches(Expression operand, Expression value) {
        Expression distance = Apply.of(Stepwise.ABSOLUTE, Apply.of(Stepwise.SIGN, Elementwise.difference(operand, value)));
        return Elementwise.difference(Constant.ONE, distance);
    }
}
