package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.LabelledProduct;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Formulas, and terms of a sweep, entry by entry. */
final class Indices {
    private static final String LETTERS = "ijklmnpqrstuvwabcdefgh";

    private final List<String> letters = new ArrayList<>();
    private int used;
    private final Map<Expression, Expression> named;

    /**
     * @param taken names that no label may hide
     * @param named what goes by a name in factors, with the symbol of that name
     */
    Indices(Set<String> taken, Map<Expression, Expression> named) {
        this.named = named;
        LETTERS.chars().mapToObj(Character::toString).filter(letter -> !taken.contains(letter)).forEach(letters::add);
    }

    /** Forgets the labels in use. */
    void restart() {
        used = 0;
    }

    List<String> fresh(int count) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(used < letters.size() ? letters.get(used) : "i_" + used);
            used++;
        }
        return labels;
    }

    /** One entry of an expression, as a sum over labels. */
    Tree entry(Expression expression, List<String> labels) {
        return switch (expression) {
            case Symbol s -> IndexTerm.entry(Write.name(s.name()), labels);
            case Constant c -> Presenter.tree(c);
            case Sum s -> sum(s, labels);
            case Product p -> {
                List<String> all = labels(p, labels);
                yield whole(p, all, labels.size()).tree();
            }
            case Apply a -> Write.call(a.operator().name(), a.operands().stream().map(operand -> entry(operand, operand.isScalar() ? List.of() : labels)).toList());
            case Power p -> Write.power(entry(p.base(), p.base().isScalar() ? List.of() : labels), entry(p.exponent(), p.exponent().isScalar() ? List.of() : labels),
                    false);
            case Reduction r when r.operator().keepsAxis() -> IndexTerm.entry(Presenter.tree(r), labels);
            default -> throw FluxionException.unsupported("the entries of " + expression);
        };
    }

    private Tree sum(Sum sum, List<String> labels) {
        Tree total = null;
        for (Expression term : Presenter.terms(sum)) {
            boolean minus = total != null && Presenter.isNegative(term);
            Tree entry = entry(minus ? Elementwise.negate(term) : term, labels);
            total = total == null ? entry : Write.chain(total, minus ? Tree.Infix.MINUS : Tree.Infix.PLUS, entry);
        }
        return total;
    }

    private List<String> labels(Product product, List<String> out) {
        List<String> all = new ArrayList<>(out);
        all.addAll(fresh(product.labelCount() - out.size()));
        return all;
    }

    // Entries in the order of their labels.
    private IndexTerm whole(Product product, List<String> labels, int rank) {
        List<Integer> places = new ArrayList<>();
        List<Expression> scalars = new ArrayList<>(List.of(Constant.of(product.coefficient())));
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i).isScalar()) {
                scalars.add(product.factors().get(i));
            } else {
                places.add(i);
            }
        }
        places.sort(java.util.Comparator.comparing(i -> product.labels(i).stream().mapToInt(Integer::intValue).min().orElse(0)));
        List<Tree> factors = places.stream().map(i -> entry(product.factors().get(i), product.labels(i).stream().map(labels::get).toList())).toList();
        List<IndexTerm.Delta> deltas = product.deltas().stream()
                .map(delta -> new IndexTerm.Delta(labels.get(delta.first()), labels.get(delta.second()), product.size(delta.first()))).toList();
        return new IndexTerm(Product.of(scalars), factors, labels.subList(rank, labels.size()), deltas);
    }

    /**
     * A term of a sweep, entry by entry.
     *
     * @param names of labels that have one; others get one
     * @param weight what stands for the entries of the first factor; left out, it is the derivative of an entry
     */
    IndexTerm term(LabelledProduct product, Map<Integer, String> names, Optional<Symbol> weight) {
        product.labels().keySet().stream().filter(label -> !names.containsKey(label)).forEach(label -> names.put(label, fresh(1).getFirst()));
        List<LabelledProduct.Factor> entries = product.factors().subList(1, product.factors().size());
        List<Tree> factors = new ArrayList<>();
        List<String> first = product.factors().getFirst().labels().stream().map(names::get).toList();
        weight.ifPresent(symbol -> factors.add(IndexTerm.entry(Write.name(symbol.name()), first)));
        List<Expression> scalars = new ArrayList<>(List.of(Constant.of(product.coefficient())));
        entries.stream().filter(factor -> factor.labels().isEmpty()).forEach(factor -> scalars.add(factor.expression()));
        entries.stream().filter(factor -> !factor.labels().isEmpty() && !isOnes(factor.expression()))
                .forEach(factor -> factors.add(entry(shown(factor.expression()), factor.labels().stream().map(names::get).toList())));
        List<IndexTerm.Delta> deltas = product.deltas().stream().map(delta -> new IndexTerm.Delta(names.get(delta.first()), names.get(delta.second()),
                product.labels().get(delta.first()))).toList();
        List<String> summed = product.summed().stream().map(names::get).filter(label -> weight.isPresent() || !first.contains(label)).toList();
        return new IndexTerm(shown(Product.of(scalars)), factors, summed, deltas);
    }

    private Expression shown(Expression factor) {
        return Substitution.replace(factor, named);
    }

    private static boolean isOnes(Expression tensor) {
        return tensor instanceof Product product && product.factors().isEmpty() && product.deltas().isEmpty() && product.coefficient().isOne();
    }

    /** Names that occur in expressions: no label may hide them. */
    static Set<String> names(List<Symbol> symbols) {
        Set<String> names = new HashSet<>();
        symbols.forEach(symbol -> {
            names.add(symbol.name());
            symbol.shape().sizes().forEach(size -> names.addAll(size.names()));
        });
        return names;
    }
}
