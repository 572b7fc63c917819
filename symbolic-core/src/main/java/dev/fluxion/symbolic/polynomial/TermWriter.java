package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Polynomials as expressions. Over variables alone, terms come out canonical but for their order, which spares the search for like terms. */
final class TermWriter {
    private final List<Generator> generators;
    private final Budget budget;
    private final List<Map<Integer, Expression>> powers = new ArrayList<>(); // by generator and exponent
    private final boolean plain;

    TermWriter(List<Generator> generators, Budget budget) {
        this.generators = generators;
        this.budget = budget;
        this.plain = generators.stream().allMatch(Generator::isVariable);
        generators.forEach(generator -> powers.add(new HashMap<>()));
    }

    /** A polynomial over another of one term, term by term. */
    Expression expression(Polynomial above, Polynomial below) {
        List<Expression> terms = new ArrayList<>(above.size());
        List<Expression> factors = new ArrayList<>();
        for (int term = 0; term < above.size(); term++) {
            budget.tick(1);
            factors.clear();
            for (int v = 0; v < generators.size(); v++) {
                int exponent = above.exponent(term, v) - below.exponent(0, v);
                if (exponent != 0) {
                    factors.add(power(v, exponent));
                }
            }
            terms.add(product(above.coefficient(term).dividedBy(below.leadingCoefficient()), factors));
        }
        return plain && terms.size() > 1 ? Sum.ofUnlike(terms) : Sum.of(terms);
    }

    private Expression power(int variable, int exponent) {
        return powers.get(variable).computeIfAbsent(exponent, generators.get(variable)::power);
    }

    private Expression product(Rational coefficient, List<Expression> factors) {
        if (plain) {
            return Product.ofUnlike(coefficient, factors);
        }
        factors.add(Constant.of(coefficient));
        return Product.of(factors);
    }
}
