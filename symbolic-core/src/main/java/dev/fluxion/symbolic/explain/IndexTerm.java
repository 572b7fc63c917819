package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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

    /** This term times others, summed over more labels. */
    IndexTerm times(List<Tree> others, List<String> more) {
        List<Tree> all = new ArrayList<>(others);
        all.addAll(factors);
        List<String> labels = new ArrayList<>(more);
        labels.addAll(summed);
        return new IndexTerm(all, labels, deltas);
    }

    /** The first delta of which a label is summed over and may be replaced. */
    Optional<Delta> removable(Predicate<String> may) {
        return deltas.stream().filter(delta -> summed.contains(delta.first) && may.test(delta.first) || summed.contains(delta.second) && may.test(delta.second))
                .findFirst();
    }

    /** The sum over a label that a delta ties to another leaves the one term where they agree. */
    IndexTerm without(Delta delta, Predicate<String> may) {
        boolean first = summed.contains(delta.first) && may.test(delta.first);
        String gone = first ? delta.first : delta.second;
        String stays = first ? delta.second : delta.first;
        List<Tree> changed = factors.stream().map(factor -> Trees.rewrite(factor, part -> part instanceof Tree.Name name && name.name().equals(gone)
                ? Write.name(stays) : part)).toList();
        List<Delta> left = deltas.stream().filter(other -> other != delta)
                .map(other -> new Delta(other.first.equals(gone) ? stays : other.first, other.second.equals(gone) ? stays : other.second, other.size)).toList();
        return new IndexTerm(changed, summed.stream().filter(label -> !label.equals(gone)).toList(), left);
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
