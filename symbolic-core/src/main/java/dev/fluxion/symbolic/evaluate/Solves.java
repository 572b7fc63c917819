package dev.fluxion.symbolic.evaluate;

import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Inverses that are multiplied by something become solutions of systems before anything is computed: formulas are written with inverses,
 * numbers are better and cheaper without.
 *
 * <p>Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms (2nd ed., 2002), §14.1.
 */
public final class Solves {
    private Solves() {}

    /** The expressions with systems of equations; the same ones where no inverse is multiplied. */
    public static List<Expression> in(List<Expression> roots) {
        boolean any = Topology.of(roots).nodes().stream().anyMatch(node -> node instanceof Product product && product.factors().stream().anyMatch(Solves::isInverse));
        return !any ? roots : BottomUp.rewrite(roots, node -> node instanceof Product product && product.reach() == 0 ? of(product) : node);
    }

    private static boolean isInverse(Expression factor) {
        return factor instanceof MatrixFunction function && function.operator() == TensorRows.INVERSE;
    }

    static Expression of(Product product) {
        Expression result = product;
        for (boolean again = true; again && result instanceof Product now;) {
            Optional<Expression> solved = IntStream.range(0, now.factors().size()).filter(i -> isInverse(now.factors().get(i))).boxed()
                    .flatMap(i -> IntStream.of(1, 0).mapToObj(side -> new SolvedSide(now, i, side).solved()).flatMap(Optional::stream)).findFirst();
            again = solved.isPresent();
            result = solved.orElse(result);
        }
        return result;
    }
}
