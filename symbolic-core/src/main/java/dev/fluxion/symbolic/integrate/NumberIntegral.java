package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
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
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Equations;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.algebra.Solutions;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An integral from a number to a larger one; either may be infinite. The exact value comes from an antiderivative and is held against quadrature,
 * so that neither a pole nor a jump of the antiderivative in between goes unnoticed; where there is none, the value of the quadrature is the answer.
 * Where quadrature does not settle, the antiderivative may prove that the integral diverges, or, if it is proved to be continuous, give the value.
 *
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v).
 */
final class NumberIntegral {
    private static final long MOST_SEARCH = 60_000; // in nodes: less than where nothing but an antiderivative would be an answer
    private static final double AGREEMENT = 1e-8;
    private static final double ROUNDING = 1e-14;
    private static final double MOST_ROUNDING = 1e-6; // of the size of an integral
    private static final double MODERATE = 1e6; // a value near a pole is larger
    private static final int HALVINGS = 40;
    private static final int GLANCES = 64;
    private static final double TOUCH = 0x1p-20; // what is wider is seen as it is
    private static final double SLOWEST = 0.1; // what fifty powers of ten leave of x*f(x): more shows no convergence to numbers

    private final Expression integrand;
    private final Symbol x;
    private final Expression from;
    private final Expression to;
    private final Assumptions assumptions;
    private final Budget budget;
    private final SampledFunction samples;
    private final double a;
    private final double b;

    NumberIntegral(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        this.integrand = integrand;
        this.x = x;
        this.from = from;
        this.to = to;
        this.assumptions = assumptions;
        this.budget = budget;
        this.samples = new SampledFunction(integrand, x);
        this.a = Evaluator.scalar(from, Map.of());
        this.b = Evaluator.scalar(to, Map.of());
    }

    /** The value by numbers alone; negative where the first end is the larger one. */
    Optional<Quadrature.Result> quadrature() {
        double low = Math.min(a, b);
        double high = Math.max(a, b);
        List<Double> landmarks = Landmarks.andCorners(integrand, x, low, high, budget);
        Optional<Quadrature.Result> found = Quadrature.of(samples, low, high, landmarks, budget);
        double sign = a <= b ? 1 : -1;
        return found.filter(result -> fades(low, 1) && fades(high, -1))
                .map(result -> without(touch(landmarks), result, sign));
    }

    private static Quadrature.Result without(Touch touch, Quadrature.Result result, double sign) {
        return new Quadrature.Result(sign * (result.value() - touch.surplus), result.error() + touch.error, result.size());
    }

    // 1/(10^12*x) adds less to a sum than quadrature sees, and yet has no integral to infinity, nor from 0: x*f(x) must go to 0.
    private boolean fades(double end, int inwards) {
        if (end != 0 && Double.isFinite(end)) {
            return true;
        }
        double near = end == 0 ? inwards * 1e-50 : Math.copySign(1e50, end);
        double far = end == 0 ? inwards * 1e-100 : Math.copySign(1e100, end);
        double before = Math.abs(near * samples.applyAsDouble(near));
        double after = Math.abs(far * samples.applyAsDouble(far));
        return !(Double.isFinite(before) && after > SLOWEST * before);
    }

    /** What doubles add to an integral where they see more than there is, and how far that may be wrong. */
    private record Touch(double surplus, double error) {}

    // floor(sin(x)) is 1 at pi/2 alone, but by doubles as far around it as sin(x) rounds to 1, which is the root of a unit in the last place.
    private Touch touch(List<Double> landmarks) {
        double surplus = 0;
        double error = 0;
        if (!Topology.of(integrand).nodes().stream().flatMap(NumberIntegral::decided).allMatch(this::isLine)) {
            double[] points = DoubleStream.concat(DoubleStream.of(a, b), landmarks.stream().mapToDouble(Double::doubleValue)).filter(Double::isFinite).sorted().toArray();
            for (int i = 1; i < points.length; i++) {
                double low = points[i - 1];
                double width = points[i] - low;
                if (width <= TOUCH * Math.max(1, Math.abs(low))) {
                    Touch there = touch(low, width);
                    surplus += there.surplus;
                    error += there.error;
                }
            }
        }
        return new Touch(surplus, error);
    }

    private Touch touch(double low, double width) {
        DoubleSummaryStatistics seen = IntStream.range(0, GLANCES).mapToDouble(i -> samples.applyAsDouble(low + width * (i + 0.5) / GLANCES)).summaryStatistics();
        OptionalDouble left = PreciseValues.value(integrand, Map.of(x.name(), low + width / 4));
        OptionalDouble right = PreciseValues.value(integrand, Map.of(x.name(), low + 3 * width / 4));
        if (left.isEmpty() || right.isEmpty() || !Double.isFinite(seen.getSum())) {
            return new Touch(0, 2 * width * DoubleStream.of(low - width, low + width / 2, low + 2 * width).map(samples).map(Math::abs)
                    .filter(Double::isFinite).max().orElse(1));
        }
        double really = (left.getAsDouble() + right.getAsDouble()) / 2;
        double spread = seen.getMax() - seen.getMin() + Math.ulp(seen.getAverage()) + Math.abs(left.getAsDouble() - right.getAsDouble());
        return new Touch(width * (seen.getAverage() - really), width * spread);
    }

    // What decides on which side of a jump a value is.
    private static Stream<Expression> decided(Expression node) {
        return switch (node) {
            case Piecewise piecewise -> piecewise.cases().stream().flatMap(each -> each.condition().operands().stream());
            case Apply apply when Kinks.jumps(apply.operator()) -> apply.flatOperands().stream();
            case Reduction reduction when Kinks.jumps(reduction.operator()) -> reduction.operand().operands().stream();
            case Constant _, Symbol _, Sum _, Product _, Power _, Apply _, Reduction _, MatrixFunction _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> Stream.empty();
        };
    }

    private boolean isLine(Expression operand) {
        return !Parts.depends(Differentiation.derivative(operand, x), x);
    }

    DefiniteIntegral value() {
        Optional<Quadrature.Result> numeric = quadrature();
        Optional<Integrals.Antiderivative> first = antiderivative();
        Optional<Integrals.Antiderivative> found = first;
        if (numeric.isEmpty()) {
            Gaps.requireNone(List.of(integrand), x, from, to);
            return first.flatMap(this::unsettled).or(this::oscillating)
                    .orElseThrow(() -> FluxionException.unsupported("this integral does not converge, or converges too slowly"));
        }
        Optional<Expression> exact = found.flatMap(each -> difference(each.expression()));
        if (exact.isPresent() && !agrees(exact.get(), numeric.get())) {
            found = found.flatMap(each -> Integrals.withoutJumps(each, assumptions, budget)).or(() -> first);
            exact = found.flatMap(each -> difference(each.expression()));
        }
        if (exact.isPresent() && agrees(exact.get(), numeric.get())) {
            return DefiniteIntegral.exact(exact.get(), found.get(), 1);
        }
        Optional<Expression> pieces = first.flatMap(each -> unproved(() -> byPieces(each)));
        if (pieces.isPresent() && agrees(pieces.get(), numeric.get())) {
            return DefiniteIntegral.byPieces(pieces.get(), 1);
        }
        if (numeric.get().size() == 0) {
            OptionalDouble error = ZeroIntegrand.error(integrand, x, a, b, budget);
            if (error.isPresent()) {
                return DefiniteIntegral.zero(error.getAsDouble());
            }
            throw FluxionException.unsupported("an integral whose integrand was seen as 0 everywhere");
        }
        if (exact.isPresent() && !jumps(found.get().expression())) {
            throw FluxionException.unsupported("an integral for which an antiderivative and the numeric value differ");
        }
        return DefiniteIntegral.numeric("quadrature", numeric.get());
    }

    // Each infinite end on its own, from the other end or from 0.
    private Optional<DefiniteIntegral> oscillating() {
        if (Double.isFinite(a) && Double.isFinite(b)) {
            return Optional.empty();
        }
        double start = Double.isFinite(a) ? a : Double.isFinite(b) ? b : 0;
        Optional<Quadrature.Result> none = Optional.of(new Quadrature.Result(0, 0, 0));
        Optional<Quadrature.Result> right = Double.isFinite(b) ? none : WaveTails.of(integrand, x, start, budget);
        Optional<Quadrature.Result> left = right.isEmpty() ? right : Double.isFinite(a) ? none
                : WaveTails.of(Parts.at(integrand, x, Elementwise.negate(x)), x, -start, budget);
        return left.map(below -> DefiniteIntegral.numeric("integration between zeros, accelerated", right.get().plus(below)));
    }

    // Poles between the ends, then the ends, may show that it diverges; proofs are needed for a value, as quadrature cannot tell.
    private Optional<DefiniteIntegral> unsettled(Integrals.Antiderivative found) {
        Expression antiderivative = found.expression();
        Continuity continuity = new Continuity(x, from, to, assumptions, budget);
        Optional<List<Condition>> needed = continuity.conditions(antiderivative);
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        boolean continuous = true;
        for (Condition condition : needed.get()) {
            if (!continuity.holdsBetween(condition)) {
                continuous = false;
                poles(condition).forEach(pole -> EndValues.requireFinite(antiderivative, x, pole, assumptions, budget));
            }
        }
        Optional<Expression> value = unproved(() -> difference(antiderivative, (end, at) -> needed.get().stream().allMatch(each -> continuity.holdsAt(each, end))));
        if (continuous && continuity.holdsBetween(List.of(integrand)) && value.isPresent()) {
            return value.map(exact -> DefiniteIntegral.exact(exact, found, 0));
        }
        Optional<Expression> pieces = unproved(() -> byPieces(found));
        return pieces.map(sum -> value.filter(sum::equals).isPresent() ? DefiniteIntegral.exact(sum, found, 0) : DefiniteIntegral.byPieces(sum, 0));
    }

    private Optional<Expression> byPieces(Integrals.Antiderivative found) {
        SmoothPieces pieces = new SmoothPieces(integrand, found.expression(), x, assumptions, budget);
        return pieces.ends(from, to).filter(ends -> ends.size() > 2).map(pieces::sum).filter(NumberIntegral::isFinite);
    }

    // That it diverges is said, what else ends the work is no value.
    private static Optional<Expression> unproved(Supplier<Optional<Expression>> value) {
        try {
            return value.get();
        } catch (FluxionException e) {
            if (e.diagnostic().code() == Diagnostic.Code.DOMAIN) {
                throw e;
            }
            return Parts.refused(e);
        }
    }

    private List<Expression> poles(Condition condition) {
        if (!(condition instanceof Condition.Comparison comparison)) {
            return List.of();
        }
        try {
            Solutions zeros = Equations.solve(Elementwise.difference(comparison.left(), comparison.right()), x, Optional.empty(), assumptions, budget);
            return zeros.values().stream().filter(zero -> {
                double at = Evaluator.scalar(zero, Map.of());
                return at > a && at < b;
            }).toList();
        } catch (FluxionException e) {
            return Parts.<List<Expression>>refused(e).orElse(List.of());
        }
    }

    // By guaranteed digits where there are such; a double may stand for nothing where parts of it are huge, as tan(pi/2) is.
    private static boolean agrees(Expression value, Quadrature.Result numeric) {
        OptionalDouble certain = PreciseValues.value(value, Map.of());
        ScalarValues doubles = new ScalarValues(value);
        double number = certain.isPresent() ? certain.getAsDouble() : doubles.at(Map.of());
        double rounding = certain.isPresent() ? 0 : Math.min(ROUNDING * doubles.magnitude(), MOST_ROUNDING * numeric.size());
        return Math.abs(number - numeric.value()) <= AGREEMENT * numeric.size() + numeric.error() + rounding;
    }

    // Whether an antiderivative steps within (a, b) where the integrand is no larger than elsewhere: then its difference is not the integral.
    private boolean jumps(Expression antiderivative) {
        ScalarValues values = new ScalarValues(antiderivative);
        double[] grid = Landmarks.grid(a, b);
        for (int i = 1; i < grid.length; i++) {
            double low = grid[i - 1];
            double high = grid[i];
            for (int halving = 0; halving < HALVINGS; halving++) {
                double middle = low + (high - low) / 2;
                double at = at(values, x, middle);
                boolean left = Math.abs(at - at(values, x, low)) > Math.abs(at(values, x, high) - at);
                low = left ? low : middle;
                high = left ? middle : high;
            }
            double above = at(values, x, high);
            double below = at(values, x, low);
            double step = Math.abs(above - below);
            double explained = (high - low) * Math.max(Math.abs(samples.applyAsDouble(low)), Math.abs(samples.applyAsDouble(high)));
            if (step > 1e-3 * (Math.abs(above) + Math.abs(below)) && step > 1e3 * explained) {
                return true;
            }
        }
        return false;
    }

    private static double at(ScalarValues values, Symbol x, double point) {
        return values.at(Map.of(x.name(), point));
    }

    private Optional<Expression> difference(Expression antiderivative) {
        try {
            return difference(antiderivative, (end, value) -> isValue(value));
        } catch (FluxionException e) { // an end at which the antiderivative has no limit refutes nothing where quadrature converged
            return Parts.refused(e);
        }
    }

    private Optional<Expression> difference(Expression antiderivative, BiPredicate<Expression, Expression> regular) {
        Expression difference = new EndValues(antiderivative, x, assumptions, budget, regular).difference(from, to, true);
        return Optional.of(difference).filter(NumberIntegral::isFinite);
    }

    private static boolean isFinite(Expression number) {
        return Double.isFinite(Evaluator.scalar(number, Map.of())) || PreciseValues.value(number, Map.of()).isPresent();
    }

    private static boolean isValue(Expression number) {
        return switch (PreciseValues.existence(number, Map.of())) {
            case DEFINED -> true;
            case UNDEFINED -> false;
            case UNKNOWN -> {
                ScalarValues doubles = new ScalarValues(number);
                yield Double.isFinite(doubles.at(Map.of())) && doubles.magnitude() < MODERATE;
            }
        };
    }

    private Optional<Integrals.Antiderivative> antiderivative() {
        try {
            return budget.attempt(MOST_SEARCH, part -> Integrals.find(integrand, x, assumptions, part)).flatMap(found -> found);
        } catch (FluxionException e) {
            return Parts.refused(e);
        }
    }
}
