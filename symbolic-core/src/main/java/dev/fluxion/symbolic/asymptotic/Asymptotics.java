package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Special;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asymptotic series of special functions, as functions of the reciprocal v of their operand that have a (divergent) Taylor series at 0.
 * Source: DLMF §5.11 and §7.12.
 */
enum Asymptotics {
    /** {@code log Γ(1/v) - ((1/v - 1/2) log(1/v) - 1/v + log(2π)/2)}: Σ B_2k/(2k(2k-1)) v^(2k-1). */
    STIRLING {
        @Override
        Expression coefficient(int k) {
            return k % 2 == 0 ? Constant.ZERO : Constant.of(bernoulli(k + 1).dividedBy(Rational.of((long) (k + 1) * k)));
        }

        @Override
        Expression meaning(Expression v) {
            Expression u = Power.of(v, -1);
            return Oracle.minus(Apply.of(Special.LOG_GAMMA, u), main(u));
        }
    },
    /** {@code ψ(1/v) - log(1/v)}: {@code -v/2 - Σ B_2k/(2k) v^2k}. */
    DIGAMMA {
        @Override
        Expression coefficient(int k) {
            return k == 1 ? Constant.of(Rational.HALF.negate()) : k == 0 || k % 2 == 1 ? Constant.ZERO
                    : Constant.of(bernoulli(k).dividedBy(Rational.of(-k)));
        }

        @Override
        Expression meaning(Expression v) {
            Expression u = Power.of(v, -1);
            return Oracle.minus(Apply.of(Special.DIGAMMA, u), Logs.log(u));
        }
    },
    /** {@code exp(1/v²) erfc(1/v)}: {@code v/√π Σ (-1)^k (2k-1)!!/2^k v^2k}. */
    ERFC {
        @Override
        Expression coefficient(int k) {
            if (k % 2 == 0) {
                return Constant.ZERO;
            }
            Rational product = Rational.ONE;
            for (int i = 1; i <= k / 2; i++) {
                product = product.times(Rational.of(1 - 2L * i, 2));
            }
            return Product.of(Constant.of(product), Power.of(Symbol.PI, Constant.of(Rational.HALF.negate())));
        }

        @Override
        Expression meaning(Expression v) {
            Expression u = Power.of(v, -1);
            return Product.of(Logs.exp(Power.of(u, 2)), Apply.of(Special.COMPLEMENTARY_ERROR_FUNCTION, u));
        }
    };

    private static final String MARK = "~"; // no name of the language
    private static final Symbol OPERAND = Symbol.of("~operand");

    /** The coefficient of v^k. */
    abstract Expression coefficient(int k);

    /** This function of v in functions of the table. */
    abstract Expression meaning(Expression v);

    /** The coefficient of v^k of a derivative. */
    Expression coefficient(int k, int order) {
        Rational falling = Rational.ONE;
        for (int i = k + 1; i <= k + order; i++) {
            falling = falling.times(Rational.of(i));
        }
        return Product.of(Constant.of(falling), coefficient(k + order));
    }

    private Expression derivative(int order) {
        Expression derivative = meaning(OPERAND);
        for (int i = 0; i < order; i++) {
            derivative = Differentiation.derivative(derivative, OPERAND);
        }
        return derivative;
    }

    /** An expression with all of these functions in functions of the table. */
    static Expression undone(Expression expression) {
        Map<Expression, Expression> meanings = new HashMap<>();
        Topology.of(expression).nodes().forEach(node -> {
            if (node instanceof Call call && of(call) != null) {
                Expression meaning = of(call).derivative(call.orders().getFirst());
                meanings.put(call, Substitution.replace(meaning, Map.of(OPERAND, undone(call.operands().getFirst()))));
            }
        });
        return meanings.isEmpty() ? expression : Substitution.replace(expression, meanings);
    }

    /** This function of v. */
    Expression at(Expression v) {
        return Call.of(MARK + name(), List.of(v));
    }

    /** Which of these functions a call is of, or {@code null}. */
    static Asymptotics of(Call call) {
        return call.name().startsWith(MARK) ? valueOf(call.name().substring(1)) : null;
    }

    /** {@code log Γ(u)} for large u. */
    static Expression lgamma(Expression u) {
        return Sum.of(main(u), STIRLING.at(Power.of(u, -1)));
    }

    private static Expression main(Expression u) {
        return Sum.of(Product.of(Sum.of(u, Constant.of(Rational.HALF.negate())), Logs.log(u)), Oracle.negate(u),
                Product.of(Constant.of(Rational.HALF), Logs.log(Product.of(Constant.TWO, Symbol.PI))));
    }

    /** {@code ψ(u)} for large u. */
    static Expression digamma(Expression u) {
        return Sum.of(Logs.log(u), DIGAMMA.at(Power.of(u, -1)));
    }

    /** A derivative of ψ for large u. */
    static Expression polygamma(int order, Expression u) {
        Expression derivative = digamma(OPERAND);
        for (int i = 0; i < order; i++) {
            derivative = Differentiation.derivative(derivative, OPERAND);
        }
        return Logs.replace(derivative, Map.of(OPERAND, u));
    }

    /** {@code erfc(u)} for large u. */
    static Expression erfc(Expression u) {
        return Product.of(Logs.exp(Oracle.negate(Power.of(u, 2))), ERFC.at(Power.of(u, -1)));
    }

    // Σ_{j<=m} C(m+1, j) B_j = 0
    private static Rational bernoulli(int n) {
        List<Rational> b = new ArrayList<>(List.of(Rational.ONE));
        for (int m = 1; m <= n; m++) {
            Rational sum = Rational.ZERO;
            BigInteger binomial = BigInteger.ONE;
            for (int j = 0; j < m; j++) {
                sum = sum.plus(Rational.of(binomial, BigInteger.ONE).times(b.get(j)));
                binomial = binomial.multiply(BigInteger.valueOf(m + 1L - j)).divide(BigInteger.valueOf(j + 1L));
            }
            b.add(sum.dividedBy(Rational.of(-(m + 1L))));
        }
        return b.get(n);
    }
}
