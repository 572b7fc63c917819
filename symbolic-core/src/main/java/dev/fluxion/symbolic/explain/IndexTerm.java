package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sum over labels of a product of entries and Kronecker deltas, times a scalar without labels.
 *
 * @param scalar numbers and scalars
 * @param factors entries, in which labels are names
 * @param summed labels that are summed over
 * @param deltas pairs of labels that must agree
 */
record IndexTerm(Expression scalar, List<Tree> factors, List<String> summed, List<Delta> deltas) {
    /** 1 where both labels agree, else 0. */
    record Delta(String first, String second, Size size) {
        Tree tree() {
            return entry(Write.call("I", Presenter.tree(Sizes.expression(size))), List.of(first, second));
        }
    }

    static Tree entry(Tree tensor, List<String> labels) {
        return labels.isEmpty() ? tensor : new Tree.Element(tensor, labels.stream().map(Write::name).toList(), Span.NONE);
    }

    Tree tree() {
        List<Tree> all = new ArrayList<>(factors);
        deltas.forEach(delta -> all.add(delta.tree()));
        Optional<Tree> product = all.stream().reduce(Write::scaled);
        Optional<Tree> sum = summed.isEmpty() ? product : Optional.of(Write.binding("sum", summed, product.orElse(Write.number(1))));
        return sum.map(tree -> Presenter.scaled(scalar, tree)).orElseGet(() -> Presenter.tree(scalar));
    }

    static Tree total(List<IndexTerm> terms) {
        Tree total = null;
        for (IndexTerm term : terms) {
            boolean minus = total != null && Presenter.isNegative(term.scalar);
            total = total == null ? term.tree() : minus ? Write.chain(total, Tree.Infix.MINUS, term.negated().tree()) : Write.chain(total, Tree.Infix.PLUS, term.tree());
        }
        return total;
    }

    private IndexTerm negated() {
        return new IndexTerm(Elementwise.negate(scalar), factors, summed, deltas);
    }
}
