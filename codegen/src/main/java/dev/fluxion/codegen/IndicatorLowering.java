package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.codegen.Node.Picked;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Takes equations between labels out of a product: where one fixes labels that are summed, the factors that carry them are read at the places
 * that it gives, and the equation needs no tensor of its own. A slice is copied, a window is laid out in rows, a reshape is read in another order.
 */
final class IndicatorLowering {
    private static final int WORSE = 4; // times as many entries as with a tensor for the equation

    /** Labels that an equation fixes, from the lowest digit on. */
    private record Solution(List<Integer> labels, long divisor, long sign) {}

    private final NodeTable table;
    private final int[] sizes;
    private final Set<Integer> out;
    private final List<Operand> groups;
    private final List<Indicator> indicators = new ArrayList<>();
    private final List<Equation> equations = new ArrayList<>();

    /** @param groups the factors, which are replaced as equations are taken out */
    IndicatorLowering(NodeTable table, int[] sizes, Set<Integer> out, List<Operand> groups) {
        this.table = table;
        this.sizes = sizes;
        this.out = out;
        this.groups = groups;
    }

    void add(Indicator indicator, List<Integer> labels, ToLongFunction<Size> values) {
        List<Long> coefficients = new ArrayList<>();
        for (int axis = 0; axis < labels.size(); axis++) {
            coefficients.add(values.applyAsLong(indicator.coefficient(axis)));
        }
        indicators.add(indicator);
        equations.add(new Equation(List.copyOf(labels), coefficients, values.applyAsLong(indicator.offset())));
    }

    /** Solves what can be solved; the indicators that are left, with their labels. */
    List<Integer> solve() {
        List<Integer> left = new ArrayList<>();
        List<Equation> open = new ArrayList<>(equations);
        for (int i = 0; i < equations.size(); i++) {
            Equation equation = equations.get(i);
            open.remove(equation);
            Optional<Solution> best = solutions(equation, open).stream().min(Comparator.comparingLong(solution -> cost(equation, solution)));
            if (best.isPresent() && cost(equation, best.get()) <= WORSE * dense(equation, best.get())) {
                take(equation, best.get());
            } else {
                left.add(i);
                open.add(equation);
            }
        }
        return left;
    }

    Indicator indicator(int equation) {
        return indicators.get(equation);
    }

    List<Integer> labels(int equation) {
        return equations.get(equation).labels();
    }

    private List<Solution> solutions(Equation equation, List<Equation> open) {
        List<Integer> summed = equation.labels().stream().filter(label -> !out.contains(label) && equation.coefficient(label) != 0
                && open.stream().noneMatch(other -> other.labels().contains(label))).toList();
        List<Solution> solutions = new ArrayList<>();
        boolean distinct = new LinkedHashSet<>(equation.labels()).size() == equation.labels().size();
        for (int label : distinct ? summed : List.<Integer>of()) {
            long coefficient = equation.coefficient(label);
            if (isCarried(List.of(label))) {
                solutions.add(new Solution(List.of(label), Math.abs(coefficient), Long.signum(coefficient)));
            }
        }
        List<Integer> digits = summed.stream().sorted(Comparator.comparingLong(label -> Math.abs(equation.coefficient(label)))).toList();
        if (distinct && digits.size() > 1 && isNumber(equation, digits) && isCarried(digits)) {
            solutions.add(new Solution(digits, Math.abs(equation.coefficient(digits.getFirst())), Long.signum(equation.coefficient(digits.getFirst()))));
        }
        return solutions;
    }

    private boolean isNumber(Equation equation, List<Integer> digits) {
        long weight = equation.coefficient(digits.getFirst());
        for (int label : digits) {
            if (equation.coefficient(label) != weight) {
                return false;
            }
            weight *= sizes[label];
        }
        return true;
    }

    // Some factor must have all of them, so that it is zero where there is no solution.
    private boolean isCarried(List<Integer> labels) {
        return groups.stream().anyMatch(group -> group.axes().containsAll(labels))
                && groups.stream().noneMatch(group -> labels.stream().anyMatch(group.axes()::contains) && !group.axes().containsAll(labels));
    }

    private long volume(Iterable<Integer> labels) {
        long volume = 1;
        for (int label : labels) {
            volume *= sizes[label];
        }
        return volume;
    }

    private static Set<Integer> labelsAfter(Operand group, Equation equation, Solution solution) {
        Set<Integer> labels = new LinkedHashSet<>(group.axes());
        solution.labels.forEach(labels::remove);
        equation.labels().stream().filter(label -> !solution.labels.contains(label)).forEach(labels::add);
        return labels;
    }

    private long cost(Equation equation, Solution solution) {
        return groups.stream().filter(group -> group.axes().containsAll(solution.labels)).mapToLong(group -> volume(labelsAfter(group, equation, solution))).sum();
    }

    private long dense(Equation equation, Solution solution) {
        return volume(equation.labels()) + groups.stream().filter(group -> group.axes().containsAll(solution.labels)).mapToLong(group -> volume(group.axes())).sum();
    }

    private void take(Equation equation, Solution solution) {
        groups.replaceAll(group -> group.axes().containsAll(solution.labels) ? picked(group, equation, solution) : group);
    }

    private Operand picked(Operand group, Equation equation, Solution solution) {
        List<Integer> labels = List.copyOf(labelsAfter(group, equation, solution));
        List<Integer> own = LoopBodies.strides(table.get(group.node()).dims());
        List<Integer> strides = labels.stream().map(label -> stride(group, own, label)).toList();
        List<Long> coefficients = labels.stream().map(label -> equation.labels().contains(label) ? -solution.sign * equation.coefficient(label) : 0L).toList();
        List<Picked.Digit> digits = solution.labels.stream().map(label -> new Picked.Digit(sizes[label], stride(group, own, label))).toList();
        Node node = new Picked(group.node(), strides, coefficients, -solution.sign * equation.offset(), solution.divisor, digits,
                labels.stream().map(label -> sizes[label]).toList());
        return new Operand(table.enter(node), labels);
    }

    // A label on two axes moves along both.
    private static int stride(Operand group, List<Integer> own, int label) {
        int stride = 0;
        for (int axis = 0; axis < own.size(); axis++) {
            stride += group.axes().get(axis) == label ? own.get(axis) : 0;
        }
        return stride;
    }
}
