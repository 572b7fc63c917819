package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.List;

/** Sizes as numbers in expressions. */
public final class Sizes {
    private Sizes() {}

    /** The size as a scalar expression of size symbols. */
    public static Expression expression(Size size) {
        List<Expression> terms = new ArrayList<>();
        size.terms().forEach((monomial, coefficient) -> {
            List<Expression> factors = new ArrayList<>();
            factors.add(Constant.of(coefficient));
            for (String name : monomial.isEmpty() ? new String[0] : monomial.split("\\*")) {
                factors.add(Symbol.size(name));
            }
            terms.add(Product.of(factors));
        });
        return Sum.of(terms);
    }
}
