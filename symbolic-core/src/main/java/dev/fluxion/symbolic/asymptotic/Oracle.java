package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.ExampleFunctions;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what is zero and which sign constants have. That an expression is not zero is shown by bounds at a point that exclude zero; that it
 * is, by algebra. What is neither shown is refused.
 *
 * <p>Source: D. Richardson, How to Recognize Zero (J. Symbolic Computation 24, 1997), for the problem; what is not proved by algebra or by
 * bounds is not decided here.
 */
final class Oracle {
    private static final int[] BITS = {96, 320, 1_200, 4_000};
    private static final int AFTER_ALGEBRA = 1; // so many of these are tried before algebra is: of a number that is 0 the rest is in vain
    private static final int BITS_AT_POINTS = 128;
    private static final double[] POINTS = {1.734375, 2.3203125, 0.6171875, 3.8046875, -1.2890625, 0.12109375, -0.4609375, 7.8828125};
    private static final int LARGEST_FOR_ALGEBRA = 600;
    private static final long WORK_OF_SIMPLIFYING = 300_000;
    private static final long WORK_OF_CANCELLING = 100_000;

    private final Budget budget;
    private final Map<Expression, Boolean> zeros = new HashMap<>();
    private final Map<Expression, Expression> normals = new HashMap<>();
    private final Set<Expression> assumedNonzero = new LinkedHashSet<>();
    private final Set<Expression> assumedPositive = new LinkedHashSet<>();
    private final Set<Symbol> introduced = new HashSet<>();
    private Assumptions assumptions;

    Oracle(Assumptions assumptions, Budget budget) {
        this.assumptions = assumptions;
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    Assumptions assumptions() {
        return assumptions;
    }

    /** Introduces a symbol that may have any value from one number to another. */
    void introduce(Symbol symbol, Rational low, Rational high) {
        introduced.add(symbol);
        assumptions = assumptions.and(Condition.compare(Condition.Relation.GREATER_EQUAL, symbol, Constant.of(low)))
                .and(Condition.compare(Condition.Relation.LESS_EQUAL, symbol, Constant.of(high)));
    }

    /**
     * The sign of what a root or logarithm is taken of. What only parameters decide is positive: else the function has no real values.
     */
    int signInDomain(Expression expression) {
        if (!isOpen(expression) || Substitution.variables(expression).stream().anyMatch(introduced::contains)) {
            return sign(expression);
        }
        try {
            return sign(expression);
        } catch (FluxionException e) {
            requireUnsupported(e);
            assumedNonzero.add(expression);
            assumePositive(expression);
            return 1;
        }
    }

    /** Whether parameters, or functions that are only named, are in an expression: what it is depends on them. */
    static boolean isOpen(Expression expression) {
        return !Substitution.variables(expression).isEmpty() || namesFunctions(expression);
    }

    /** Whether an expression names a function of which nothing is known but that it is smooth. */
    static boolean namesFunctions(Expression expression) {
        return Topology.of(expression).nodes().stream().anyMatch(node -> node instanceof Call call && Asymptotics.of(call) == null);
    }

    /** Notes what is taken for positive, as the function has no real values else. */
    void assumePositive(Expression expression) {
        assumedPositive.add(expression);
    }

    /** What was taken for positive. */
    Set<Expression> assumedPositive() {
        return assumedPositive;
    }

    /** What was divided by, though parameters might make it zero. */
    Set<Expression> assumedNonzero() {
        return assumedNonzero;
    }

    /** Whether the expression is zero for all values of its symbols; refused where neither is shown. */
    boolean isZero(Expression expression) {
        if (expression instanceof Constant c) {
            return c.isZero();
        }
        Boolean known = zeros.get(expression);
        if (known == null) {
            known = !differsFromZero(expression, 0, AFTER_ALGEBRA)
                    && (normal(expression).equals(Constant.ZERO) || !differsFromZero(expression, AFTER_ALGEBRA, BITS.length));
            if (known && !vanishes(expression)) {
                throw FluxionException.unsupported("whether " + shown(expression) + " is zero could not be decided");
            }
            zeros.put(expression, known);
        }
        return known;
    }

    // What stands for something inside this work alone tells nobody anything.
    private static String shown(Expression expression) {
        return shown(expression, 200, "a coefficient");
    }

    static String shown(Expression expression, int longest, String otherwise) {
        String text = expression.toString();
        return text.length() > longest || Substitution.variables(expression).stream().anyMatch(Symbol::isTemporary) ? otherwise : text;
    }

    private boolean differsFromZero(Expression given, int from, int to) {
        Expression written = Asymptotics.undone(given);
        Expression expression = ExampleFunctions.of(written).put(written);
        List<Symbol> variables = Substitution.variables(expression);
        int attempts = variables.isEmpty() ? 1 : from == 0 ? POINTS.length : 0;
        for (int attempt = 0; attempt < attempts; attempt++) {
            for (int bits : variables.isEmpty() ? Arrays.copyOfRange(BITS, from, to) : new int[] {BITS_AT_POINTS}) {
                try {
                    if (Precise.enclose(expression, point(variables, attempt), bits, budget).signum() != 0) {
                        return true;
                    }
                } catch (NotEnclosed e) {
                    if (e.isCertain()) {
                        break;
                    }
                } catch (FluxionException e) {
                    requireUnsupported(e);
                    return false;
                }
            }
        }
        return false;
    }

    static void requireUnsupported(FluxionException e) {
        e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
    }

    /** Numbers that the variables may stand for. */
    Map<String, Enclosure> point(List<Symbol> variables, int attempt) {
        Map<String, Enclosure> point = new HashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            double candidate = POINTS[(attempt + 3 * i) % POINTS.length] * (1 + i / 16.0);
            point.put(variables.get(i).name(), Enclosure.exactly(Dyadic.of(assumptions.inside(variables.get(i), candidate))));
        }
        return point;
    }

    private boolean vanishes(Expression expression) {
        Expression normal = normal(expression);
        if (normal.equals(Constant.ZERO)) {
            return true;
        }
        try {
            return simplifiesToZero(expression) || simplifiesToZero(normal);
        } catch (FluxionException e) {
            requireLocal(e);
            return false;
        }
    }

    private boolean simplifiesToZero(Expression expression) {
        return budget.attempt(WORK_OF_SIMPLIFYING, part -> Simplifier.simplify(expression, assumptions, part).expression())
                .filter(Constant.ZERO::equals).isPresent();
    }

    private static void requireLocal(FluxionException e) {
        e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
    }

    /** A rational function of its parts in lowest terms, or the expression itself where that is too much. */
    Expression normal(Expression expression) {
        if (expression instanceof Constant || expression instanceof Symbol || expression.depth() > LARGEST_FOR_ALGEBRA) {
            return expression;
        }
        Expression known = normals.get(expression);
        if (known == null) {
            try {
                known = budget.attempt(WORK_OF_CANCELLING, part -> Polynomials.cancel(expression, part)).orElse(expression);
            } catch (FluxionException e) {
                requireLocal(e);
                known = expression;
            }
            normals.put(expression, known);
        }
        return known;
    }

    /** Records that something is divided by: what parameters could make zero is remembered. */
    void requireNonzero(Expression expression) {
        if (isOpen(expression) && !assumptions.isNonzeroKnown(expression)) {
            assumedNonzero.add(expression);
        }
    }

    /** The sign of an expression without the variable of the limit; refused where parameters leave it open. */
    int sign(Expression expression) {
        if (expression instanceof Constant c) {
            return c.value().signum();
        }
        List<Symbol> variables = Substitution.variables(expression);
        Optional<Integer> known = isOpen(expression) ? signByAssumptions(expression) : signOfNumber(expression);
        if (known.isPresent()) {
            return known.get();
        }
        if (isZero(expression)) {
            return 0;
        }
        if (variables.stream().anyMatch(introduced::contains)) {
            throw FluxionException.unsupported("the limit of a function that oscillates");
        }
        throw FluxionException.unsupported("the answer depends on the sign of " + shown(deciding(expression))
                + (variables.isEmpty() ? "" : ": assume it"));
    }

    /** What has to be known for the sign: a root is positive where what it is taken of is, and the sign of a multiple is that of the rest. */
    static Expression deciding(Expression expression) {
        if (expression instanceof Product p && p.factors().size() == 1) {
            return deciding(p.factors().getFirst());
        }
        return expression instanceof Power p && p.exponent() instanceof Constant c && !isWhole(c) ? deciding(p.base()) : expression;
    }

    private Optional<Integer> signByAssumptions(Expression expression) {
        int sign = assumptions.sign(expression);
        if (sign == 0) {
            sign = assumptions.sign(normal(expression));
        }
        if (sign == 0) {
            sign = expression instanceof Product p && p.factors().size() == 1 ? p.coefficient().signum() * signOfLogarithm(p.factors().getFirst())
                    : signOfLogarithm(expression);
        }
        return sign == 0 ? Optional.empty() : Optional.of(sign);
    }

    // That of u - 1, and of a size |v| that of (v - 1)(v + 1), where the logarithm has a value.
    private int signOfLogarithm(Expression expression) {
        if (!Logs.isLog(expression)) {
            return 0;
        }
        Expression u = ((Apply) expression).operand();
        return u instanceof Apply size && size.operator() == Stepwise.ABSOLUTE
                ? assumptions.sign(minus(size.operand(), Constant.ONE)) * assumptions.sign(Sum.of(size.operand(), Constant.ONE)) : assumptions.sign(minus(u, Constant.ONE));
    }

    private Optional<Integer> signOfNumber(Expression number) {
        return signOfNumber(number, 0, AFTER_ALGEBRA).or(() -> normal(number).equals(Constant.ZERO) ? Optional.of(0) : signOfNumber(number, AFTER_ALGEBRA, BITS.length));
    }

    private Optional<Integer> signOfNumber(Expression number, int from, int to) {
        for (int bits : Arrays.copyOfRange(BITS, from, to)) {
            try {
                int sign = Precise.enclose(number, Map.of(), bits, budget).signum();
                if (sign != 0) {
                    return Optional.of(sign);
                }
            } catch (NotEnclosed e) {
                if (e.isCertain()) {
                    throw new OutOfDomain(e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    /** The largest whole number that is not larger than a number; refused where it is not shown. */
    Constant floor(Expression number) {
        if (number instanceof Constant c && c.value() instanceof Rational r) {
            return Constant.of(r.floor());
        }
        if (!Substitution.variables(number).isEmpty()) {
            throw FluxionException.unsupported("the answer depends on the whole number below " + shown(number));
        }
        for (int bits : BITS) {
            try {
                Enclosure bounds = Precise.enclose(number, Map.of(), bits, budget);
                BigInteger low = bounds.low().floor();
                BigInteger high = bounds.high().floor();
                Constant whole = Constant.of(Rational.of(high, BigInteger.ONE));
                if (low.equals(high) || low.add(BigInteger.ONE).equals(high) && bits == BITS[BITS.length - 1] && isZero(minus(number, whole))) {
                    return whole;
                }
            } catch (NotEnclosed e) {
                if (e.isCertain()) {
                    throw new OutOfDomain(e.getMessage());
                }
            }
        }
        throw FluxionException.unsupported("the whole number below " + shown(number) + " could not be found");
    }

    /** Compares two exponents. */
    int compare(Expression a, Expression b) {
        if (a instanceof Constant x && b instanceof Constant y) {
            return x.value().compareTo(y.value());
        }
        return a.equals(b) ? 0 : sign(Elementwise.difference(a, b));
    }

    /** Whether an exponent is an exact whole number. */
    static boolean isWhole(Expression exponent) {
        return exponent instanceof Constant c && c.value() instanceof Rational r && r.isWhole();
    }

    static Expression negate(Expression e) {
        return Product.of(Constant.MINUS_ONE, e);
    }

    static Expression over(Expression a, Expression b) {
        return Product.of(a, Power.of(b, -1));
    }

    static Expression minus(Expression a, Expression b) {
        return Sum.of(a, negate(b));
    }
}
