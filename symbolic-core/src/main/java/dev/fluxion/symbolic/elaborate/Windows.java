package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.WindowSums;
import java.util.Map;
import java.util.Optional;

/** Convolution and pooling: contractions over windows, each tied to the operand by an indicator per axis. */
final class Windows {
    private Windows() {}

    static void enter(Map<String, Form> forms) {
        forms.put("conv", Windows::convolution);
        forms.put("maxpool", (e, call) -> pooled(e, call, WindowSums::largest));
        forms.put("avgpool", (e, call) -> pooled(e, call, WindowSums::mean));
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
        for (int axis = 2; axis < rank; axis++) {
            requireWindows(x.shape().size(axis).plus(Size.of(2L * padding)), w.shape().size(axis), stride, call);
        }
        return Typed.of(WindowSums.convolution(x, w, stride, padding).orElseThrow());
    }

    private static void requireWindows(Size length, Size window, int stride, Tree.Call call) {
        Size windows = WindowSums.windows(length, window, stride)
                .orElseThrow(() -> Problems.unsupported("'" + call.name() + "' with stride " + stride + " on an axis of symbolic size " + length.minus(window), call.span()));
        if (windows.isLiteral() && windows.literal() < 1) {
            throw Problems.shape("'" + call.name() + "' of a window of " + window + " on an axis of " + length, call.span(), "");
        }
    }

    private interface Pooling {
        Optional<Expression> of(Expression x, int window, int stride);
    }

    private static Typed pooled(Elaborator elaborator, Tree.Call call, Pooling pooling) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 2, 3);
        Expression x = StructuralForms.closed(elaborator.read(call.operands().getFirst()), call).expression();
        int window = ViewForms.whole(elaborator, call.operands().get(1), "the window", 1);
        int stride = call.operands().size() > 2 ? ViewForms.whole(elaborator, call.operands().get(2), "the stride", 1) : window;
        if (x.shape().rank() < 3) {
            throw Problems.shape("'" + call.name() + "' of shape " + x.shape(), call.span(), "it needs x[batch, channels, …]");
        }
        for (int axis = 2; axis < x.shape().rank(); axis++) {
            requireWindows(x.shape().size(axis), Size.of(window), stride, call);
        }
        return Typed.of(pooling.of(x, window, stride).orElseThrow());
    }
}
