package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * Values of a function of one variable: in doubles, and by guaranteed digits where a part of it leaves their range, as both sides of exp(x)/exp(1000)
 * do, or where it lies so close to a jump that doubles do not tell on which side.
 *
 * <p>Source: by definition.
 */
final class SampledFunction implements DoubleUnaryOperator {
    private static final double ROUNDING = 0x1p-49; // several roundings of the terms of a sum
    private static final int MOST_PRECISE = 6_000; // a fraction of a second of work

    private final Expression function;
    private final Symbol x;
    private final ScalarValues doubles;
    private final List<Decision> decisions;
    private int precise;

    /** What decides on which side of a jump a value is: a number beside 0, or beside a multiple of one half. */
    private record Decision(ScalarValues operand, boolean whole) {
        boolean isClose(Map<String, Double> at) {
            double value = operand.at(at);
            return Math.abs(whole ? value - Math.rint(2 * value) / 2 : value) <= ROUNDING * operand.magnitude();
        }
    }

    /** Of a scalar all of whose parts are scalars, with no other variable. */
    SampledFunction(Expression function, Symbol x) {
        this.function = function;
        this.x = x;
        this.doubles = new ScalarValues(function);
        Corners corners = new Corners(function);
        this.decisions = Stream.concat(decisions(corners.zeros().stream(), false), decisions(corners.steps().stream().filter(step -> step.operands().size() == 1)
                .map(step -> step.operands().getFirst()), true)).toList();
    }

    // What passes a jump at some speed is close to it for a few doubles only.
    private Stream<Decision> decisions(Stream<Expression> operands, boolean whole) {
        return operands.filter(operand -> Parts.depends(operand, x) && Parts.depends(Differentiation.derivative(operand, x), x))
                .map(operand -> new Decision(new ScalarValues(operand), whole));
    }

    @Override
    public double applyAsDouble(double point) {
        Map<String, Double> at = Map.of(x.name(), point);
        double value = doubles.at(at);
        boolean close = Double.isFinite(point) && precise < MOST_PRECISE && decisions.stream().anyMatch(decision -> decision.isClose(at));
        if (close) {
            precise++;
            return PreciseValues.value(function, at).orElse(value);
        }
        if (Double.isFinite(value) || precise >= MOST_PRECISE || !Double.isFinite(point) || !doubles.overflows()) {
            return value;
        }
        precise++;
        return PreciseValues.value(function, at).orElse(value);
    }
}
