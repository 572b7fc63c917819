package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.operator.Kink;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What decides where a scalar has kinks and jumps, by the rows of its functions and by its cases. Between two such points it is smooth, or has a pole.
 *
 * <p>Source: by definition of functions with kinks and jumps.
 */
final class Corners {
    private final Set<Expression> zeros = new LinkedHashSet<>();
    private final Set<Expression> steps = new LinkedHashSet<>();

    Corners(Expression function) {
        look(function);
    }

    /** Functions at whose changes of sign there may be a corner. */
    List<Expression> zeros() {
        return List.copyOf(zeros);
    }

    /** Functions that are constant between their jumps. */
    List<Expression> steps() {
        return List.copyOf(steps);
    }

    private void look(Expression function) {
        Topology.of(function).nodes().stream().filter(node -> node.isScalar() && node.reach() == 0).forEach(this::node);
    }

    private void node(Expression node) {
        switch (node) {
            case Piecewise piecewise -> piecewise.cases().forEach(each -> condition(each.condition()));
            case Apply apply -> apply.operator().kink().ifPresentOrElse(kink -> kink(kink, apply), () -> steps(apply));
            case Reduction reduction -> Meanings.of(reduction).ifPresent(this::look);
            case Constant _, Symbol _, Sum _, Product _, Power _, MatrixFunction _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> { }
        }
    }

    private void kink(Kink kink, Apply apply) {
        switch (kink) {
            case Kink.AtZero zero -> zeros.add(apply.operands().getFirst());
            case Kink.Tie tie -> zeros.add(Elementwise.difference(apply.operands().getFirst(), apply.operands().getLast()));
            case Kink.Jumps jumps -> steps(apply);
        }
    }

    private void steps(Apply apply) {
        Optional<Expression> formula = Kinks.jumps(apply.operator()) ? Meanings.of(apply.operator(), apply.operands()) : Optional.empty();
        if (formula.isPresent()) {
            look(formula.get());
        } else if (Kinks.jumps(apply.operator())) {
            steps.add(apply);
        }
    }

    private void condition(Condition condition) {
        switch (condition) {
            case Condition.Comparison(Condition.Relation relation, Expression left, Expression right) -> zeros.add(Elementwise.difference(left, right));
            case Condition.All all -> all.parts().forEach(this::condition);
            case Condition.Any any -> any.parts().forEach(this::condition);
            case Condition.Not not -> condition(not.part());
            case Condition.Truth truth -> { }
        }
    }
}
