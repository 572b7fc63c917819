package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Views;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums and products over ranges of whole numbers. */
final class IndexedForms {
    private static final int LONGEST_WRITTEN_SUM = 100_000; // where a body cannot be read for all indices at once

    private interface Node {
        Expression of(Symbol index, Expression from, Expression to, Expression body);
    }

    private interface Written {
        Expression of(List<Expression> parts);
    }

    private IndexedForms() {}

    static Typed sum(Elaborator elaborator, Tree.Call call) {
        return indexed(elaborator, call, Elementwise::sum, Bound::sum);
    }

    static Typed product(Elaborator elaborator, Tree.Call call) {
        if (call.binders().isEmpty()) {
            return new Calls(elaborator).row(call.name(), call);
        }
        return StructuralForms.isIndexed(elaborator, call) ? overLabels(elaborator, call) : indexed(elaborator, call, Elementwise::product, Bound::product);
    }

    // Along the axis of each label; what does not mention a label is multiplied as often as the label has values.
    private static Typed overLabels(Elaborator elaborator, Tree.Call call) {
        Elaborator inner = IndexLabels.bind(elaborator, call);
        Typed body = Slices.body(inner, call, IndexLabels.bounded(inner, call, 1));
        Expression product = body.expression();
        List<String> labels = new ArrayList<>(body.labels());
        for (Tree.Binder binder : call.binders()) {
            int axis = labels.indexOf(binder.label());
            if (axis >= 0) {
                product = Reduction.of(TensorRows.PRODUCT, product, axis);
                labels.remove(axis);
            } else if (binder.range() != null) {
                product = Power.of(product, Sizes.expression(inner.scope().label(binder.label()).orElseThrow().count()));
            } else {
                throw Problems.name("label " + binder.label() + " does not occur in the product", binder.span(), "give a range: " + binder.label() + " = 1..n");
            }
        }
        return Slices.closed(new Typed(product, false, labels), call.span());
    }

    /** The largest or smallest of what labels run over, all together, so that those that are equal share alike. */
    static Typed extreme(Elaborator elaborator, Tree.Call call, Operator operator) {
        if (call.binders().isEmpty()) {
            return new Calls(elaborator).row(call.name(), call);
        }
        Elaborator inner = IndexLabels.bind(elaborator, call);
        Typed body = Slices.body(inner, call, call.operands().getFirst());
        for (Tree.Binder binder : call.binders()) {
            if (!body.labels().contains(binder.label())) {
                throw Problems.name("label " + binder.label() + " does not occur in the operand of '" + call.name() + "'", binder.span(), "");
            }
        }
        if (IndexLabels.bounded(inner, call, 0) != call.operands().getFirst()) {
            throw Problems.unsupported("the " + operator.name() + " over a range that depends on another label", call.span());
        }
        List<String> bound = call.binders().stream().map(Tree.Binder::label).toList();
        List<String> free = body.labels().stream().filter(label -> !bound.contains(label)).toList();
        if (bound.size() > 1 && !free.isEmpty()) {
            throw Problems.unsupported("'" + call.name() + "' over several labels where others are free", call.span());
        }
        Expression entries = bound.size() > 1 ? Views.vector(body.expression()) : body.expression();
        int axis = bound.size() > 1 ? 0 : body.labels().indexOf(bound.getFirst());
        return Slices.closed(new Typed(Reduction.of(operator, entries, axis), false, free), call.span());
    }

    // Several ranges nest: a later one may use the index of an earlier one.
    private static Typed indexed(Elaborator elaborator, Tree.Call call, Written written, Node node) {
        Tree.Binder binder = call.binders().getFirst();
        Tree.Range range = range(binder, call);
        Expression from = elaborator.scalar(range.from(), "the first index");
        Expression to = elaborator.scalar(range.to(), "the last index");
        Tree body = call.binders().size() == 1 ? call.operands().getFirst()
                : new Tree.Call(call.name(), call.nameSpan(), 0, call.binders().subList(1, call.binders().size()), call.operands(), List.of(), call.span());
        Optional<List<Expression>> parts = parts(elaborator, binder.label(), from, to, body, Bound.MOST_WRITTEN);
        if (parts.isPresent()) {
            return Typed.of(written.of(parts.get()));
        }
        try {
            requireWhole(from, to, range);
            Elaborator.Inside inside = elaborator.binding(List.of(binder.label()));
            return Typed.of(node.of(inside.symbols().getFirst(), from, to, inside.elaborator().scalar(body, "the body of a " + call.name())));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT, Diagnostic.Code.DOMAIN);
            return Typed.of(written.of(parts(elaborator, binder.label(), from, to, body, LONGEST_WRITTEN_SUM).orElseThrow(() -> e)));
        }
    }

    private static Tree.Range range(Tree.Binder binder, Tree.Call call) {
        if (binder.range() instanceof Tree.Range range) {
            return range;
        }
        throw Problems.syntax("a range is expected for " + binder.label(), binder.span(), "write " + call.name() + "(" + binder.label() + " = 1..n: …)");
    }

    static void requireWhole(Expression from, Expression to, Tree.Range range) {
        for (Expression end : List.of(from, to)) {
            if (end instanceof Constant c && !c.value().isInteger()) {
                throw Problems.name("the ends of a range of indices must be whole numbers, not " + end, range.span(), "");
            }
        }
    }

    private static Optional<Integer> whole(Expression value) {
        return value instanceof Constant c && c.value() instanceof Rational r && r.isInt() ? Optional.of(r.intValue()) : Optional.empty();
    }

    // Over a few given whole numbers everything is written out, so that indices may select entries and calls may recurse.
    private static Optional<List<Expression>> parts(Elaborator elaborator, String label, Expression from, Expression to, Tree body, int most) {
        Optional<Integer> first = whole(from);
        Optional<Integer> last = whole(to);
        if (first.isEmpty() || last.isEmpty() || last.get() - (long) first.get() >= most) {
            return Optional.empty();
        }
        List<Expression> parts = new ArrayList<>();
        for (int value = first.get(); value <= last.get(); value++) {
            Scope inner = elaborator.scope().with(Map.of(label, Typed.of(Constant.of(value))));
            parts.add(elaborator.in(inner).scalar(body, "a term"));
        }
        return Optional.of(parts);
    }
}
