package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.FormulaTable;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Linearity, powers and the functions of the table, at linear operands.
 *
 * <p>Source: DLMF §1.4(iv), §4.10, §4.26 and §4.40; the table {@code antiderivatives.flx}.
 */
final class BasicMethods {
    private BasicMethods() {}

    static Optional<Solution> constant(Expression f, Symbol x, Search search) {
        return Parts.depends(f, x) ? Optional.empty() : Optional.of(Solution.known("constant rule", f, x, Product.of(f, x)));
    }

    static Optional<Solution> factor(Expression f, Symbol x, Search search) {
        List<Expression> constants = new ArrayList<>();
        List<Expression> rest = new ArrayList<>();
        Parts.factors(f).forEach(factor -> (Parts.depends(factor, x) ? rest : constants).add(factor));
        if (constants.isEmpty()) {
            return Optional.empty();
        }
        Expression constant = Product.of(constants);
        return search.solve(Product.of(rest), x)
                .map(part -> Solution.of("constant factor", f, x, part, value -> Parts.scaled(constant, value)));
    }

    /** Of what is written as a sum, constants in front of the integrals of its terms. */
    static Optional<Solution> sum(Expression f, Symbol x, Search search) {
        if (!(f instanceof Sum sum)) {
            return Optional.empty();
        }
        List<Expression> constants = new ArrayList<>();
        List<Solution.Part> parts = new ArrayList<>();
        for (Expression term : sum.terms()) {
            List<Expression> varying = Parts.factors(term).stream().filter(factor -> Parts.depends(factor, x)).toList();
            boolean whole = varying.isEmpty();
            Optional<Solution> part = search.solve(whole ? term : Product.of(varying), x);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            constants.add(whole ? Constant.ONE : Product.of(Parts.factors(term).stream().filter(factor -> !Parts.depends(factor, x)).toList()));
            parts.add(new Solution.Part(part.get(), x));
        }
        String rule = constants.stream().allMatch(Constant.ONE::equals) ? "sum rule" : "sum rule, constant factor";
        return Optional.of(new Solution(rule, f, x, parts, values -> {
            List<Expression> terms = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                terms.add(Parts.scaled(constants.get(i), values.get(i)));
            }
            return Sum.of(terms);
        }));
    }

    static Optional<Solution> linearity(Expression f, Symbol x, Search search) {
        return (f instanceof Sum ? f : opened(f, x)) instanceof Sum terms ? sum(f, terms, x, search) : Optional.empty();
    }

    private static Optional<Solution> sum(Expression f, Sum terms, Symbol x, Search search) {
        List<Solution.Part> parts = new ArrayList<>();
        for (Expression term : terms.terms()) {
            Optional<Solution> part = search.solve(term, x);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(new Solution.Part(part.get(), x));
        }
        return Optional.of(new Solution("sum rule", f, x, parts, Sum::of));
    }

    // (a + b)*c with a sum of few terms: a*c + b*c
    private static Expression opened(Expression f, Symbol x) {
        List<Expression> factors = Parts.factors(f);
        Optional<Expression> sum = factors.stream().filter(factor -> factor instanceof Sum && Parts.depends(factor, x)).findFirst();
        if (sum.isEmpty()) {
            return f;
        }
        List<Expression> others = new ArrayList<>(factors);
        others.remove(sum.get());
        Expression rest = Product.of(others);
        return Sum.of(Parts.terms(sum.get()).stream().map(term -> Product.of(term, rest)).toList());
    }

    // (a*x + b)^n with an n free of x, and c^(a*x + b)
    static Optional<Solution> power(Expression f, Symbol x, Search search) {
        Expression base = Parts.base(f);
        Expression exponent = f instanceof Power p ? p.exponent() : Constant.ONE;
        if (f instanceof Power && !Parts.depends(base, x)) {
            return Parts.linear(exponent, x, search.budget()).map(linear -> Solution.known("exponential rule", f, x,
                    Elementwise.quotient(f, Elementwise.product(linear.slope(), Apply.of(Elementary.LOGARITHM, base))))
                    .where(unless(linear.slope(), Constant.ZERO, base, Constant.ONE)));
        }
        if (Parts.depends(exponent, x) || !(f instanceof Power || f.equals(x))) {
            return Optional.empty();
        }
        return Parts.linear(base, x, search.budget()).map(linear -> Solution.known(exponent.equals(Constant.MINUS_ONE) ? "reciprocal rule" : "power rule",
                f, x, Elementwise.quotient(power(base, exponent), linear.slope())).where(unless(linear.slope(), Constant.ZERO, exponent, Constant.MINUS_ONE)));
    }

    // The first of each pair must differ from the second, which is said where it is no number.
    private static List<Condition> unless(Expression first, Expression value, Expression second, Expression other) {
        List<Condition> conditions = new ArrayList<>();
        if (!(first instanceof Constant)) {
            conditions.add(Condition.compare(Condition.Relation.NOT_EQUAL, first, value));
        }
        if (!(second instanceof Constant)) {
            conditions.add(Condition.compare(Condition.Relation.NOT_EQUAL, second, other));
        }
        return conditions;
    }

    private static Expression power(Expression base, Expression exponent) {
        Expression next = Elementwise.sum(exponent, Constant.ONE);
        return next.equals(Constant.ZERO) ? Apply.of(Elementary.LOGARITHM, Apply.of(Stepwise.ABSOLUTE, base))
                : Elementwise.quotient(Power.of(base, next), next);
    }

    static Optional<Solution> table(Expression f, Symbol x, Search search) {
        if (!(f instanceof Apply apply) || apply.operands().size() != 1) {
            return Optional.empty();
        }
        Optional<Parts.Linear> linear = Parts.linear(apply.operand(), x, search.budget());
        if (linear.isEmpty()) {
            return Optional.empty();
        }
        return FormulaTable.ANTIDERIVATIVES.of(apply).map(value -> Solution.known(apply.operator().name() + " rule", f, x,
                Parts.scaled(Power.of(linear.get().slope(), -1), value)).where(unless(linear.get().slope(), Constant.ZERO, Constant.ONE, Constant.ZERO)));
    }
}
