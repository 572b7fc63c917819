package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Convolution and pooling: contractions over windows, each tied to the operand by an indicator per axis. */
final class Windows {
    private Windows() {}

    static void enter(Map<String, Form> forms) {
        forms.put("conv", Windows::convolution);
        forms.put("maxpool", (e, call) -> pooled(e, call, patches -> Reduction.of(TensorRows.MAXIMUM, patches,
                patches.shape().rank() - 1)));
        forms.put("avgpool", (e, call) -> pooled(e, call, patches -> {
            Expression sum = LinearAlgebra.total(patches, patches.shape().rank() - 1);
            long entries = patches.shape().size(patches.shape().rank() - 1).literal();
            return Elementwise.product(Constant.of(Rational.of(1, entries)), sum);
        }));
    }

    // x[batch, channel, …] and w[out, channel, …] to [batch, out, …], without turning the kernel round.
    private static Typed convolution(Elaborator elaborator, Tree.Call call) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 2, 4);
        Expression x = StructuralForms.closed(elaborator.read(call.operands().get(0)), call).expression();
        Expression w = StructuralForms.closed(elaborator.read(call.operands().get(1)), call).expression();
        int stride = call.operands().size() > 2 ? ViewForms.whole(elaborator, call.operands().get(2), "the stride", 1) : 1;
        int padding = call.operands().size() > 3 ? ViewForms.whole(elaborator, call.operands().get(3), "the padding", 0) : 0;
        int rank = x.shape().rank();
        boolean alike = rank >= 3 && w.shape().rank() == rank;
        if (!alike || !x.shape().size(1).equals(w.shape().size(1))) {
            throw Problems.shape("'" + call.name() + "' of shapes " + x.shape() + " and " + w.shape() + (alike ? ": axis 2 of both counts the channels, "
                    + x.shape().size(1) + " and " + w.shape().size(1) : ""), call.span(),
                    "it needs x[batch, channels, …] and w[out, channels, …] with as many axes and channels");
        }
        ProductBuilder builder = new ProductBuilder();
        int[] input = builder.labels(x.shape());
        int[] kernel = builder.labels(w.shape());
        builder.delta(input[1], kernel[1]);
        int[] out = new int[rank];
        out[0] = input[0];
        out[1] = kernel[0];
        for (int axis = 2; axis < rank; axis++) {
            Size windows = windows(x.shape().size(axis).plus(Size.of(2L * padding)), w.shape().size(axis), stride, call);
            out[axis] = builder.label(windows);
            builder.where(Size.of(padding), Map.of(input[axis], Size.ONE, out[axis], Size.of(-stride), kernel[axis], Size.of(-1)));
        }
        return Typed.of(builder.factor(x, input).factor(w, kernel).build(out));
    }

    /** How many windows fit: (length − window)/stride + 1, rounded down. */
    private static Size windows(Size length, Size window, int stride, Tree.Call call) {
        Size room = length.minus(window);
        if (room.isLiteral()) {
            if (room.literal() < 0) {
                throw Problems.shape("'" + call.name() + "' of a window of " + window + " on an axis of " + length, call.span(), "");
            }
            return Size.of(room.literal() / stride + 1);
        }
        boolean whole = room.terms().values().stream().allMatch(coefficient -> coefficient % stride == 0);
        if (!whole) {
            throw Problems.unsupported("'" + call.name() + "' with stride " + stride + " on an axis of symbolic size " + length, call.span());
        }
        return room.over(stride).plus(Size.ONE);
    }

    private static Typed pooled(Elaborator elaborator, Tree.Call call, java.util.function.UnaryOperator<Expression> reduction) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 2, 3);
        Expression x = StructuralForms.closed(elaborator.read(call.operands().getFirst()), call).expression();
        int window = ViewForms.whole(elaborator, call.operands().get(1), "the window", 1);
        int stride = call.operands().size() > 2 ? ViewForms.whole(elaborator, call.operands().get(2), "the stride", 1) : window;
        if (x.shape().rank() < 3) {
            throw Problems.shape("'" + call.name() + "' of shape " + x.shape(), call.span(), "it needs x[batch, channels, …]");
        }
        return Typed.of(reduction.apply(patches(x, window, stride, call)));
    }

    // The entries of each window along one more axis at the end, so that ties in a window are ties along one axis.
    private static Expression patches(Expression x, int window, int stride, Tree.Call call) {
        ProductBuilder builder = new ProductBuilder();
        int[] input = builder.labels(x.shape());
        List<Integer> out = new ArrayList<>(List.of(input[0], input[1]));
        Map<Integer, Size> digits = new java.util.LinkedHashMap<>();
        Size weight = Size.ONE;
        for (int axis = 2; axis < input.length; axis++) {
            int position = builder.label(windows(x.shape().size(axis), Size.of(window), stride, call));
            int within = builder.label(Size.of(window));
            builder.where(Size.ZERO, Map.of(input[axis], Size.ONE, position, Size.of(-stride), within, Size.of(-1)));
            out.add(position);
            digits.put(within, weight);
            weight = weight.times(Size.of(window));
        }
        int entry = builder.label(weight);
        digits.put(entry, Size.of(-1));
        out.add(entry);
        builder.factor(x, input).where(Size.ZERO, digits);
        return builder.build(out.stream().mapToInt(Integer::intValue).toArray());
    }
}
