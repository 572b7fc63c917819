package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Formulas entry by entry, and derivatives of an entry by an entry with every delta still in place. */
final class Indices {
    private static final String LETTERS = "ijklmnpqrstuvwabcdefgh";

    private final List<String> letters = new ArrayList<>();
    private int used;
    private Map<Expression, Expression> named = Map.of();

    /** @param taken names that no label may hide */
    Indices(Set<String> taken) {
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
                List<Tree> factors = entries(p, all, -1);
                yield whole(p, factors, all, labels.size()).tree();
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

    // Numbers and scalars as one factor in front, then entries in the order of their labels, one left out.
    private List<Tree> entries(Product product, List<String> all, int without) {
        List<Integer> places = new ArrayList<>();
        List<Expression> scalars = new ArrayList<>(List.of(Constant.of(product.coefficient())));
        for (int i = 0; i < product.factors().size(); i++) {
            if (i != without && product.factors().get(i).isScalar()) {
                scalars.add(product.factors().get(i));
            } else if (i != without) {
                places.add(i);
            }
        }
        places.sort(java.util.Comparator.comparing(i -> product.labels(i).stream().mapToInt(Integer::intValue).min().orElse(0)));
        List<Tree> factors = new ArrayList<>();
        Expression scalar = Product.of(scalars);
        if (!scalar.equals(Constant.ONE)) {
            factors.add(Presenter.tree(scalar));
        }
        places.forEach(i -> factors.add(entry(product.factors().get(i), product.labels(i).stream().map(all::get).toList())));
        return factors;
    }

    private static IndexTerm whole(Product product, List<Tree> factors, List<String> labels, int rank) {
        List<IndexTerm.Delta> deltas = product.deltas().stream()
                .map(delta -> new IndexTerm.Delta(labels.get(delta.first()), labels.get(delta.second()), product.size(delta.first()))).toList();
        return new IndexTerm(factors, labels.subList(rank, labels.size()), deltas);
    }

    /**
     * The derivative of one entry of an expression by one entry of a symbol: a term for each occurrence.
     *
     * @param intermediates what goes by a name in slopes, with the symbol of that name
     */
    List<IndexTerm> derivative(Expression expression, List<String> out, Symbol by, List<String> in, Map<Expression, Expression> intermediates) {
        named = intermediates;
        return derivative(expression, out, by, in);
    }

    private List<IndexTerm> derivative(Expression expression, List<String> out, Symbol by, List<String> in) {
        if (!Substitution.variables(expression).contains(by)) {
            return List.of();
        }
        return switch (expression) {
            case Symbol s -> List.of(new IndexTerm(List.of(), List.of(), deltas(out, in, s)));
            case Sum s -> s.terms().stream().flatMap(term -> derivative(term, out, by, in).stream()).toList();
            case Product p -> product(p, out, by, in);
            case Apply a when a.operands().size() == 1 -> chained(a, a.operand(), out, by, in);
            case Power p when !Substitution.variables(p.exponent()).contains(by) -> chained(p, p.base(), out, by, in);
            default -> throw FluxionException.unsupported("the derivative of an entry of " + expression);
        };
    }

    private static List<IndexTerm.Delta> deltas(List<String> out, List<String> in, Symbol symbol) {
        List<IndexTerm.Delta> deltas = new ArrayList<>();
        for (int axis = 0; axis < out.size(); axis++) {
            deltas.add(new IndexTerm.Delta(out.get(axis), in.get(axis), symbol.shape().size(axis)));
        }
        return deltas;
    }

    private List<IndexTerm> product(Product product, List<String> out, Symbol by, List<String> in) {
        List<IndexTerm> terms = new ArrayList<>();
        List<String> all = labels(product, out);
        for (int k = 0; k < product.factors().size(); k++) {
            for (IndexTerm inner : derivative(product.factors().get(k), product.labels(k).stream().map(all::get).toList(), by, in)) {
                List<Tree> rest = entries(product, all, k);
                IndexTerm around = whole(product, rest, all, out.size());
                List<IndexTerm.Delta> deltas = new ArrayList<>(inner.deltas());
                deltas.addAll(around.deltas());
                IndexTerm term = inner.times(around.factors(), around.summed());
                terms.add(new IndexTerm(term.factors(), term.summed(), deltas));
            }
        }
        return terms;
    }

    // The slope of a function of one entry comes from the same rules as any scalar derivative.
    private List<IndexTerm> chained(Expression function, Expression operand, List<String> out, Symbol by, List<String> in) {
        Symbol place = Symbol.temporary("place of the operand");
        List<Expression> operands = new ArrayList<>(function.operands());
        operands.set(0, place);
        if (operands.stream().skip(1).anyMatch(other -> !other.isScalar())) {
            throw FluxionException.unsupported("the derivative of an entry of " + function);
        }
        Expression slope = Differentiation.derivative(Elementwise.rebuild(function, operands), place);
        Expression whole = Substitution.replace(Substitution.replace(slope, Map.of(place, operand)), named);
        Tree shown = entry(whole, whole.isScalar() ? List.of() : out);
        boolean plain = shown instanceof Tree.Number n && n.value().compareTo(java.math.BigDecimal.ONE) == 0;
        return derivative(operand, operand.isScalar() ? List.of() : out, by, in).stream().map(term -> plain ? term : term.times(List.of(shown), List.of()))
                .toList();
    }

    /** Names that occur in expressions: no label may hide them. */
    static Set<String> names(List<Symbol> symbols) {
        Set<String> names = new HashSet<>();
        symbols.forEach(symbol -> {
            names.add(symbol.name());
            symbol.shape().sizes().forEach(size -> size.terms().keySet().forEach(monomial -> names.addAll(List.of(monomial.split("\\*")))));
        });
        return names;
    }
}
