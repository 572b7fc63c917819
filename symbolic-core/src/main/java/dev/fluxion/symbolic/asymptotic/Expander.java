package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
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
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Expressions as series in a small positive symbol. Everything else in them is taken as constant.
 *
 * <p>Source: arithmetic of power series, D. E. Knuth, The Art of Computer Programming, volume 2 (3rd ed., 1997), §4.7.
 */
final class Expander {
    private static final int LARGEST_POWER = 64; // by repeated multiplication
    private static final int MOST_VARYING = 3; // operands of a function that is only named: each multiplies the number of terms

    private final Symbol omega;
    private final Expression logarithm;
    private final Symbol slow;
    private final Oracle oracle;
    private final ToIntFunction<Expression> sign;
    private final Series.Arithmetic arithmetic;
    private final Map<Expression, Series> known = new HashMap<>();

    /**
     * @param omega the small symbol
     * @param logarithm its logarithm, as coefficients may hold it
     * @param slow the symbol in that
     * @param sign the sign of a coefficient
     * @param most how many terms are kept
     */
    Expander(Symbol omega, Expression logarithm, Symbol slow, Oracle oracle, ToIntFunction<Expression> sign, int most) {
        this.omega = omega;
        this.logarithm = logarithm;
        this.slow = slow;
        this.oracle = oracle;
        this.sign = sign;
        this.arithmetic = new Series.Arithmetic(oracle, most);
    }

    /** The series of an expression. */
    Series of(Expression root) {
        for (Expression node : Topology.of(root).nodes()) {
            if (!known.containsKey(node)) {
                oracle.budget().tick(1);
                known.put(node, node(node));
            }
        }
        return known.get(root);
    }

    private Series node(Expression node) {
        if (node.equals(omega)) {
            return Series.monomial(Constant.ONE, Constant.ONE);
        }
        if (node.operands().stream().allMatch(this::isFree)) {
            return Series.exactly(node);
        }
        return switch (node) {
            case Constant c -> Series.exactly(c);
            case Symbol s -> Series.exactly(s);
            case Sum s -> s.terms().stream().map(known::get).reduce(arithmetic::plus).orElseThrow();
            case Product p when p.isScalar() && !p.isContraction() -> arithmetic.scaled(p.factors().stream().map(known::get)
                    .reduce(arithmetic::times).orElseThrow(), Constant.of(p.coefficient()), Constant.ZERO);
            case Power p -> power(p);
            case Apply a when Logs.isExp(a) -> exp(known.get(a.operand()));
            case Apply a when Logs.isLog(a) -> log(known.get(a.operand()));
            case Apply a -> new TaylorRules(this, arithmetic, omega).function(a);
            case Call c -> call(c);
            case Product p -> throw unsupported(p);
            case Piecewise p -> throw unsupported(p);
            case Reduction r -> throw unsupported(r);
            case MatrixFunction m -> throw unsupported(m);
            case ArrayOf a -> throw unsupported(a);
            case Selection s -> throw unsupported(s);
            case Indicator i -> throw unsupported(i);
            case Bound b when IntegralEnds.isOne(b, omega) -> new IntegralEnds(this, arithmetic).of(b);
            case Bound b -> throw unsupported(b);
            case Fold f -> throw unsupported(f);
        };
    }

    private static FluxionException unsupported(Expression node) {
        return FluxionException.unsupported("the series of " + Oracle.shown(node, 100, "a part"));
    }

    /** Whether it does not depend on the small symbol. */
    boolean isFree(Expression operand) {
        Series series = known.get(operand);
        return series.isExact() && (series.isEmpty() || series.terms().size() == 1 && series.terms().getFirst().exponent().equals(Constant.ZERO)
                && !Topology.of(operand).nodes().contains(omega));
    }

    Series known(Expression node) {
        return known.get(node);
    }

    Oracle oracle() {
        return oracle;
    }

    /** The series without leading terms whose coefficients are zero. */
    Series led(Series series) {
        Series rest = series;
        while (!rest.isEmpty() && oracle.isZero(rest.terms().getFirst().coefficient())) {
            rest = rest.rest();
        }
        return rest;
    }

    /** The first term of a series that something is divided by, or that is put into a logarithm. */
    private Series.Term lead(Series series, boolean signed) {
        if (series.isEmpty()) {
            if (series.isExact()) {
                throw new OutOfDomain("division by zero, or the logarithm of zero");
            }
            throw new TooFewTerms();
        }
        Series.Term lead = series.terms().getFirst();
        if (!signed) {
            oracle.requireNonzero(lead.coefficient());
            return lead;
        }
        int sign = this.sign.applyAsInt(lead.coefficient());
        if (sign < 0) {
            throw new OutOfDomain("a root or logarithm of a negative number");
        }
        return lead;
    }

    private Series power(Power power) {
        Series base = led(known.get(power.base()));
        Expression exponent = power.exponent();
        if (!isFree(exponent)) {
            return exp(arithmetic.times(known.get(exponent), log(base)));
        }
        boolean whole = Oracle.isWhole(exponent);
        int n = whole && ((Constant) exponent).value() instanceof Rational r && r.isInt() ? r.intValue() : 0;
        if (n > 0 && (n <= LARGEST_POWER || base.isEmpty())) {
            return repeated(base, n);
        }
        if (base.isEmpty() && base.isExact() && oracle.sign(exponent) > 0) {
            return base;
        }
        Series.Term lead = lead(base, !whole && !isParameter(exponent));
        Series h = arithmetic.scaled(base.rest(), Power.of(lead.coefficient(), -1), Oracle.negate(lead.exponent()));
        List<Expression> binomials = new ArrayList<>(List.of(Constant.ONE));
        Series series = arithmetic.composed(h, k -> {
            while (binomials.size() <= k) {
                int i = binomials.size();
                binomials.add(Product.of(binomials.getLast(), Sum.of(exponent, Constant.of(1 - i)), Power.of(Constant.of(i), -1)));
            }
            return binomials.get(k);
        });
        return arithmetic.scaled(series, Power.of(lead.coefficient(), exponent), Product.of(exponent, lead.exponent()));
    }

    private static boolean isParameter(Expression exponent) {
        return !Substitution.variables(exponent).isEmpty();
    }

    private Series repeated(Series base, int n) {
        Series result = Series.exactly(Constant.ONE);
        for (int bit = 31 - Integer.numberOfLeadingZeros(n); bit >= 0; bit--) {
            result = arithmetic.times(result, result);
            if ((n >> bit & 1) == 1) {
                result = arithmetic.times(result, base);
            }
        }
        return result;
    }

    /** The term of exponent 0 and what comes behind it. */
    record Split(Expression constant, Series rest) {}

    /** Refuses what is infinite at ω = 0. */
    Split split(Series series) {
        Series led = led(series);
        if (led.isEmpty() && led.order().isPresent() && oracle.sign(led.order().get()) <= 0) {
            throw new TooFewTerms();
        }
        if (led.isEmpty()) {
            return new Split(Constant.ZERO, led);
        }
        int side = oracle.sign(led.terms().getFirst().exponent());
        if (side < 0) {
            throw FluxionException.unsupported("an essential singularity");
        }
        return side == 0 ? new Split(led.terms().getFirst().coefficient(), led.rest()) : new Split(Constant.ZERO, led);
    }

    /** {@code Σ coefficient(k)·h^k}. */
    Series composed(Series h, java.util.function.IntFunction<Expression> coefficient) {
        return arithmetic.composed(h, coefficient);
    }

    Series exp(Series series) {
        Split split = split(series);
        Rational[] factorial = {Rational.ONE};
        Series tail = composed(split.rest, k -> {
            factorial[0] = k == 0 ? Rational.ONE : factorial[0].dividedBy(Rational.of(k));
            return Constant.of(factorial[0]);
        });
        // exp(k·log ω + c) is exp(c)·ω^k
        Expression power = Constant.ZERO;
        Expression rest = split.constant;
        if (logarithm instanceof Symbol l && Topology.of(rest).nodes().contains(l)) {
            Expression slope = oracle.normal(Differentiation.derivative(rest, l));
            if (Substitution.variables(slope).isEmpty()) {
                power = slope;
                rest = oracle.normal(Oracle.minus(rest, Product.of(slope, l)));
            }
        }
        return arithmetic.scaled(tail, Logs.exp(rest), power);
    }

    Series log(Series series) {
        Series base = led(series);
        Series.Term lead = lead(base, true);
        Series h = arithmetic.scaled(base.rest(), Power.of(lead.coefficient(), -1), Oracle.negate(lead.exponent()));
        Series tail = composed(h, k -> k == 0 ? Constant.ZERO : Constant.of(Rational.of(k % 2 == 1 ? 1 : -1, k)));
        Expression constant = Sum.of(Logs.log(lead.coefficient()), Product.of(lead.exponent(), logarithm));
        return arithmetic.plus(Series.exactly(constant), tail);
    }

    // What an asymptotic series runs in may itself vary more slowly than ω: then the function is smooth there, like one that is only named.
    private Series call(Call call) {
        List<Split> splits = call.operands().stream().map(operand -> split(known.get(operand))).toList();
        Asymptotics asymptotic = Asymptotics.of(call);
        if (asymptotic != null && oracle.isZero(splits.getFirst().constant)) {
            return composed(splits.getFirst().rest, k -> asymptotic.coefficient(k, call.orders().getFirst()));
        }
        List<Integer> varying = IntStream.range(0, splits.size()).filter(i -> !(splits.get(i).rest.isEmpty() && splits.get(i).rest.isExact())).boxed().toList();
        if (varying.size() > MOST_VARYING) {
            throw FluxionException.unsupported("the series of a function of more than " + MOST_VARYING + " operands that vary");
        }
        return taylor((Call) Call.of(call.name(), splits.stream().map(Split::constant).toList(), call.orders()), splits, varying);
    }

    // By one operand after the other.
    private Series taylor(Call call, List<Split> splits, List<Integer> varying) {
        if (varying.isEmpty()) {
            return Series.exactly(call);
        }
        int first = varying.getFirst();
        Series h = splits.get(first).rest;
        Series sum = taylor(call, splits, varying.subList(1, varying.size()));
        Series power = Series.exactly(Constant.ONE);
        Rational factorial = Rational.ONE;
        for (int k = 1; k <= arithmetic.most() && !power.isEmpty(); k++) {
            power = arithmetic.times(power, h);
            factorial = factorial.dividedBy(Rational.of(k));
            List<Integer> orders = new ArrayList<>(call.orders());
            orders.set(first, orders.get(first) + k);
            Series derivative = taylor((Call) Call.of(call.name(), call.operands(), orders), splits, varying.subList(1, varying.size()));
            sum = arithmetic.plus(sum, arithmetic.scaled(arithmetic.times(power, derivative), Constant.of(factorial), Constant.ZERO));
        }
        Expression least = h.isEmpty() ? h.order().orElseThrow() : h.terms().getFirst().exponent();
        Series unknown = new Series(List.of(), Optional.of(Product.of(Constant.of(arithmetic.most() + 1), least)));
        return arithmetic.plus(sum, unknown);
    }

    /** The derivative by ω, where what coefficients hold is taken as constant. */
    Series derivative(Series series) {
        List<Series.Term> terms = new ArrayList<>();
        for (Series.Term term : series.terms()) {
            Expression coefficient = Product.of(term.exponent(), term.coefficient());
            if (!coefficient.equals(Constant.ZERO)) {
                terms.add(new Series.Term(Sum.of(term.exponent(), Constant.MINUS_ONE), coefficient));
            }
        }
        return new Series(terms, series.order().map(order -> Sum.of(order, Constant.MINUS_ONE)));
    }

    /** The derivative of a coefficient by the logarithm of ω. */
    Expression byLogarithm(Expression coefficient) {
        return !Topology.of(coefficient).nodes().contains(slow) ? Constant.ZERO
                : oracle.normal(Oracle.over(Differentiation.derivative(coefficient, slow), Differentiation.derivative(logarithm, slow)));
    }

    /** An antiderivative by ω with the given constant, where what coefficients hold is taken as constant. */
    Series antiderivative(Series series, Expression constant) {
        List<Series.Term> terms = new ArrayList<>();
        for (Series.Term term : series.terms()) {
            Expression exponent = Sum.of(term.exponent(), Constant.ONE);
            if (oracle.sign(exponent) <= 0) {
                throw FluxionException.unsupported("the series of an integral that is infinite");
            }
            terms.add(new Series.Term(exponent, Product.of(term.coefficient(), Power.of(exponent, -1))));
        }
        Optional<Expression> order = series.order().map(o -> Sum.of(o, Constant.ONE));
        return arithmetic.plus(Series.exactly(constant), new Series(terms, order));
    }

    /** More terms are needed to see the first one that is not zero. */
    static final class TooFewTerms extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooFewTerms() {
            super("too few terms", null, false, false);
        }
    }
}
