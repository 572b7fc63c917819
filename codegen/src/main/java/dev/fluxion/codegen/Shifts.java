package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The slices of a product: a sum over {@code j} with an indicator of {@code j = i + c} is what the other factors are at {@code i + c}, so that nothing has
 * to be multiplied by zeros.
 */
final class Shifts {
    private record Shift(int to, int offset) {}

    private final Product product;
    private final int[] sizes;
    private final ToIntFunction<Size> value;
    /** By label that vanishes. */
    private final Map<Integer, Shift> shifts = new HashMap<>();
    private final Set<Integer> replaced = new HashSet<>();

    Shifts(Product product, int[] sizes, ToIntFunction<Size> value) {
        this.product = product;
        this.sizes = sizes;
        this.value = value;
        Set<Integer> kept = new HashSet<>();
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Indicator indicator && indicator.shape().rank() == 2 && isDifference(indicator)) {
                enter(i, indicator, kept);
            }
        }
    }

    private boolean isDifference(Indicator indicator) {
        return Math.abs(value.applyAsInt(indicator.coefficient(0))) == 1
                && value.applyAsInt(indicator.coefficient(0)) == -value.applyAsInt(indicator.coefficient(1));
    }

    // c*(i - j) + offset = 0 with c = 1 or -1: j = i + c*offset.
    private void enter(int factor, Indicator indicator, Set<Integer> kept) {
        int first = product.labels(factor).get(0);
        int second = product.labels(factor).get(1);
        int distance = value.applyAsInt(indicator.coefficient(0)) * value.applyAsInt(indicator.offset());
        if (shifts.containsKey(first) || shifts.containsKey(second)) {
            return;
        }
        if (!kept.contains(second) && vanishes(second, first, factor)) {
            shifts.put(second, new Shift(first, distance));
            kept.add(first);
        } else if (!kept.contains(first) && vanishes(first, second, factor)) {
            shifts.put(first, new Shift(second, -distance));
            kept.add(second);
        } else {
            return;
        }
        replaced.add(factor);
    }

    // Summed, tied to nothing else, under no other condition (which would not move with it), and every factor that has it has it once and the other
    // label not.
    private boolean vanishes(int label, int kept, int indicator) {
        boolean free = label < product.shape().rank() || product.deltas().stream().anyMatch(delta -> delta.first() == label || delta.second() == label);
        List<Integer> users = IntStream.range(0, product.factors().size()).filter(i -> i != indicator && product.labels(i).contains(label)).boxed().toList();
        return !free && !users.isEmpty() && users.stream().allMatch(user -> !(product.factors().get(user) instanceof Indicator)
                && !product.labels(user).contains(kept) && product.labels(user).stream().filter(each -> each == label).count() == 1);
    }

    /** Whether a factor is an indicator that the others' shifts stand for. */
    boolean replace(int factor) {
        return replaced.contains(factor);
    }

    /** An operand where it is needed. */
    Operand apply(NodeTable table, Operand operand) {
        Operand result = operand;
        for (int axis = 0; axis < operand.axes().size(); axis++) {
            Shift shift = shifts.get(operand.axes().get(axis));
            if (shift != null) {
                result = shifted(table, result, axis, shift);
            }
        }
        return result;
    }

    private Operand shifted(NodeTable table, Operand operand, int axis, Shift shift) {
        List<Integer> dims = new ArrayList<>(table.get(operand.node()).dims());
        dims.set(axis, sizes[shift.to]);
        List<Integer> axes = new ArrayList<>(operand.axes());
        axes.set(axis, shift.to);
        return new Operand(table.enter(new Node.Shift(operand.node(), axis, shift.offset, List.copyOf(dims))), List.copyOf(axes));
    }
}
