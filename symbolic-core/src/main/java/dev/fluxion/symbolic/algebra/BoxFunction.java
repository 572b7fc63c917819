package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function of one unknown on boxes of numbers: bounds of its values and slopes, whether it is defined and continuous all over a box, and
 * the form that it takes there, where absolute values and choices are decided.
 *
 * <p>Source: R. E. Moore, R. B. Kearfott, M. J. Cloud, Introduction to Interval Analysis (2009), chapters 5 and 6.
 */
final class BoxFunction {
    private static final int BITS = 64;
    private static final int[] FINER = {64, 160, 400};
    private static final int SERIES = 40;
    private static final int HIGHEST_ORDER = 4;

    private final Expression function;
    private final Topology topology;
    private final Symbol x;
    private final Budget budget;
    private final List<Expression> derivatives = new ArrayList<>(); // from order 1, as far as they were asked for
    private final Map<Expression, Boolean> vanishing = new HashMap<>();
    private final boolean kinked;
    private Enclosure lastBox;
    private Precise lastValues;

    BoxFunction(Expression function, Symbol x, Budget budget) {
        this.function = withoutHiddenJumps(FormulaTable.MODULI.applied(function));
        this.topology = Topology.of(this.function);
        this.x = x;
        this.budget = budget;
        this.kinked = topology.nodes().stream().anyMatch(node -> node instanceof Piecewise || node instanceof Apply a && isKinked(a));
    }

    // Functions of several operands by those of one, whose rows tell jumps.
    private static Expression withoutHiddenJumps(Expression expression) {
        Map<Expression, Expression> formulas = new HashMap<>();
        for (Expression node : Topology.of(expression).nodes()) {
            if (node instanceof Apply a && a.operands().size() > 1) {
                Meanings.of(a.operator(), a.operands()).ifPresent(formula -> formulas.put(a, formula));
            }
        }
        return formulas.isEmpty() ? expression : withoutHiddenJumps(Substitution.replace(expression, formulas));
    }

    /** How much work a box is, with a node as the unit: functions without a fast lane are series of many terms. */
    int cost() {
        return topology.nodes().stream().mapToInt(node -> node instanceof Apply a ? a.operator().vectorLane() == null && !isStep(a) ? SERIES : 2 : 1).sum();
    }

    private static boolean isKinked(Apply apply) {
        return apply.operator() == Stepwise.ABSOLUTE || isStep(apply);
    }

    // A function whose derivative is 0 wherever it has one.
    private static boolean isStep(Apply apply) {
        return apply.operands().size() == 1 && "0".equals(apply.operator().derivative(apply.operator().operands().getFirst()).orElse(""));
    }

    private Precise on(Enclosure box, int bits) {
        return new Precise(Map.of(x.name(), box), bits, budget);
    }

    // Value, slope and continuity are asked for one after the other.
    private Precise on(Enclosure box) {
        if (!box.equals(lastBox)) {
            lastBox = box;
            lastValues = on(box, BITS);
        }
        return lastValues;
    }

    /** Bounds of the values on a box. */
    Enclosure value(Enclosure box) {
        return on(box).enclosure(function);
    }

    /** Bounds of a derivative on a box, or nothing if none are known. */
    Optional<Enclosure> slope(Enclosure box, int order) {
        try {
            while (derivatives.size() < order) {
                derivatives.add(Differentiation.derivative(derivatives.isEmpty() ? function : derivatives.getLast(), x));
            }
            return Optional.of(on(box).enclosure(derivatives.get(order - 1)));
        } catch (NotEnclosed e) {
            return Optional.empty();
        }
    }

    /** The function or one of its derivatives. */
    Expression derivative(int order) {
        return order == 0 ? function : derivatives.get(order - 1);
    }

    /** The sign at a point where it is certain; 0 if the value is exactly 0, nothing if it may be. */
    Optional<Integer> sign(Dyadic point) {
        for (int bits : FINER) {
            try {
                Enclosure value = on(Enclosure.exactly(point), bits).enclosure(function);
                if (value.signum() != 0 || value.isPoint()) {
                    return Optional.of(value.signum());
                }
            } catch (NotEnclosed e) {
                if (e.isCertain()) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the function is certainly defined and continuous at every point of a box. */
    boolean isContinuous(Enclosure box) {
        Precise values = on(box);
        try {
            values.enclosure(function);
            return topology.nodes().stream().allMatch(node -> isContinuous(node, values));
        } catch (NotEnclosed e) {
            return false;
        }
    }

    private boolean isContinuous(Expression node, Precise values) {
        return switch (node) {
            case Power p -> p.exponent() instanceof Constant c && c.value().isInteger() || values.enclosure(p.base()).low().signum() >= 0;
            case Piecewise p -> values.isDecided(p);
            case Apply a when isStep(a) -> values.enclosure(a).isPoint();
            case Apply a -> a.operator().domain().equals("true") || holds(a, values);
            case Constant c -> true;
            case Symbol s -> true;
            case Sum s -> true;
            case Product p -> true;
            case Reduction _, MatrixFunction _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    private boolean holds(Apply apply, Precise values) {
        return values.certainly(Meanings.domain(apply.operator(), apply.operands()));
    }

    /** Whether algebra shows that the function is 0 all over a box: in the form that it takes there. */
    boolean vanishes(Enclosure box) {
        if (!kinked) {
            return false;
        }
        Expression form = formOn(box);
        return !form.equals(function) && vanishing.computeIfAbsent(form, each -> NumberSign.isZero(each, budget));
    }

    private Expression formOn(Enclosure box) {
        Precise values = on(box);
        Expression[] forms = new Expression[topology.size()];
        for (int i = 0; i < forms.length; i++) {
            Expression node = topology.nodes().get(i);
            List<Expression> operands = new ArrayList<>();
            for (int operand : topology.operands(i)) {
                operands.add(forms[operand]);
            }
            forms[i] = form(node, operands, values);
        }
        return forms[topology.index(function)];
    }

    private static Expression form(Expression node, List<Expression> operands, Precise values) {
        try {
            if (node instanceof Piecewise p && values.isDecided(p)) {
                Expression decided = values.chosen(p);
                return operands.get(p.operands().indexOf(decided));
            }
            if (node instanceof Apply a && a.operator() == Stepwise.ABSOLUTE && values.enclosure(a.operand()).signum() != 0) {
                return values.enclosure(a.operand()).signum() > 0 ? operands.getFirst() : Elementwise.negate(operands.getFirst());
            }
            if (node instanceof Apply a && isStep(a) && values.enclosure(a).isPoint()) {
                return Constant.of(dev.fluxion.symbolic.number.Rational.of(values.enclosure(a).low().toBigDecimal()));
            }
            return operands.isEmpty() ? node : Elementwise.rebuild(node, operands);
        } catch (NotEnclosed e) {
            return operands.isEmpty() ? node : Elementwise.rebuild(node, operands);
        }
    }

    /** Whether a number at which the function is 0 is its only zero in a box around it, by a derivative that does not vanish there. */
    boolean isOnlyZero(Expression root, Enclosure box) {
        for (int order = 1; order <= HIGHEST_ORDER; order++) {
            Optional<Enclosure> slope = slope(box, order);
            if (slope.isEmpty() || !isContinuous(box)) {
                return false;
            }
            if (slope.get().signum() != 0) {
                return true;
            }
            if (new Verification(WrittenEquation.of(derivative(order)), x, budget).of(root) != Verification.Verdict.SOLVES) {
                return false;
            }
        }
        return false;
    }
}
