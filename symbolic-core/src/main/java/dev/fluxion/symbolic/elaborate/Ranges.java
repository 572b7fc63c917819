package dev.fluxion.symbolic.elaborate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Reduction;
import java.util.Optional;

/**
 * Decides that a function does not take a value: no {@code softmax} is 0.
 *
 * <p>Source: the ranges in the rows of the functions.
 */
final class Ranges {
    private Ranges() {}

    /** The condition without equations that cannot hold. */
    static Condition decided(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> c.relation() == Condition.Relation.EQUAL && c.right() instanceof Constant value && excludes(c.left(), value)
                    ? Condition.FALSE : c;
            case Condition.All all -> Condition.all(all.parts().stream().map(Ranges::decided).toList());
            case Condition.Any any -> Condition.any(any.parts().stream().map(Ranges::decided).toList());
            case Condition.Not not -> not;
            case Condition.Truth truth -> truth;
        };
    }

    private static boolean excludes(Expression function, Constant value) {
        return range(function).filter(range -> !range.equals("true")).map(range -> Formulas.condition(range, Names.lenient().bind("y", value)))
                .filter(Condition.FALSE::equals).isPresent();
    }

    private static Optional<String> range(Expression function) {
        return function instanceof Apply a ? Optional.of(a.operator().range())
                : function instanceof Reduction r ? Optional.of(r.operator().range()) : Optional.empty();
    }
}
