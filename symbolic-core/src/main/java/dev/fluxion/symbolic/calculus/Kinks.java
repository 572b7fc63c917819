package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
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
import dev.fluxion.symbolic.operator.Kink;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where functions may have kinks and jumps, and what the language agrees on there, as the rows of the table state it.
 *
 * <p>Source: by definition; what is smooth in between, as a limit of smooth functions need not be, is told apart by its kind.
 */
public final class Kinks {
    private static final String OF_CASES = "the derivative of the case that holds";

    private Kinks() {}

    /** What is agreed for a function wherever its operand meets the kink. */
    public static Optional<String> convention(Operator operator) {
        return operator.kink().map(kink -> switch (kink) {
            case Kink.AtZero zero -> operator.name() + "'(0) = " + zero.derivative();
            case Kink.Tie tie -> operator.name() + ": " + tie.convention();
            case Kink.Jumps jumps -> operator.name() + ": " + jumps.convention();
        });
    }

    /** What is agreed for a node that may have a corner: that of its row, or of a choice. */
    public static Optional<String> agreed(Expression node) {
        return switch (node) {
            case Piecewise _ -> Optional.of(OF_CASES);
            case Apply apply -> convention(apply.operator());
            case Reduction reduction -> convention(reduction.operator());
            case Constant _, Symbol _, Sum _, Product _, Power _, MatrixFunction _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> Optional.empty();
        };
    }

    /**
     * What a derivative of order two or higher follows where a function, or a derivative of lower order, meets a kink, with the place: the derivative may
     * exist there and be another, as that of {@code abs(x*sin(x))} at 0 is 2.
     */
    public static List<String> conventionsOfHigherOrders(Expression function, List<Symbol> by, Assumptions assumptions) {
        Set<String> found = new LinkedHashSet<>();
        Expression current = function;
        for (int order = 0; by.size() > 1 && order < by.size(); order++) {
            List<Apply> kinks = kinks(current, by.get(order), assumptions);
            if (kinks.isEmpty()) {
                break;
            }
            kinks.stream().flatMap(apply -> convention(apply).stream()).forEach(found::add);
            current = order + 1 < by.size() ? Differentiation.derivative(current, by.get(order)) : current;
        }
        return List.copyOf(found);
    }

    private static List<Apply> kinks(Expression function, Symbol by, Assumptions assumptions) {
        return Topology.of(function).nodes().stream().filter(Apply.class::isInstance).map(Apply.class::cast)
                .filter(apply -> apply.isScalar() && apply.operator().kink().filter(kink -> mayMeet(kink, apply, assumptions)).isPresent())
                .filter(apply -> Substitution.variables(apply).contains(by)).toList();
    }

    private static boolean mayMeet(Kink kink, Apply apply, Assumptions assumptions) {
        return switch (kink) {
            case Kink.AtZero zero -> !assumptions.isNonzeroKnown(apply.operands().getFirst())
                    && !(apply.operator() == Stepwise.ABSOLUTE && AbsoluteSlope.isSmooth(apply));
            case Kink.Tie tie -> !assumptions.isNonzeroKnown(Elementwise.difference(apply.operands().get(0), apply.operands().get(1)));
            case Kink.Jumps jumps -> true;
        };
    }

    /** Whether a function of the table jumps somewhere: it is constant in between, or its row says so. */
    public static boolean jumps(Operator operator) {
        boolean jumps = operator.kink().filter(Kink.Jumps.class::isInstance).isPresent();
        return jumps || operator.derivative(operator.operands().getFirst()).filter("0"::equals).isPresent();
    }

    /**
     * Whether a node may have a kink or a jump where its operands are smooth and it has a value: by its row, by cases, as an integral whose integrand jumps, or
     * as a limit of smooth functions, which need not be smooth itself.
     */
    public static boolean mayHaveCorner(Expression node) {
        return switch (node) {
            case Piecewise _ -> true;
            case Apply apply -> hasCorner(apply.operator());
            case Reduction reduction -> hasCorner(reduction.operator());
            case Bound bound -> bound.kind() == Bound.Kind.LIMIT || bound.range().stream().anyMatch(Kinks::isInfinite) || isIntegralOfJumps(bound);
            case Constant _, Symbol _, Sum _, Product _, Power _, MatrixFunction _, Call _, ArrayOf _, Selection _, Fold _, Indicator _ -> false;
        };
    }

    /** Whether a node is an integral whose integrand may jump, so that it may have a corner where its end meets a jump. */
    public static boolean isIntegralOfJumps(Bound bound) {
        return bound.kind() == Bound.Kind.INTEGRAL && Topology.of(bound.body()).nodes().stream()
                .anyMatch(node -> node instanceof Piecewise || node instanceof Apply apply && jumps(apply.operator()));
    }

    private static boolean hasCorner(Operator operator) {
        return operator.kink().isPresent() || jumps(operator);
    }

    private static boolean isInfinite(Expression end) {
        return Topology.of(end).find(Symbol.INFINITY).isPresent();
    }

    /** Whether a node of the expression {@linkplain #mayHaveCorner may have a corner}. */
    public static boolean areIn(Expression expression) {
        return Topology.of(expression).nodes().stream().anyMatch(Kinks::mayHaveCorner);
    }

    /** The same with the place at which an application meets it. */
    static Optional<String> convention(Apply apply) {
        return convention(apply.operator()).map(text -> switch (apply.operator().kink().orElseThrow()) {
            case Kink.AtZero zero -> "at " + TextPrinter.text(apply.operands().getFirst()) + " = 0: " + text;
            case Kink.Tie tie -> tie(Ties.operands(apply)) + ": " + tie.convention();
            case Kink.Jumps jumps -> text;
        });
    }

    // Of two there is one tie; of more, any may share the value with some others.
    private static String tie(List<Expression> operands) {
        return operands.size() == 2 ? "where " + operands.stream().map(TextPrinter::text).collect(Collectors.joining(" = "))
                : "where several of " + operands.stream().map(TextPrinter::text).collect(Collectors.joining(", ")) + " are the value";
    }
}
