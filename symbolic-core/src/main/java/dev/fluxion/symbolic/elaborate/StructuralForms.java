package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Functions that are products in disguise: sums, means, traces, diagonals, norms, inner and outer products, constructors, choices. */
final class StructuralForms {
    static final Map<String, Form> FORMS = new HashMap<>();
    private static final int LONGEST_TERMS = 16; // of a sum over indices that is written out

    static {
        FORMS.put("sum", StructuralForms::sum);
        FORMS.put(TensorRows.PRODUCT.name(), IndexedForms::product);
        FORMS.put(TensorRows.MAXIMUM.name(), (e, call) -> IndexedForms.extreme(e, call, TensorRows.MAXIMUM));
        FORMS.put(TensorRows.MINIMUM.name(), (e, call) -> IndexedForms.extreme(e, call, TensorRows.MINIMUM));
        FORMS.put(Fold.NAME, FoldForms::fold);
        FORMS.put("mean", StructuralForms::mean);
        FORMS.put("tensor", StructuralForms::tensor);
        FORMS.put("if", Choices::choice);
        FORMS.put("dot", (e, call) -> pair(e, call, LinearAlgebra::inner));
        FORMS.put("outer", (e, call) -> pair(e, call, LinearAlgebra::outer));
        FORMS.put("tr", StructuralForms::trace);
        FORMS.put("diag", StructuralForms::diagonal);
        FORMS.put("solve", StructuralForms::linearSystem);
        FORMS.put("transpose", (e, call) -> LinearAlgebra.transpose(only(e, call), call.span()));
        FORMS.put("I", StructuralForms::identity);
        FORMS.put("ones", (e, call) -> filled(e, call, Constant.ONE));
        FORMS.put("zeros", (e, call) -> filled(e, call, Constant.ZERO));
        FORMS.put("norm2", (e, call) -> norm(e, call, 1, 1));
        ViewForms.enter(FORMS);
        Windows.enter(FORMS);
        FORMS.put("normF", (e, call) -> norm(e, call, 2, Integer.MAX_VALUE));
    }

    private StructuralForms() {}

    private static Typed only(Elaborator elaborator, Tree.Call call) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 1, 1);
        return closed(elaborator.read(call.operands().getFirst()), call);
    }

    static Typed closed(Typed value, Tree.Call call) {
        if (value.isOpen()) {
            throw Problems.shape("'" + call.name() + "' of an index expression", call.span(), "sum over its labels, or leave the indices out");
        }
        return value;
    }

    private static Typed sum(Elaborator elaborator, Tree.Call call) {
        if (!call.binders().isEmpty()) {
            return isIndexed(elaborator, call) ? indexedSum(elaborator, call) : IndexedForms.sum(elaborator, call);
        }
        return total(elaborator, call, (operand, axis) -> Constant.ONE);
    }

    private static Typed mean(Elaborator elaborator, Tree.Call call) {
        return total(elaborator, call, (operand, axis) -> {
            if (operand.rank() == 0) {
                throw Problems.shape("'" + call.name() + "' needs a vector or a tensor, not a scalar", call.span(), Calls.VECTOR);
            }
            Size count = axis < 0 ? operand.shape().sizes().stream().reduce(Size.ONE, Size::times) : operand.shape().size(axis);
            return Power.of(Sizes.expression(count), Constant.MINUS_ONE);
        });
    }

    private static Typed total(Elaborator elaborator, Tree.Call written, BiFunction<Typed, Integer, Expression> weight) {
        Tree.Call call = Calls.withAxis(written);
        Calls.requirePlain(call);
        Calls.requireArity(call, 1, 2);
        Typed operand = closed(elaborator.read(call.operands().getFirst()), call);
        int axis = call.operands().size() == 2 ? Calls.axis(elaborator.read(call.operands().get(1)), operand, call, call.operands().get(1).span()) : -1;
        return Typed.of(Elementwise.product(weight.apply(operand, axis), LinearAlgebra.total(operand.expression(), axis)));
    }

    // Others run over numbers, without labels: short ones that are written out, and those that index nothing.
    static boolean isIndexed(Elaborator elaborator, Tree.Call call) {
        Tree body = call.operands().getFirst();
        List<String> bound = call.binders().stream().map(Tree.Binder::label).toList();
        if (call.binders().stream().anyMatch(binder -> binder.range() == null) || !LinearIndex.labels(elaborator.scope(), body).isEmpty()
                || IndexLabels.hasOthers(elaborator, body, bound)) {
            return true;
        }
        boolean isShort = call.binders().stream().allMatch(binder -> binder.range() instanceof Tree.Range range && isShort(elaborator, range));
        return !isShort && bound.stream().anyMatch(label -> IndexLabels.indexes(body, label));
    }

    private static boolean isShort(Elaborator elaborator, Tree.Range range) {
        boolean literal = range.from() instanceof Tree.Number && range.to() instanceof Tree.Number;
        return literal && elaborator.read(range.from()).expression() instanceof Constant a
                && elaborator.read(range.to()).expression() instanceof Constant b && b.value().doubleValue() - a.value().doubleValue() < LONGEST_TERMS;
    }

    private static Typed indexedSum(Elaborator elaborator, Tree.Call call) {
        Elaborator inner = IndexLabels.bind(elaborator, call);
        Typed body = Slices.body(inner, call, IndexLabels.bounded(inner, call, 0));
        List<String> bound = call.binders().stream().map(Tree.Binder::label).toList();
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(body.shape());
        for (Tree.Binder binder : call.binders()) {
            if (!body.labels().contains(binder.label())) {
                if (binder.range() == null) {
                    throw Problems.name("label " + binder.label() + " does not occur in the sum", binder.span(), "give a range: " + binder.label() + " = 1..n");
                }
                builder.label(inner.scope().label(binder.label()).orElseThrow().count());
            }
        }
        List<String> free = body.labels().stream().filter(label -> !bound.contains(label)).toList();
        int[] out = free.stream().mapToInt(label -> labels[body.labels().indexOf(label)]).toArray();
        return Slices.closed(new Typed(builder.factor(body.expression(), labels).build(out), false, free), call.span());
    }

    static Expression scalar(Typed value, Tree tree, String what) {
        if (value.isOpen() || value.rank() != 0) {
            throw Problems.shape(what + " must be a scalar, but has " + (value.isOpen() ? "the labels " + String.join(", ", value.labels())
                    : "shape " + value.shape()), tree.span(), "");
        }
        return value.expression();
    }

    private static Typed tensor(Elaborator elaborator, Tree.Call call) {
        Calls.requireArity(call, 1, 1);
        Elaborator inner = IndexLabels.bind(elaborator, call);
        Typed body = Slices.body(inner, call, call.operands().getFirst());
        List<String> order = call.binders().stream().map(Tree.Binder::label).toList();
        requireLabels(call, order, body);
        if (IndexLabels.bounded(inner, call, 0) != call.operands().getFirst()) {
            throw Problems.shape("an axis of a tensor has one size, but a range depends on another label", call.span(), "sum over the label, or choose by a condition");
        }
        List<Size> sizes = order.stream().map(label -> body.labels().contains(label) ? body.shape().size(body.labels().indexOf(label))
                : inner.scope().label(label).orElseThrow().count()).toList();
        Shape shape = new Shape(sizes);
        return Typed.of(body.isOpen() ? LinearAlgebra.aligned(body, order, shape) : Elementwise.fill(body.expression(), shape));
    }

    private static void requireLabels(Tree.Call call, List<String> order, Typed body) {
        List<Size> whole = body.isOpen() ? Slices.wholeAxes(body) : body.shape().sizes();
        if (!whole.isEmpty()) {
            throw Problems.shape("the entry of a tensor must be a scalar, but has shape " + new Shape(whole), call.operands().getFirst().span(), "give it indices");
        }
        for (Tree.Binder binder : call.binders()) {
            if (binder.range() == null && !body.labels().contains(binder.label())) {
                throw Problems.name("label " + binder.label() + " does not occur in the entry of the tensor", binder.span(),
                        "give a range: " + binder.label() + " = 1..n");
            }
        }
        if (order.isEmpty() || !order.containsAll(body.labels())) {
            throw Problems.name("'" + call.name() + "' must name the free labels " + String.join(", ", body.labels()), call.nameSpan(), "");
        }
    }

    private static Typed pair(Elaborator elaborator, Tree.Call call, java.util.function.BinaryOperator<Expression> operation) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 2, 2);
        Typed a = closed(elaborator.read(call.operands().getFirst()), call);
        Typed b = closed(elaborator.read(call.operands().getLast()), call);
        boolean inner = call.name().equals("dot");
        if (a.rank() != 1 || b.rank() != 1 || inner && !a.shape().equals(b.shape())) {
            throw Problems.shape("'" + call.name() + "' of shapes " + a.shape() + " and " + b.shape(), call.span(),
                    "it needs two vectors" + (inner ? " of one length" : ""));
        }
        return Typed.of(operation.apply(a.expression(), b.expression()));
    }

    private static Typed trace(Elaborator elaborator, Tree.Call call) {
        Typed matrix = only(elaborator, call);
        Calls.requireSquare(matrix, call.name(), call.span());
        ProductBuilder builder = new ProductBuilder();
        int i = builder.label(matrix.shape().size(0));
        return Typed.of(builder.factor(matrix.expression(), i, i).build());
    }

    private static Typed diagonal(Elaborator elaborator, Tree.Call call) {
        Typed operand = only(elaborator, call);
        ProductBuilder builder = new ProductBuilder();
        if (operand.rank() == 1) {
            int i = builder.label(operand.shape().size(0));
            int j = builder.label(operand.shape().size(0));
            return Typed.of(builder.factor(operand.expression(), i).delta(i, j).build(i, j));
        }
        Calls.requireSquare(operand, call.name(), call.span());
        int i = builder.label(operand.shape().size(0));
        return Typed.of(builder.factor(operand.expression(), i, i).build(i));
    }

    // solve(A, b): the x with A*x = b. Equations are for calculus.
    private static Typed linearSystem(Elaborator elaborator, Tree.Call call) {
        if (!call.operands().isEmpty() && call.operands().getFirst() instanceof Tree.Chain chain && chain.links().getFirst().operator() == Tree.Infix.EQUAL) {
            throw Problems.unsupported("equations in '" + call.name() + "'", call.nameSpan());
        }
        Calls.requirePlain(call);
        Calls.requireArity(call, 2, 2);
        Typed matrix = closed(elaborator.read(call.operands().getFirst()), call);
        Typed right = closed(elaborator.read(call.operands().getLast()), call);
        Calls.requireSquare(matrix, call.name(), call.operands().getFirst().span());
        if (right.rank() == 0 || right.row() || right.rank() > 2 || !right.shape().size(0).equals(matrix.shape().size(0))) {
            throw Problems.shape("'" + call.name() + "' of shapes " + matrix.shape() + " and " + right.shape()
                    + ": the right-hand side must be a column or a matrix with " + matrix.shape().size(0) + " rows", call.span(), right.row() ? "transpose it" : "");
        }
        Expression inverse = MatrixFunction.of(TensorRows.INVERSE, List.of(matrix.expression()));
        return LinearAlgebra.product(Typed.of(inverse), right, call.span());
    }

    private static Typed identity(Elaborator elaborator, Tree.Call call) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 1, 1);
        return Typed.of(LinearAlgebra.identity(size(elaborator, call.operands().getFirst())));
    }

    private static Typed filled(Elaborator elaborator, Tree.Call call, Expression value) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 1, 16);
        Shape shape = new Shape(call.operands().stream().map(operand -> size(elaborator, operand)).toList());
        return Typed.of(Elementwise.fill(value, shape));
    }

    /** A size written as an expression of whole numbers and sizes. */
    static Size size(Elaborator elaborator, Tree tree) {
        return size(elaborator.scalar(tree, "a size"), tree.span());
    }

    static Size size(Expression value, Span span) {
        return switch (value) {
            case Constant c when c.value() instanceof Rational r && r.isInt() && r.signum() >= 0 -> Size.of(r.intValue());
            case Symbol s when s.role() == Symbol.Role.SIZE -> Size.named(s.name());
            case Sum s -> s.terms().stream().map(term -> signed(term, span)).reduce(Size.of(0), Size::plus);
            case Product p when p.coefficient() instanceof Rational r && r.isInt() -> signed(p, span);
            case Power p when p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.signum() > 0 ->
                java.util.Collections.nCopies(r.intValue(), size(p.base(), span)).stream().reduce(Size.ONE, Size::times);
            default -> throw Problems.name("a size must be a whole number or the name of a size, not " + value, span, "");
        };
    }

    private static Size signed(Expression term, Span span) {
        return switch (term) {
            case Constant c when c.value() instanceof Rational r && r.isInt() -> Size.of(r.intValue());
            case Product p when p.coefficient() instanceof Rational r && r.isInt() -> p.factors().stream().map(factor -> size(factor, span))
                    .reduce(Size.of(r.intValue()), Size::times);
            default -> size(term, span);
        };
    }

    private static Typed norm(Elaborator elaborator, Tree.Call call, int least, int most) {
        Typed operand = only(elaborator, call);
        if (operand.rank() < least || operand.rank() > most) {
            throw Problems.shape("'" + call.name() + "' of shape " + operand.shape(), call.span(), normOf(operand.rank()));
        }
        return Typed.of(Power.squareRoot(LinearAlgebra.inner(operand.expression(), operand.expression())));
    }

    private static String normOf(int rank) {
        return switch (rank) {
            case 0 -> "abs is the norm of a number";
            case 1 -> "norm2 is the norm of a vector";
            case 2 -> "normF is the norm of a matrix";
            default -> "the norm of all entries is sum(x.^2)^(1/2)";
        };
    }

    /** {@code [1, 2; 3, 4]}: a vector of one row, a matrix of several. */
    static Typed array(Elaborator elaborator, Tree.Array array) {
        List<Expression> entries = new ArrayList<>();
        int columns = array.rows().getFirst().size();
        for (List<Tree> row : array.rows()) {
            if (row.size() != columns) {
                throw Problems.shape("a row of " + row.size() + " entries after rows of " + columns, array.span(), "give every row as many entries");
            }
            row.forEach(entry -> entries.add(elaborator.scalar(entry, "an entry")));
        }
        boolean vector = array.rows().size() == 1;
        Shape shape = vector ? Shape.of(Size.of(columns)) : Shape.of(Size.of(array.rows().size()), Size.of(columns));
        return Typed.of(ArrayOf.of(shape, entries));
    }
}
