package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A term that is a number times powers whose bases are free of the unknown.
 *
 * @param sign of the number, 1 or -1
 * @param logarithm of the size of the term, where the bases are positive
 * @param bases those of which it is not known that they are positive
 */
record PowerTerm(int sign, Expression logarithm, List<Expression> bases) {
    /** The term in this form, if it has it. */
    static Optional<PowerTerm> of(Expression term, Symbol x, Function<Expression, Optional<Integer>> signs) {
        int sign = 1;
        List<Expression> parts = new ArrayList<>();
        List<Expression> bases = new ArrayList<>();
        for (Expression factor : Parts.factors(term)) {
            Optional<Integer> own = Parts.depends(factor, x) ? Optional.empty() : signs.apply(factor).filter(known -> known != 0);
            if (factor instanceof Apply a && a.operator() == Elementary.EXPONENTIAL) {
                parts.add(a.operand());
            } else if (own.isPresent()) {
                sign *= own.get();
                parts.add(Apply.of(Elementary.LOGARITHM, own.get() < 0 ? Elementwise.negate(factor) : factor));
            } else if (factor instanceof Power p && mayBePositive(p.base(), x, signs)) {
                if (signs.apply(p.base()).isEmpty()) {
                    bases.add(p.base());
                }
                parts.add(Elementwise.product(p.exponent(), Apply.of(Elementary.LOGARITHM, p.base())));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new PowerTerm(sign, Sum.of(parts), bases));
    }

    private static boolean mayBePositive(Expression base, Symbol x, Function<Expression, Optional<Integer>> signs) {
        return !Parts.depends(base, x) && signs.apply(base).map(sign -> sign > 0).orElse(!Substitution.variables(base).isEmpty());
    }
}
