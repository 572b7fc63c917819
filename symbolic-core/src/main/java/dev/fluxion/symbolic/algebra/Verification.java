package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a number solves an equation as it was written: every part of the equation has a real value there, and the whole is 0. Values are
 * bounds of many digits; what may be 0 or lie at a jump is decided by algebra.
 *
 * <p>Source: interval evaluation, R. E. Moore, R. B. Kearfott, M. J. Cloud, Introduction to Interval Analysis (2009), chapter 5.
 */
final class Verification {
    /** What is known of a candidate. */
    enum Verdict {
        /** It solves the equation: exactly, or to more digits than it can miss by. */
        SOLVES,
        /** It certainly does not. */
        FAILS,
        /** Bounds and algebra leave it open. */
        UNDECIDED
    }

    private static final int BITS = 320;
    private static final int ZERO = -150; // bits of a value that counts as 0, where its parts are of size 1
    private static final int WIDE = -100; // bounds farther apart are not of rounding, but of a jump

    private final Symbol x;
    private final Topology topology;
    private final List<Integer> roots;
    private final int zero;
    private final boolean[] matters; // whether it changes anything that the node is exactly 0: poles, branch points, jumps
    private final Budget budget;

    Verification(WrittenEquation equation, Symbol x, Budget budget) {
        List<Expression> all = new ArrayList<>(equation.parts());
        all.add(equation.zero());
        this.x = x;
        this.topology = Topology.of(all);
        this.roots = all.stream().map(topology::index).toList();
        this.zero = roots.getLast();
        this.budget = budget;
        this.matters = new boolean[topology.size()];
        for (int i = 0; i < matters.length; i++) {
            Expression node = topology.nodes().get(i);
            boolean smooth = node instanceof Sum || node instanceof Product
                    || node instanceof Power p && p.exponent() instanceof Constant c && c.value().isInteger() && c.value().signum() > 0;
            for (int operand : topology.operands(i)) {
                matters[operand] |= !smooth;
            }
        }
    }

    /** The verdict on a number without variables. */
    Verdict of(Expression candidate) {
        Map<Expression, Expression> names = new HashMap<>();
        Map<String, Enclosure> values = new HashMap<>();
        for (Expression node : Topology.of(candidate).nodes()) {
            if (node instanceof Constant c && c.value() instanceof Decimal d) {
                Symbol name = Symbol.temporary("digits" + names.size());
                names.put(node, name);
                values.put(name.name(), within(d.value().subtract(d.ulp()), d.value().add(d.ulp())));
            }
        }
        return new At(new Precise(values, BITS, budget)).verdict(Substitution.replace(candidate, names));
    }

    private static Enclosure within(BigDecimal low, BigDecimal high) {
        return enclosed(Rational.of(low)).or(enclosed(Rational.of(high)));
    }

    private static Enclosure enclosed(Rational number) {
        return Enclosure.of(number.numerator(), number.denominator(), BITS);
    }

    // Numbers of so many digits go by names, whose bounds are known: canonical form would compute with the digits alone.
    private final class At {
        private final Precise precise;
        private final Expression[] values = new Expression[topology.size()];
        private final Verdict[] defined = new Verdict[topology.size()]; // SOLVES where there is a value
        private final int[] magnitudes = new int[topology.size()];
        private int largest;

        At(Precise precise) {
            this.precise = precise;
        }

        Verdict verdict(Expression candidate) {
            for (int i = 0; i < values.length; i++) {
                budget.tick(1);
                Expression node = topology.nodes().get(i);
                if (node.reach() > 0) {
                    defined[i] = Verdict.SOLVES; // inside a binder, which has the value
                    values[i] = node;
                    continue;
                }
                defined[i] = ofOperands(node, i);
                if (defined[i] == Verdict.SOLVES) {
                    defined[i] = enter(i, node.equals(x) ? candidate : node);
                }
            }
            Verdict all = roots.stream().map(each -> defined[each]).reduce(Verdict.SOLVES, Verification::worse);
            return all == Verdict.SOLVES ? zero(values[zero]) : all;
        }

        private Verdict ofOperands(Expression node, int i) {
            if (node instanceof Piecewise piecewise) {
                return ofCases(piecewise, i);
            }
            Verdict all = Verdict.SOLVES;
            for (int operand : topology.operands(i)) {
                all = worse(all, defined[operand]);
            }
            return all;
        }

        // Conditions up to the first that holds must have values, and the case that it chooses.
        private Verdict ofCases(Piecewise piecewise, int i) {
            int[] operands = topology.operands(i);
            int next = 0;
            for (Piecewise.Case each : piecewise.cases()) {
                for (int end = next + each.condition().operands().size(); next < end; next++) {
                    if (defined[operands[next]] != Verdict.SOLVES) {
                        return defined[operands[next]];
                    }
                }
                Optional<Boolean> holds = NumberSign.decided(each.condition().map(operand -> values[topology.index(operand)]), budget);
                if (holds.isEmpty()) {
                    return Verdict.UNDECIDED;
                }
                if (holds.get()) {
                    return defined[operands[next]];
                }
                next++;
            }
            return defined[operands[next]];
        }

        private Verdict enter(int i, Expression node) {
            try {
                values[i] = node instanceof Piecewise piecewise ? chosen(piecewise) : rebuilt(i, node);
                Enclosure bounds = bounds(i);
                magnitudes[i] = bounds.magnitude();
                largest = Math.max(largest, bounds.magnitude());
                return Verdict.SOLVES;
            } catch (NotEnclosed e) {
                return e.isCertain() || isPole(values[i]) ? Verdict.FAILS : Verdict.UNDECIDED;
            } catch (FluxionException e) {
                budget.check();
                return e.diagnostic().code() == Diagnostic.Code.DOMAIN ? Verdict.FAILS : Verdict.UNDECIDED;
            }
        }

        private Expression rebuilt(int i, Expression node) {
            int[] from = topology.operands(i);
            if (from.length == 0 || node.operands().size() != from.length) {
                return node;
            }
            List<Expression> operands = new ArrayList<>();
            for (int operand : from) {
                operands.add(values[operand]);
            }
            return Elementwise.rebuild(node, operands);
        }

        private Expression chosen(Piecewise piecewise) {
            for (Piecewise.Case each : piecewise.cases()) {
                if (NumberSign.decided(each.condition().map(operand -> values[topology.index(operand)]), budget).orElseThrow()) {
                    return values[topology.index(each.value())];
                }
            }
            return values[topology.index(piecewise.otherwise())];
        }

        // What may be 0 is set to 0 where algebra shows it; what may lie at a jump is simplified.
        private Enclosure bounds(int i) {
            Enclosure bounds = precise.enclosure(values[i]);
            if (bounds.isPoint()) {
                return bounds;
            }
            if (bounds.holdsZero() && matters[i] && NumberSign.isZero(values[i], budget)) {
                values[i] = Constant.ZERO;
                return Enclosure.ZERO;
            }
            if (isWide(bounds, i)) {
                values[i] = Simplifier.simplify(values[i], Assumptions.NONE, budget).expression();
                bounds = precise.enclosure(values[i]);
                if (isWide(bounds, i)) {
                    throw new NotEnclosed("a value at a jump");
                }
            }
            return bounds;
        }

        // Beside its size, or that of what is added up.
        private boolean isWide(Enclosure bounds, int i) {
            int size = Math.max(0, bounds.magnitude());
            for (int operand : topology.nodes().get(i) instanceof Sum ? topology.operands(i) : new int[0]) {
                size = Math.max(size, magnitudes[operand]);
            }
            return bounds.high().minus(bounds.low()).magnitude() > WIDE + size;
        }

        private Verdict zero(Expression value) {
            Enclosure bounds = precise.enclosure(value);
            if (value.equals(Constant.ZERO) || bounds.isExactly(Dyadic.ZERO)) {
                return Verdict.SOLVES;
            }
            return bounds.signum() != 0 ? Verdict.FAILS : bounds.magnitude() < ZERO + Math.max(0, largest) ? Verdict.SOLVES : Verdict.UNDECIDED;
        }
    }

    // FAILS before UNDECIDED before SOLVES
    private static Verdict worse(Verdict a, Verdict b) {
        return a == Verdict.FAILS || b == Verdict.FAILS ? Verdict.FAILS : a == Verdict.UNDECIDED ? a : b;
    }

    // Whether a function has a pole, or a logarithm its singularity, exactly at its operand.
    private boolean isPole(Expression value) {
        Expression formula = value instanceof Apply a ? Meanings.of(a.operator(), a.operands()).orElse(value) : value;
        return Topology.of(formula).nodes().stream().anyMatch(node -> node instanceof Power p && p.exponent() instanceof Constant c
                && c.value().signum() < 0 && NumberSign.isZero(p.base(), budget)
                || node instanceof Apply a && a.operator() == Elementary.LOGARITHM && NumberSign.isZero(a.operand(), budget));
    }
}
