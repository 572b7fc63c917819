package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A product in index notation: {@code tensor(i, j: sum(k: A[i, k]*B[k, j]))}. */
final class IndexForm {
    private static final String LETTERS = "ijklmpqrstuvwabcdefgh";

    private final Presenter presenter;
    private final Product product;

    IndexForm(Presenter presenter, Product product) {
        this.presenter = presenter;
        this.product = product;
    }

    Tree tree() {
        int rank = product.shape().rank();
        List<String> labels = labels();
        List<Tree> factors = new ArrayList<>();
        List<Expression> scalars = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.labels(i).isEmpty()) {
                scalars.add(product.factors().get(i));
            } else {
                factors.add(element(presenter.present(product.factors().get(i)), product.labels(i), labels));
                used.addAll(product.labels(i));
            }
        }
        for (Product.Delta delta : product.deltas()) {
            Tree identity = Write.call("I", Presenter.size(product.size(delta.first())));
            factors.add(element(identity, List.of(delta.first(), delta.second()), labels));
            used.addAll(List.of(delta.first(), delta.second()));
        }
        for (int axis = 0; axis < rank; axis++) { // an axis that nothing mentions is stretched
            if (!used.contains(axis)) {
                factors.add(element(Write.call("ones", Presenter.size(product.size(axis))), List.of(axis), labels));
            }
        }
        Tree body = factors.getFirst();
        for (Tree factor : factors.subList(1, factors.size())) {
            body = Write.times(body, factor);
        }
        if (product.labelCount() > rank) {
            body = Write.binding("sum", labels.subList(rank, labels.size()), body);
        }
        Tree whole = new Fractions(presenter).around(product.coefficient(), scalars, List.of(), body);
        return rank == 0 ? whole : Write.binding("tensor", labels.subList(0, rank), whole);
    }

    private static Tree element(Tree tensor, List<Integer> axes, List<String> labels) {
        return new Tree.Element(tensor, axes.stream().map(axis -> Write.name(labels.get(axis))).toList(), Span.NONE);
    }

    // Letters that are no names in the product: a label would hide them.
    private List<String> labels() {
        Set<String> taken = new HashSet<>();
        List<Expression> pending = new ArrayList<>(List.of(product));
        Set<Expression> seen = new HashSet<>();
        while (!pending.isEmpty()) {
            Expression next = pending.removeLast();
            if (next instanceof Symbol symbol) {
                taken.add(symbol.name());
            }
            next.operands().stream().filter(seen::add).forEach(pending::add);
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; labels.size() < product.labelCount(); i++) {
            String letter = i < LETTERS.length() ? LETTERS.substring(i, i + 1) : "i_" + i;
            if (!taken.contains(letter)) {
                labels.add(letter);
            }
        }
        return labels;
    }
}
