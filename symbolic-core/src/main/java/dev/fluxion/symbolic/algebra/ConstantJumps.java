package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Functions with jumps of exact numbers: {@code floor(log(8)/log(2))} is 3, where the rounding of a double would choose a side. Bounds tell the side;
 * where a number lies at the jump, algebra does.
 *
 * <p>Source: by definition.
 */
final class ConstantJumps {
    private static final int[] BITS = {96, 640, 2_560}; // the last for remainders of numbers beyond every double
    private static final long WORK = 400_000;
    private static final double NARROW = 0x1p-40; // relative to the value
    private static final double ZERO = 0x1p-300;

    private ConstantJumps() {}

    /**
     * The expression with the values of those of its functions whose operands are numbers at a jump.
     *
     * @throws FluxionException {@code UNSUPPORTED} if on which side of a jump a number lies is not decided
     */
    static Expression settled(Expression expression) {
        return Topology.of(expression).nodes().stream().noneMatch(ConstantJumps::mayJump) ? expression : BottomUp.rewrite(expression, ConstantJumps::node);
    }

    private static boolean mayJump(Expression node) {
        return node instanceof Apply a && a.operator().kink().isPresent() && node.reach() == 0 && node.isFixed()
                && Topology.of(node).nodes().stream().noneMatch(each -> each instanceof Constant c && !c.value().isExact());
    }

    private static Expression node(Expression node) {
        if (!mayJump(node)) {
            return node;
        }
        Apply apply = (Apply) node;
        return node.isScalar() ? value(apply) : entries(apply).<Expression>map(entries -> ArrayOf.of(apply.shape(), entries)).orElse(node);
    }

    // Of a function of written tensors.
    private static Optional<List<Expression>> entries(Apply apply) {
        if (!apply.operands().stream().allMatch(operand -> operand.isScalar() || operand instanceof ArrayOf && operand.shape().equals(apply.shape()))) {
            return Optional.empty();
        }
        int count = apply.operands().stream().filter(ArrayOf.class::isInstance).findFirst().orElseThrow().operands().size();
        List<Expression> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int place = i;
            Expression entry = Apply.of(apply.operator(), apply.operands().stream().map(operand -> operand.isScalar() ? operand : operand.operands().get(place)).toList());
            entries.add(node(entry));
        }
        return Optional.of(entries);
    }

    private static Expression value(Apply jump) {
        return Budget.current().attempt(WORK, budget -> value(jump, budget)).orElseThrow(() -> undecided(jump));
    }

    private static Expression value(Apply jump, Budget budget) {
        if (!isAtJump(jump, budget)) {
            return jump;
        }
        Expression simple = Simplifier.simplify(jump, Assumptions.NONE, budget).expression();
        if (Topology.of(simple).nodes().stream().anyMatch(node -> node.isScalar() && mayJump(node) && isAtJump((Apply) node, budget))) {
            throw undecided(jump);
        }
        return simple;
    }

    private static FluxionException undecided(Apply jump) {
        return FluxionException.unsupported("the side of a jump on which the operand of '" + jump.operator().name() + "' lies is not decided");
    }

    // Bounds that stay as far apart as the function jumps; what has no bounds is not known to jump.
    private static boolean isAtJump(Apply apply, Budget budget) {
        boolean wide = false;
        for (int bits : BITS) {
            try {
                Enclosure bounds = new Precise(Map.of(), bits, budget).enclosure(apply);
                double width = bounds.high().minus(bounds.low()).doubleValue();
                wide = !bounds.isPoint() && width > NARROW * Math.abs(bounds.doubleValue()) && width > ZERO;
                if (!wide) {
                    return false;
                }
            } catch (NotEnclosed e) {
                if (e.isCertain()) {
                    return false;
                }
            } catch (FluxionException e) {
                e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
                return false;
            }
        }
        return wide;
    }
}
