package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum over labels of a product of entries and Kronecker deltas.
 *
 * @param factors entries, in which labels are names
 * @param summed labels that are summed over
 * @param deltas pairs of labels that must agree
 */
record IndexTerm(List<Tree> factors, List<String> summed, List<Delta> deltas) {
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
        Tree product = all.isEmpty() ? Write.number(1) : all.getFirst();
        for (Tree factor : all.subList(Math.min(1, all.size()), all.size())) {
            product = Write.scaled(product, factor);
        }
        return summed.isEmpty() ? product : Write.binding("sum", summed, product);
    }

    static Tree total(List<IndexTerm> terms) {
        Tree total = null;
        for (IndexTerm term : terms) {
            total = total == null ? term.tree() : Write.chain(total, Tree.Infix.PLUS, term.tree());
        }
        return total;
    }
}
