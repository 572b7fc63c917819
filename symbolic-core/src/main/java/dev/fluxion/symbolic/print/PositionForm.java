package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Choices by position as what they do: {@code onehot(y, k)}, {@code A[y, :]}. A form is guessed, built and taken only if it is the expression. */
final class PositionForm {
    private final Presenter presenter;

    PositionForm(Presenter presenter) {
        this.presenter = presenter;
    }

    Optional<Tree> tree(Piecewise piecewise) {
        Optional<Expression> positions = positions(piecewise);
        if (positions.isEmpty()) {
            return Optional.empty();
        }
        Tree entries = presenter.present(positions.get());
        Tree size = Presenter.size(last(piecewise));
        return Optional.of(piecewise.equals(Views.oneHot(positions.get(), last(piecewise))) ? Write.call("onehot", entries, size)
                : element(Write.call("I", size), List.of(entries, new Tree.Range(null, null, Span.NONE))));
    }

    /** A tensor of which one axis is at the positions of a vector. */
    Optional<Tree> tree(Product product) {
        if (product.factors().size() != 2 || !product.coefficient().isOne() || !product.deltas().isEmpty()) {
            return Optional.empty();
        }
        for (int which = 0; which < 2; which++) {
            Expression tensor = product.factors().get(1 - which);
            if (product.factors().get(which) instanceof Piecewise p && p.shape().rank() <= 2 && positions(p).orElse(null) instanceof Expression positions) {
                int axis = product.labels(1 - which).indexOf(product.labels(which).getLast());
                if (axis >= 0 && Views.gathered(tensor, axis, positions).equals(product)) {
                    List<Tree> subscripts = new ArrayList<>();
                    for (int i = 0; i < tensor.shape().rank(); i++) {
                        subscripts.add(i == axis ? presenter.present(positions) : new Tree.Range(null, null, Span.NONE));
                    }
                    return Optional.of(element(presenter.present(tensor), subscripts));
                }
            }
        }
        return Optional.empty();
    }

    private static Tree element(Tree tensor, List<Tree> subscripts) {
        return new Tree.Element(tensor, subscripts, Span.NONE);
    }

    private static Size last(Piecewise piecewise) {
        return piecewise.shape().size(piecewise.shape().rank() - 1);
    }

    // The entries that are compared with the positions along the last axis.
    private static Optional<Expression> positions(Piecewise piecewise) {
        if (piecewise.shape().isScalar() || !(piecewise.cases().getFirst().condition() instanceof Condition.Comparison first)
                || first.relation() != Condition.Relation.EQUAL) {
            return Optional.empty();
        }
        for (Expression side : List.of(first.left(), first.right())) {
            if (side.isScalar() && piecewise.equals(Views.selector(side, last(piecewise)))) {
                return Optional.of(side);
            }
            if (side instanceof Product product && side.shape().equals(piecewise.shape())) {
                Expression entries = Views.withoutLast(product);
                if (piecewise.equals(Views.oneHot(entries, last(piecewise))) || entries.shape().rank() <= 1 && piecewise.equals(Views.selector(entries, last(piecewise)))) {
                    return Optional.of(entries);
                }
            }
        }
        return Optional.empty();
    }
}
