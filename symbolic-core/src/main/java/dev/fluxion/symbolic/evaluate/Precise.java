package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
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
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Enclosing;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Effort;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.Functions;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values of scalars within guaranteed bounds, at any precision: every operation rounds outwards.
 *
 * <p>Source: interval arithmetic, R. E. Moore, Interval Analysis (1966).
 */
public final class Precise {
    private final Map<String, Enclosure> values;
    private final int bits;
    private final Budget budget;
    private final boolean roundedDecimals;
    private final Map<Expression, Enclosure> results = new HashMap<>();
    private final Map<Expression, NotEnclosed> failures = new HashMap<>(); // thrown where their node is needed: not by a case that is not chosen

    private Precise(Map<String, Enclosure> values, int bits, boolean roundedDecimals, Budget budget) {
        this.values = values;
        this.bits = bits;
        this.roundedDecimals = roundedDecimals;
        this.budget = budget;
    }

    /** For the values of several scalars whose variables lie within bounds; what they have in common is computed once. */
    public Precise(Map<String, Enclosure> values, int bits, Budget budget) {
        this(values, bits, false, budget);
    }

    /** For values of numbers in which a {@link Decimal} stands for all that is within one unit of its last digit. */
    public static Precise ofRoundedDecimals(int bits, Budget budget) {
        return new Precise(Map.of(), bits, true, budget);
    }

    /**
     * Bounds of a scalar whose variables lie within bounds.
     *
     * @param bits the precision of every operation
     * @throws NotEnclosed where no bounds can be given
     */
    public static Enclosure enclose(Expression expression, Map<String, Enclosure> values, int bits, Budget budget) {
        return new Precise(values, bits, budget).enclosure(expression);
    }

    /**
     * Bounds of a scalar.
     *
     * @throws FluxionException {@code UNSUPPORTED} if it holds tensors, variables without bounds or what has none
     * @throws NotEnclosed if this precision gives no bounds, or no precision does
     */
    public Enclosure enclosure(Expression root) {
        if (root.reach() > 0) {
            throw FluxionException.unsupported("bounds of a part without that which counts its index");
        }
        if (!results.containsKey(root)) {
            for (Expression node : Topology.of(root).nodes()) {
                if (node.reach() == 0 && !results.containsKey(node) && !failures.containsKey(node)) {
                    enter(node);
                }
            }
        }
        return of(root);
    }

    private void enter(Expression node) {
        budget.tick(1 + bits / 64);
        try {
            results.put(node, Effort.metered(budget::tick, bits, () -> node(node)));
        } catch (NotEnclosed e) {
            failures.put(node, e);
        }
    }

    private Enclosure of(Expression operand) {
        Enclosure known = results.get(operand);
        if (known == null) {
            throw failures.get(operand);
        }
        return known;
    }

    private Enclosure node(Expression node) {
        return switch (node) {
            case Constant c -> number(c.value());
            case Symbol s -> symbol(s);
            case Sum s -> s.terms().stream().map(this::of).reduce((a, b) -> a.plus(b, bits)).orElseThrow();
            case Product p when p.isScalar() && !p.isContraction() -> p.factors().stream().map(this::of)
                    .reduce(number(p.coefficient()), (a, b) -> a.times(b, bits));
            case Power p -> power(p);
            case Apply a -> function(a);
            case Piecewise p -> choice(p);
            case Product p -> throw tensor();
            case Reduction r -> throw tensor();
            case MatrixFunction m -> throw tensor();
            case ArrayOf a -> throw tensor();
            case Selection s -> throw tensor();
            case Indicator i -> throw tensor();
            case Call c -> throw FluxionException.unsupported("the value of '" + c.name() + "', a function that is only named");
            case Bound b -> counted(b);
            case Fold f -> throw FluxionException.unsupported("digits of a fold");
        };
    }

    private Enclosure counted(Bound bound) {
        boolean product = bound.kind() == Bound.Kind.PRODUCT;
        if (!product && bound.kind() != Bound.Kind.SUM || bound.count().isEmpty()) {
            throw FluxionException.unsupported("bounds of an " + bound.kind().text());
        }
        long first = ((Rational) ((Constant) bound.first()).value()).intValue();
        Enclosure total = product ? Enclosure.ONE : Enclosure.ZERO;
        for (long i = 0; i < bound.count().getAsLong(); i++) {
            Enclosure term = new Precise(values, bits, roundedDecimals, budget).enclosure(bound.at(Constant.of(first + i)));
            total = product ? total.times(term, bits) : total.plus(term, bits);
        }
        return total;
    }

    private static FluxionException tensor() {
        return FluxionException.unsupported("digits and bounds of tensors");
    }

    private Enclosure number(Numeral value) {
        return switch (value) {
            case Rational r when r.isWhole() -> Enclosure.exactly(new Dyadic(r.numerator(), 0));
            case Rational r -> Enclosure.of(r.numerator(), r.denominator(), bits);
            case Decimal d when roundedDecimals -> number(Rational.of(d.value().subtract(d.ulp()))).or(number(Rational.of(d.value().add(d.ulp()))));
            case Decimal d -> number(Rational.of(d.value()));
            case Inexact(double x) when Double.isFinite(x) -> Enclosure.exactly(Dyadic.of(x));
            case Inexact(double x) -> throw new NotEnclosed("a number that is not finite", true);
        };
    }

    private Enclosure symbol(Symbol symbol) {
        Enclosure given = values.get(symbol.name());
        if (given != null && symbol.role() != Symbol.Role.CONSTANT) {
            return given;
        }
        if (symbol.equals(Symbol.PI)) {
            return Functions.pi(bits);
        }
        if (symbol.equals(Symbol.E)) {
            return Functions.exp(Enclosure.ONE, bits);
        }
        if (symbol.equals(Symbol.INFINITY)) {
            throw new NotEnclosed("infinity");
        }
        throw FluxionException.unsupported("digits of an expression with the variable '" + Bound.plainName(symbol) + "'");
    }

    private Enclosure power(Power power) {
        Enclosure base = of(power.base());
        if (power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isWhole()) {
            return Functions.power(base, Enclosure.exactly(new Dyadic(r.numerator(), 0)), bits);
        }
        Enclosure exponent = of(power.exponent());
        if (base.low().signum() < 0 && base.high().signum() <= 0 && !(exponent.isPoint() && holdsWhole(exponent))) {
            throw new NotEnclosed("a root of a negative number", base.high().signum() < 0 && !holdsWhole(exponent));
        }
        return Functions.power(base, exponent, bits);
    }

    private static boolean holdsWhole(Enclosure number) {
        return number.holds(new Dyadic(number.high().floor(), 0));
    }

    private Enclosure function(Apply apply) {
        List<Enclosure> operands = apply.operands().stream().map(this::of).toList();
        Optional<Enclosing.Of> own = apply.operator().bounds();
        if (own.isPresent()) {
            return own.get().value(operands, bits).rounded(bits);
        }
        List<Expression> symbols = new ArrayList<>();
        Map<String, Enclosure> inner = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            Symbol operand = Symbol.temporary("operand" + i);
            symbols.add(operand);
            inner.put(operand.name(), operands.get(i));
        }
        Expression meaning = Meanings.of(apply.operator(), symbols).orElseThrow(() ->
                FluxionException.unsupported("digits of '" + apply.operator().name() + "'"));
        Precise within = new Precise(inner, bits, roundedDecimals, budget);
        within.requireDomain(apply.operator(), symbols);
        return within.enclosure(meaning);
    }

    // What a function means may be defined where the function is not: gamma(a)*gamma(b)/gamma(a + b) is beta(a, b) for positive a and b.
    private void requireDomain(Operator operator, List<Expression> operands) {
        Condition domain = Meanings.domain(operator, operands);
        domain.operands().forEach(this::enclosure);
        if (Boolean.FALSE.equals(holds(domain))) { // at its border bounds cannot tell, where the meaning ends as well
            throw new NotEnclosed("'" + operator.name() + "' where " + operator.domain() + " does not hold", true);
        }
    }

    // The first case that holds; those before it and it, where that is not certain.
    private Enclosure choice(Piecewise piecewise) {
        Enclosure possible = null;
        for (Piecewise.Case each : piecewise.cases()) {
            Boolean holds = holds(each.condition());
            if (holds == null || holds) {
                possible = possible == null ? of(each.value()) : possible.or(of(each.value()));
            }
            if (holds != null && holds) {
                return possible;
            }
        }
        return possible == null ? of(piecewise.otherwise()) : possible.or(of(piecewise.otherwise()));
    }

    /** Whether the bounds tell which case holds. */
    public boolean isDecided(Piecewise piecewise) {
        for (Piecewise.Case each : piecewise.cases()) {
            Boolean holds = holds(each.condition());
            if (holds == null || holds) {
                return holds != null;
            }
        }
        return true;
    }

    /**
     * The value of the case that holds, where that is decided.
     *
     * @throws FluxionException as {@link #enclosure}
     */
    public Expression chosen(Piecewise piecewise) {
        return piecewise.cases().stream().filter(each -> certainly(each.condition())).findFirst().map(Piecewise.Case::value)
                .orElse(piecewise.otherwise());
    }

    /**
     * Whether a condition holds at all values within the bounds.
     *
     * @throws FluxionException as {@link #enclosure}
     */
    public boolean certainly(Condition condition) {
        condition.operands().forEach(this::enclosure);
        return Boolean.TRUE.equals(holds(condition));
    }

    // null where the bounds do not tell
    private Boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> holds(c.relation(), of(c.left()), of(c.right()));
            case Condition.All all -> all(all.parts(), false);
            case Condition.Any any -> all(any.parts(), true);
            case Condition.Not not -> holds(not.part()) == null ? null : !holds(not.part());
            case Condition.Truth truth -> truth.value();
        };
    }

    private Boolean all(List<Condition> parts, boolean decisive) {
        boolean known = true;
        for (Condition part : parts) {
            Boolean holds = holds(part);
            if (holds != null && holds == decisive) {
                return decisive;
            }
            known &= holds != null;
        }
        return known ? !decisive : null;
    }

    private static Boolean holds(Condition.Relation relation, Enclosure left, Enclosure right) {
        boolean certain = left.high().compareTo(right.low()) < 0 || left.low().compareTo(right.high()) > 0 || left.isPoint() && right.isPoint();
        return certain ? relation.holds(left.low().compareTo(right.low()), 0) : null;
    }
}
