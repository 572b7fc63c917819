package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.algebra.NumberSign;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Typed;
import java.util.HashMap;
import java.util.Map;

/**
 * Formulas that are wanted at numbers in place of variables. Where a closed form in one does not hold at them, or needs to know more of them than is
 * assumed, the text is read with them, as that of a function that is called.
 */
final class AtValues {
    private AtValues() {}

    /** The meaning of a formula, in which the values are still to be put if they occur. */
    static Typed read(Elaborator elaborator, Tree formula, Map<? extends Expression, Expression> values) {
        Map<String, Typed> numbers = new HashMap<>();
        values.forEach((variable, value) -> {
            if (value.isScalar() && value.isFixed()) {
                numbers.put(variable.toString(), Typed.of(value));
            }
        });
        if (numbers.isEmpty()) {
            return elaborator.read(formula);
        }
        Elaborator there = elaborator.in(elaborator.scope().called(numbers));
        Elaborator general = elaborator.apart();
        Typed meaning;
        try {
            meaning = general.read(formula);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return there.read(formula);
        }
        if (fails(general.provisos().of(meaning.expression()), values)) {
            try {
                return there.read(formula);
            } catch (FluxionException e) {
                e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN); // it has no value there, as its condition says
            }
        }
        elaborator.provisos().add(general.provisos());
        return meaning;
    }

    private static boolean fails(Condition where, Map<? extends Expression, Expression> values) {
        try {
            Condition there = where.map(side -> Substitution.replace(side, values));
            return there.operands().stream().allMatch(Expression::isFixed) && NumberSign.decided(there, Budget.current()).filter(holds -> !holds).isPresent();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN); // a side that has no value there
            return true;
        }
    }
}
