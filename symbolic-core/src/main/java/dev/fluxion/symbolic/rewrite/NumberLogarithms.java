package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Logarithms of numbers by those of primes: {@code log(12)} is {@code 2*log(2) + log(3)}.
 *
 * <p>Source: the logarithm of a product, DLMF §4.8.
 */
final class NumberLogarithms {
    private static final int LARGEST_PRIME = 1_000;

    private NumberLogarithms() {}

    static Expression expanded(Expression expression) {
        Map<Expression, Expression> replacements = new HashMap<>();
        for (Expression node : Topology.of(expression).nodes()) {
            if (node instanceof Apply a && a.operator() == Elementary.LOGARITHM && a.operand() instanceof Constant c
                    && c.value() instanceof Rational r && r.signum() > 0) {
                List<Expression> terms = new ArrayList<>();
                split(r.numerator(), 1, terms);
                split(r.denominator(), -1, terms);
                replacements.put(node, Sum.of(terms));
            }
        }
        return replacements.isEmpty() ? expression : Substitution.replace(expression, replacements);
    }

    private static void split(BigInteger number, int sign, List<Expression> into) {
        BigInteger rest = number;
        for (int trial = 2; trial <= LARGEST_PRIME && rest.bitLength() > 1; trial++) {
            BigInteger prime = BigInteger.valueOf(trial);
            int times = 0;
            while (rest.mod(prime).signum() == 0) {
                rest = rest.divide(prime);
                times++;
            }
            add(prime, sign * times, into);
        }
        add(rest, rest.equals(BigInteger.ONE) ? 0 : sign, into);
    }

    private static void add(BigInteger base, int times, List<Expression> into) {
        if (times != 0) {
            into.add(Product.of(Constant.of(times), Apply.of(Elementary.LOGARITHM, Constant.of(Rational.of(base, BigInteger.ONE)))));
        }
    }
}
