package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.FluxionException;
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
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Functions {@code p*sin(u) + q*cos(u)} of one u, where p, q and u are sums of products of powers and logarithms of rational functions. Far beyond the
 * zeros and poles of what powers and logarithms are taken of, and of the slope of u, nothing happens but arches that shrink like powers; waves of
 * several lengths, or something that is added to the
 * wave, would have parts that do not alternate, and an exponential or a step may begin anywhere.
 *
 * <p>Source: bound of the zeros of a polynomial: M. Fujiwara, Über die obere Schranke des absoluten Betrages der Wurzeln einer algebraischen Gleichung
 * (Tôhoku Mathematical Journal 10, 1916).
 */
final class OneWave {
    private static final double FAR = 4;

    private final Symbol x;
    private final Budget budget;

    private OneWave(Symbol x, Budget budget) {
        this.x = x;
        this.budget = budget;
    }

    /** From which distance to 0 on a function is nothing but a wave; nothing where it is no function of this kind. */
    static OptionalDouble from(Expression function, Symbol x, Budget budget) {
        return new OneWave(x, budget).from(function);
    }

    private OptionalDouble from(Expression function) {
        List<Expression> waves = Topology.of(function).nodes().stream().filter(node -> isWave(node) && Parts.depends(node, x)).toList();
        if (waves.stream().map(wave -> wave.operands().getFirst()).distinct().count() != 1) {
            return OptionalDouble.empty();
        }
        Map<Expression, Expression> names = new HashMap<>();
        Map<Expression, Expression> zeros = new HashMap<>();
        for (Expression wave : waves) {
            Symbol name = Symbol.temporary("wave" + names.size());
            names.put(wave, name);
            zeros.put(name, Constant.ZERO);
        }
        Expression form = Substitution.replace(function, names);
        boolean isLinear = zeros.keySet().stream().noneMatch(name -> zeros.keySet().stream()
                .anyMatch(other -> Parts.depends(Differentiation.derivative(form, (Symbol) name), (Symbol) other)));
        if (!isLinear || !Elementwise.isZero(Substitution.replace(form, zeros))) {
            return OptionalDouble.empty();
        }
        Expression angle = waves.getFirst().operands().getFirst();
        Expression turning = Differentiation.derivative(angle, x);
        boolean fades = zeros.keySet().stream().allMatch(name -> fades(Elementwise.quotient(Differentiation.derivative(form, (Symbol) name), turning)));
        if (!fades) {
            return OptionalDouble.empty();
        }
        OptionalDouble amplitudes = farthest(form);
        OptionalDouble phase = ofPhase(angle, turning);
        return amplitudes.isEmpty() || phase.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(FAR * Math.max(amplitudes.getAsDouble(), phase.getAsDouble()));
    }

    private static boolean isWave(Expression node) {
        return node instanceof Apply apply && apply.operator().asymptotic() == Asymptotic.WAVE;
    }

    // That it goes to 0 far out on both sides, where it has values there, by proof: arches of a small part that does not would not be seen.
    private boolean fades(Expression amplitude) {
        return goesToZero(amplitude, Symbol.INFINITY) && goesToZero(amplitude, Elementwise.negate(Symbol.INFINITY));
    }

    private boolean goesToZero(Expression amplitude, Expression end) {
        try {
            Limits.Limit limit = Limits.limit(amplitude, x, end, Limits.Side.BOTH, Assumptions.NONE, budget);
            return limit.absence().map(absence -> absence instanceof Limits.Absence.Outside).orElseGet(() -> Elementwise.isZero(limit.value()));
        } catch (FluxionException e) {
            return Parts.<Boolean>refused(e).orElse(false);
        }
    }

    // Of a power of x, or of a rational function between zeros and poles of its slope, where it turns back.
    private OptionalDouble ofPhase(Expression angle, Expression turning) {
        Expression order = Polynomials.cancel(Elementwise.quotient(Elementwise.product(x, turning), angle), budget);
        if (!Parts.depends(order, x)) {
            return OptionalDouble.of(0);
        }
        OptionalDouble poles = farthest(angle);
        OptionalDouble turns = ofRational(turning);
        return poles.isEmpty() || turns.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Math.max(poles.getAsDouble(), turns.getAsDouble()));
    }

    // A bound of the zeros and poles of everything that a power or a logarithm is taken of.
    private OptionalDouble farthest(Expression part) {
        double farthest = 0;
        for (Expression node : Topology.of(part).nodes()) {
            OptionalDouble own = Parts.depends(node, x) ? ofNode(node) : OptionalDouble.of(0);
            if (own.isEmpty()) {
                return own;
            }
            farthest = Math.max(farthest, own.getAsDouble());
        }
        return OptionalDouble.of(farthest);
    }

    private OptionalDouble ofNode(Expression node) {
        return switch (node) {
            case Symbol s -> OptionalDouble.of(0);
            case Sum s -> OptionalDouble.of(0);
            case Product p -> OptionalDouble.of(0);
            case Power p when !Parts.depends(p.exponent(), x) -> ofRational(p.base());
            case Apply a when a.operator() == Elementary.LOGARITHM -> ofRational(a.operands().getFirst());
            case Constant _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> OptionalDouble.empty();
        };
    }

    private OptionalDouble ofRational(Expression base) {
        Optional<UnivariateRing> ring = UnivariateRing.of(x, budget, List.of(base));
        if (ring.isEmpty()) {
            return OptionalDouble.empty();
        }
        UnivariateRing.Quotient quotient = ring.get().quotient(base);
        double bound = Math.max(rootBound(quotient.numerator()), rootBound(quotient.denominator()));
        return Double.isFinite(bound) ? OptionalDouble.of(bound) : OptionalDouble.empty();
    }

    private static double rootBound(Univariate polynomial) {
        int degree = polynomial.degree();
        double leading = Math.abs(Evaluator.scalar(polynomial.coefficient(degree), Map.of()));
        double bound = 0;
        for (int i = 0; i < degree; i++) {
            bound = Math.max(bound, 2 * Math.pow(Math.abs(Evaluator.scalar(polynomial.coefficient(i), Map.of())) / leading, 1.0 / (degree - i)));
        }
        return bound;
    }
}
