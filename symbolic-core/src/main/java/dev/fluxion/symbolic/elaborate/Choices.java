package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** {@code if(c, a, b)} and cases in braces, entry by entry: what is compared and what is chosen broadcast together, and share labels. */
final class Choices {
    private final Elaborator elaborator;
    private final Span span;
    private Typed frame = Typed.of(Constant.ZERO); // of the shape, or with the labels, of all that was read

    private Choices(Elaborator elaborator, Span span) {
        this.elaborator = elaborator;
        this.span = span;
    }

    static Typed choice(Elaborator elaborator, Tree.Call call) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 3, 3);
        List<Tree> operands = call.operands();
        return read(elaborator, List.of(new Tree.Case(operands.get(0), operands.get(1))), operands.get(2), call.nameSpan());
    }

    static Typed read(Elaborator elaborator, List<Tree.Case> cases, Tree otherwise, Span span) {
        if (cases.size() == 1 && otherwise instanceof Tree.Number zero && zero.value().signum() == 0
                && cases.getFirst().condition() instanceof Tree.Chain chain && isIndicator(elaborator, chain)) {
            return indicator(elaborator, chain, elaborator.read(cases.getFirst().value()), span);
        }
        return new Choices(elaborator, span).piecewise(cases, otherwise);
    }

    private Typed piecewise(List<Tree.Case> cases, Tree otherwise) {
        Map<Tree, Typed> read = new IdentityHashMap<>();
        List<Tree.Case> open = new ArrayList<>();
        Tree rest = otherwise;
        for (Tree.Case each : cases) {
            Condition condition = Ranges.decided(elaborator.condition(each.condition(), tree -> included(tree, read).expression()));
            if (condition.equals(Condition.TRUE)) {
                rest = each.value();
                break;
            }
            if (!condition.equals(Condition.FALSE)) { // what can never hold is not read: it may divide by zero
                open.add(each);
                included(each.value(), read);
            }
        }
        Typed last = rest == null ? Typed.of(Constant.inexact(Double.NaN)) : included(rest, read);
        List<Piecewise.Case> placed = new ArrayList<>();
        for (Tree.Case each : open) {
            Condition condition = elaborator.condition(each.condition(), tree -> placed(read.get(tree)));
            placed.add(new Piecewise.Case(condition, placed(read.get(each.value()))));
        }
        Expression result = Piecewise.of(placed, placed(last));
        return frame.with(result.isScalar() ? Elementwise.fill(result, frame.shape()) : result);
    }

    private Typed included(Tree tree, Map<Tree, Typed> read) {
        Typed typed = read.computeIfAbsent(tree, elaborator::read);
        try {
            frame = LinearAlgebra.elementwise(frame, typed, "if", span, (a, b) -> Elementwise.zero(Elementwise.commonShape(List.of(a, b))));
        } catch (FluxionException e) {
            throw Repairs.withOperands(e, read, elaborator.scope());
        }
        return typed;
    }

    private Expression placed(Typed typed) {
        if (frame.isOpen()) {
            return typed.isOpen() ? LinearAlgebra.aligned(typed, frame.labels(), frame.shape()) : typed.expression();
        }
        return LinearAlgebra.stretch(typed.expression(), frame.shape());
    }

    private static boolean isIndicator(Elaborator elaborator, Tree.Chain chain) {
        return chain.links().size() == 1 && chain.links().getFirst().operator() == Tree.Infix.EQUAL
                && !LinearIndex.labels(elaborator.scope(), chain).isEmpty() && isLinear(elaborator, chain.first())
                && isLinear(elaborator, chain.links().getFirst().operand());
    }

    private static boolean isLinear(Elaborator elaborator, Tree tree) {
        return switch (tree) {
            case Tree.Name name -> elaborator.scope().label(name.name()).isPresent() || elaborator.isWholeNumber(name);
            case Tree.Number number -> elaborator.isWholeNumber(number);
            case Tree.Prefix prefix -> prefix.operator() == Tree.PrefixOperator.MINUS && isLinear(elaborator, prefix.operand());
            case Tree.Chain chain -> isLinear(elaborator, chain.first()) && chain.links().stream().allMatch(link -> switch (link.operator()) {
                case PLUS, MINUS -> isLinear(elaborator, link.operand());
                case TIMES, TIMES_IMPLICIT -> isLinear(elaborator, link.operand()) && (LinearIndex.labels(elaborator.scope(), chain.first()).isEmpty()
                        || LinearIndex.labels(elaborator.scope(), link.operand()).isEmpty());
                case DIVIDE, TIMES_EACH, DIVIDE_EACH, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR -> false;
            });
            case Tree.Text t -> false;
            case Tree.Power p -> false;
            case Tree.Postfix p -> false;
            case Tree.Call c -> false;
            case Tree.Range r -> false;
            case Tree.Element e -> false;
            case Tree.Array a -> false;
            case Tree.Piecewise p -> false;
            case Tree.Bars b -> false;
            case Tree.Leibniz l -> false;
        };
    }

    // 1 where two indices are equal, 0 elsewhere, is Iverson's bracket and stays one.
    private static Typed indicator(Elaborator elaborator, Tree.Chain chain, Typed value, Span span) {
        LinearIndex difference = LinearIndex.read(elaborator, chain.first())
                .plus(LinearIndex.read(elaborator, chain.links().getFirst().operand()).times(Size.of(-1)));
        List<String> labels = new ArrayList<>(difference.coefficients().keySet());
        Shape shape = new Shape(labels.stream().map(label -> elaborator.scope().label(label).orElseThrow().count()).toList());
        ProductBuilder builder = new ProductBuilder();
        int[] out = builder.labels(shape);
        Map<Integer, Size> equation = new HashMap<>();
        labels.forEach(label -> equation.put(out[labels.indexOf(label)], difference.coefficients().get(label)));
        Expression bracket = builder.where(difference.atFirst(elaborator.scope()), equation).build(out);
        return LinearAlgebra.elementwise(new Typed(bracket, false, labels), value, "if", span, Elementwise::product);
    }
}
