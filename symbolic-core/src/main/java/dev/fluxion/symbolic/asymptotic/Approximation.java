package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Nonzero;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Domains;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One limit as a symbol goes to infinity: preparation, the limit itself, waves, and what was assumed of parameters.
 *
 * <p>Source: D. Gruntz, On Computing Limits in a Symbolic Manipulation System (ETH Zürich, 1996); waves: see {@link Oscillation}.
 */
final class Approximation {
    private static final int[] ORDER = {0, 2, 4, 6, 1, 3, 5, 7}; // of the sequences: those with the simplest values first

    private final Symbol t;
    private final Assumptions assumptions;
    private final Budget budget;
    private final Oracle oracle;
    private final Gruntz gruntz;
    private final Oscillation oscillation;
    private Expression prepared = Constant.ZERO;

    Approximation(Symbol t, Assumptions assumptions, Budget budget) {
        this.t = t;
        this.assumptions = assumptions;
        this.budget = budget;
        this.oracle = new Oracle(assumptions, budget);
        this.gruntz = new Gruntz(t, oracle);
        this.oscillation = new Oscillation(oracle, gruntz);
    }

    Limits.Limit limit(Expression function) {
        prepared = new Preparation(oracle, gruntz, oscillation).prepared(function);
        Gruntz.Extended found;
        if (oscillation.isEmpty() || !oscillation.isIn(prepared)) {
            found = gruntz.limit(prepared);
        } else {
            found = uniform(prepared);
            if (found == null) {
                return separated(function, prepared);
            }
        }
        return checked(function, found);
    }

    private Limits.Limit checked(Expression function, Gruntz.Extended found) {
        requireValue(found);
        Gruntz.Extended written = found.isInfinite() ? found : new Gruntz.Extended(0, Limits.simplified(found.value(), assumptions, budget));
        List<Condition> conditions = conditions(function, found, written);
        new NumericGate(t, oracle).check(function, found);
        return Limits.Limit.of(written.value(), conditions);
    }

    // Steps are constants on one side: the function may be one there that has no value, as tan(π/2) is.
    private void requireValue(Gruntz.Extended found) {
        if (found.isInfinite() || Oracle.isOpen(found.value())) {
            return;
        }
        Condition domain = Domains.lost(found.value(), Constant.ZERO, Assumptions.NONE).map(side -> Limits.simplified(side, assumptions, budget));
        boolean undefined = PreciseValues.existence(found.value(), Map.of()) == PreciseValues.Existence.UNDEFINED
                || Assumptions.NONE.decides(domain).filter(holds -> !holds).isPresent();
        if (undefined) {
            throw new OutOfDomain("a constant without a value");
        }
    }

    /** Functions with the same limit as one whose limit was just found. */
    List<LimitStep> steps(Expression function) {
        List<LimitStep> steps = new ArrayList<>();
        if (oscillation.isIn(prepared)) {
            return steps; // it is the same for all values of what oscillates
        }
        Expression shown = Asymptotics.undone(prepared);
        if (!shown.equals(function)) {
            steps.add(new LimitStep(rewriting(function, shown), shown));
        }
        gruntz.chain(prepared).forEach(leading -> steps.add(new LimitStep("leading term", Asymptotics.undone(leading.term()))));
        return steps;
    }

    // What has changed, by what it was made of.
    private String rewriting(Expression function, Expression shown) {
        List<Expression> nodes = Topology.of(function).nodes();
        if (nodes.stream().anyMatch(Kinks::mayHaveCorner)) {
            return "what holds near the point on this side";
        }
        Set<String> rules = new LinkedHashSet<>();
        if (nodes.stream().anyMatch(node -> node instanceof Power p && !Substitution.variables(p.exponent()).isEmpty())) {
            rules.add("powers as exponentials");
        }
        Set<Expression> left = Set.copyOf(Topology.of(shown).nodes());
        nodes.stream().filter(node -> node instanceof Apply && gruntz.depends(node) && !left.contains(node)).map(Apply.class::cast)
                .filter(apply -> !rebuilt(apply, left)).forEach(apply -> rules.add(rewriting(apply.operator())));
        return rules.isEmpty() ? "the same function, put together anew" : String.join(", ", rules);
    }

    // The same function of an operand that was rewritten itself.
    private static boolean rebuilt(Apply apply, Set<Expression> left) {
        return left.stream().anyMatch(node -> node instanceof Apply other && other.operator() == apply.operator())
                && apply.operator().asymptotic() != Asymptotic.ARC_TANGENT;
    }

    private static String rewriting(Operator operator) {
        return switch (operator.asymptotic()) {
            case GAMMA, LOG_GAMMA, DIGAMMA, POLYGAMMA -> "Stirling's formula for " + operator.name();
            case ARC_TANGENT -> operator.name() + " by that of the reciprocal";
            case ERROR -> operator.name() + " by its tail";
            case ARC_TANGENT_2 -> "the angle by that of the quotient";
            case CUBE_ROOT -> "the cube root by the sign of its operand";
            case FLOOR, ROUND -> "steps near the point on this side";
            case WAVE, ENTIRE, REGULAR, FORMULA -> "definition of " + operator.name();
        };
    }

    /** The limit whatever values the waves take, or {@code null}. */
    private Gruntz.Extended uniform(Expression prepared) {
        try {
            Gruntz.Extended found = gruntz.limit(prepared);
            if (!oscillation.isRegular(prepared, oracle.assumedNonzero())) {
                return null;
            }
            if (!oscillation.isIn(found.value())) {
                return found;
            }
            Expression value = Limits.simplified(oscillation.restored(found.value()), assumptions, budget);
            return gruntz.depends(value) || oscillation.isIn(value) ? null : new Gruntz.Extended(0, value);
        } catch (FluxionException e) {
            Oracle.requireUnsupported(e);
            return null;
        } catch (OutOfDomain e) {
            return null;
        }
    }

    // Two sequences with different limits show that there is none; an even and an odd one that make up all points, with the same limit, that it is that.
    private Limits.Limit separated(Expression function, Expression prepared) {
        List<Gruntz.Extended> found = new ArrayList<>();
        List<Limits.Along> ways = new ArrayList<>();
        for (int k : oscillation.sequences() == 0 ? new int[0] : ORDER) {
            Optional<Gruntz.Extended> along = along(prepared, oscillation.sequence(k));
            if (along.isPresent()) {
                Gruntz.Extended limit = along.get();
                ways.add(oscillation.along(k, Limits.simplified(limit.value(), assumptions, budget)));
                int other = IntStream.range(0, found.size()).filter(i -> differ(found.get(i), limit)).findFirst().orElse(-1);
                if (other >= 0) {
                    requireDifferent(found.get(other), limit);
                    return Limits.Limit.none(new Limits.Absence.Oscillation(), List.of(ways.get(other), ways.getLast()));
                }
                found.add(limit);
            }
        }
        if (found.size() == ORDER.length && oscillation.isOneSign()) {
            return checked(function, found.getFirst());
        }
        throw FluxionException.unsupported("the limit of a function that oscillates");
    }

    // Empty where it is not found, or the function has no values along the sequence.
    private Optional<Gruntz.Extended> along(Expression prepared, Map<Expression, Expression> sequence) {
        try {
            requireDivisors(prepared, sequence);
            return Optional.of(gruntz.limit(Logs.replace(prepared, sequence)));
        } catch (FluxionException e) {
            Oracle.requireUnsupported(e);
            return Optional.empty();
        } catch (OutOfDomain e) {
            budget.tick(1);
            return Optional.empty();
        }
    }

    // Where a sequence meets zeros of a divisor there is nothing to compare.
    private void requireDivisors(Expression prepared, Map<Expression, Expression> sequence) {
        boolean divides = Topology.of(prepared).nodes().stream().anyMatch(node -> node instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0
                && oscillation.isIn(p.base()) && oracle.isZero(Logs.replace(p.base(), sequence)));
        if (divides) {
            throw new OutOfDomain("a division by zero along a sequence");
        }
    }

    private boolean differ(Gruntz.Extended a, Gruntz.Extended b) {
        if (a.isInfinite() || b.isInfinite()) {
            return a.sign() != b.sign();
        }
        Expression difference = Oracle.minus(a.value(), b.value());
        return !oracle.isZero(difference);
    }

    // For some parameters both may be the same, and what has kinks, steps or cases for whole ranges of them.
    private void requireDifferent(Gruntz.Extended a, Gruntz.Extended b) {
        Expression difference = a.isInfinite() || b.isInfinite() ? Constant.ONE : Oracle.minus(a.value(), b.value());
        if (Oracle.isOpen(difference) && !assumptions.isNonzeroKnown(difference)) {
            throw FluxionException.unsupported("the limit of a function that oscillates if " + Oracle.deciding(difference) + " is not zero: assume that");
        }
    }

    // What was divided by may be zero for some parameters: the answer must then be undefined there, or still be right.
    private List<Condition> conditions(Expression function, Gruntz.Extended found, Gruntz.Extended written) {
        List<Condition> conditions = new ArrayList<>();
        Stream<Expression> logarithms = Topology.of(prepared).nodes().stream().filter(node -> Logs.isLog(node) && node.reach() == 0).map(node -> constantPart(node.operands().getFirst()));
        Stream.concat(oracle.assumedPositive().stream(), logarithms).filter(this::isOfParameters)
                .forEach(base -> conditions.add(LimitConditions.positive(base)));
        boolean isKept = Domains.lost(found.value(), written.value(), assumptions).equals(Condition.TRUE); // a/abs(a) has no value for a = 0, sign(a) has one
        for (Expression divisor : oracle.assumedNonzero()) {
            for (Expression factor : divisor instanceof Product p ? p.factors() : List.of(divisor)) {
                Expression base = factor instanceof Power p ? p.base() : factor;
                if (!isOfParameters(base) || assumptions.isNonzeroKnown(base)) {
                    continue;
                }
                if (isKept && isSingular(found.value(), base) || isSingular(written.value(), base)) {
                    conditions.add(Nonzero.of(base, budget));
                } else if (!holdsAtZero(function, written, base)) {
                    throw FluxionException.unsupported("the limit depends on whether " + base + " is zero" + (Oracle.namesFunctions(base) ? ""
                            : ": assume " + base + " != 0"));
                }
            }
        }
        return LimitConditions.of(written.value(), conditions, assumptions, budget);
    }

    // What decides the sign of an operand of a logarithm, of which growing factors come apart.
    private Expression constantPart(Expression operand) {
        if (!(operand instanceof Product p) || !gruntz.depends(p)) {
            return operand;
        }
        List<Expression> parts = new ArrayList<>(p.factors().stream().filter(factor -> !gruntz.depends(factor)).toList());
        int sign = p.coefficient().signum();
        for (Expression factor : parts.isEmpty() ? List.<Expression>of() : p.factors().stream().filter(gruntz::depends).toList()) {
            sign *= gruntz.sign(factor);
        }
        parts.add(Constant.of(sign));
        return Product.of(parts);
    }

    private boolean isOfParameters(Expression base) {
        return Oracle.isOpen(base) && !gruntz.depends(base) && !oscillation.isIn(base);
    }

    // Divided by, or in a logarithm or power that is undefined at zero.
    private static boolean isSingular(Expression value, Expression base) {
        return Topology.of(value).nodes().stream().anyMatch(node -> node instanceof Power p && p.base().equals(base)
                && !(p.exponent() instanceof Constant c && c.value().signum() > 0)
                || Logs.isLog(node) && node.operands().getFirst().equals(base));
    }

    private boolean holdsAtZero(Expression function, Gruntz.Extended found, Expression base) {
        if (!(base instanceof Symbol parameter)) {
            return false;
        }
        try {
            Map<Expression, Expression> zero = Map.of(parameter, Constant.ZERO);
            Limits.Limit there = new Approximation(t, assumptions, budget).limit(Substitution.replace(function, zero));
            Expression value = Substitution.replace(found.value(), zero);
            return there.exists() && (found.isInfinite() ? there.value().equals(found.value()) : oracle.isZero(Oracle.minus(there.value(), value)));
        } catch (FluxionException e) {
            Oracle.requireUnsupported(e);
            return false;
        } catch (OutOfDomain e) {
            return true; // no values there
        }
    }
}
