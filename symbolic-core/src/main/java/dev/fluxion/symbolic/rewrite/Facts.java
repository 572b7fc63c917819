package dev.fluxion.symbolic.rewrite;

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
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.polynomial.PolynomialSign;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What assumptions and structure prove of expressions wherever they are defined. No answer means that nothing was proved.
 *
 * <p>Source: by definition: order, sign and parity of sums, products and powers.
 */
final class Facts {
    private static final Map<Operator, Interval> RANGES = new ConcurrentHashMap<>();

    private static final int MOST_TERMS_FACTORED = 12;
    private static final long WORK_OF_FACTORING = 20_000;
    private static final Map<Operator, Boolean> WHOLE = new ConcurrentHashMap<>();
    private static final Map<Operator, Boolean> NEVER_ZERO = new ConcurrentHashMap<>();

    private final Assumptions assumptions;
    private final Optional<LinearFacts> linear;
    private final Map<Expression, Interval> known = new HashMap<>();
    private final Map<Expression, OptionalInt> signs = new HashMap<>();

    Facts(Assumptions assumptions) {
        this(assumptions, true);
    }

    private Facts(Assumptions assumptions, boolean adds) {
        this.assumptions = assumptions;
        this.linear = adds ? Optional.of(new LinearFacts(assumptions)) : Optional.empty();
    }

    /** Facts for which nothing that is assumed is added up. */
    static Facts apart(Assumptions assumptions) {
        return new Facts(assumptions, false);
    }

    /** Whether a condition certainly holds wherever its expressions are defined. */
    boolean proves(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> proves(c.relation(), c.left(), c.right());
            case Condition.All all -> all.parts().stream().allMatch(this::proves);
            case Condition.Any any -> any.parts().stream().anyMatch(this::proves);
            case Condition.Not not -> disproves(not.part());
            case Condition.Truth truth -> truth.value();
        };
    }

    private boolean disproves(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> proves(c.relation().negated(), c.left(), c.right());
            case Condition.All all -> all.parts().stream().anyMatch(this::disproves);
            case Condition.Any any -> any.parts().stream().allMatch(this::disproves);
            case Condition.Not not -> proves(not.part());
            case Condition.Truth truth -> !truth.value();
        };
    }

    private boolean proves(Condition.Relation relation, Expression left, Expression right) {
        Optional<Boolean> remainder = Remainders.decides(relation, left, right, assumptions);
        if (remainder.isPresent()) {
            return remainder.get();
        }
        Expression difference = Elementwise.difference(left, right);
        OptionalInt sign = signs.computeIfAbsent(difference, Sign::of);
        if (sign.isPresent()) {
            return relation.holds(sign.getAsInt(), 0);
        }
        Interval value = bounds(difference);
        return switch (relation) {
            case EQUAL -> difference.equals(Constant.ZERO) || value.isZero();
            case NOT_EQUAL -> isNonzero(difference);
            case LESS -> value.isNegative();
            case LESS_EQUAL -> value.isNotPositive();
            case GREATER -> value.isPositive();
            case GREATER_EQUAL -> value.isNotNegative();
        };
    }

    boolean isNotNegative(Expression expression) {
        return bounds(expression).isNotNegative();
    }

    boolean isNonzero(Expression expression) {
        if (assumptions.isNonzero(expression) || bounds(expression).isNonzero()) {
            return true;
        }
        return switch (expression) {
            case Product p -> p.factors().stream().allMatch(this::isNonzero);
            case Power p -> isNonzero(p.base());
            case Apply a -> isNeverZero(a.operator());
            case Constant _, Symbol _, Sum _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    private static boolean isNeverZero(Operator operator) {
        return NEVER_ZERO.computeIfAbsent(operator, row -> given(row.range(), "y", Constant.ZERO).filter(Condition.FALSE::equals).isPresent());
    }

    Interval bounds(Expression expression) {
        Interval memo = known.get(expression);
        if (memo == null) {
            memo = structural(expression).and(assumptions.bounds(expression)).and(linear.map(added -> added.bounds(expression)).orElse(Interval.ALL));
            if (!memo.isNonzero() && assumptions.isNonzero(expression)) {
                memo = new Interval(memo.low(), memo.high(), memo.openLow() || memo.low() == 0, memo.openHigh() || memo.high() == 0);
            }
            known.put(expression, memo);
        }
        return memo;
    }

    private Interval structural(Expression expression) {
        return switch (expression) {
            case Constant c -> Interval.around(c.value());
            case Symbol s when s.equals(Symbol.PI) -> Interval.of(Math.nextDown(Math.PI), Math.nextUp(Math.PI));
            case Symbol s when s.equals(Symbol.E) -> Interval.of(Math.nextDown(Math.E), Math.nextUp(Math.E));
            case Symbol s when s.role() == Symbol.Role.SIZE -> Interval.POSITIVE;
            case Sum s -> sum(s);
            case Product p when p.isScalar() && !p.isContraction() -> p.factors().stream().map(this::bounds)
                    .reduce(Interval.around(p.coefficient()), Interval::times);
            case Product p -> entries(p);
            case Power p -> power(p);
            case Apply a -> range(a.operator());
            case Symbol _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> Interval.ALL;
        };
    }

    private Interval sum(Sum sum) {
        Interval terms = sum.terms().stream().map(this::bounds).reduce(Interval::plus).orElse(Interval.ALL);
        if (!sum.isScalar() || terms.isNonzero()) {
            return terms;
        }
        Interval whole = terms.and(polynomial(sum));
        return whole.isNonzero() || assumptions.sums().isEmpty() || sum.terms().size() > MOST_TERMS_FACTORED ? whole : whole.and(factored(sum));
    }

    // What is assumed of differences says something of their products: q^2 - p^2 is (q - p)*(q + p).
    private Interval factored(Sum sum) {
        return Budget.current().attemptIfPossible(WORK_OF_FACTORING, part -> Polynomials.factor(sum, part) instanceof Product product
                ? structural(product) : Interval.ALL).orElse(Interval.ALL);
    }

    // A sum whose terms may have any size may still have a sign, as x^2 + x + 1 has.
    private Interval polynomial(Sum sum) {
        Optional<PolynomialSign> polynomial = PolynomialSign.of(sum, Budget.current());
        if (polynomial.isEmpty()) {
            return Interval.ALL;
        }
        Interval least = polynomial.get().least().map(value -> new Interval(Interval.around(value).low(), Double.POSITIVE_INFINITY, false, true))
                .orElse(Interval.ALL);
        Interval greatest = polynomial.get().greatest().map(value -> Interval.around(value.negate()).low())
                .map(low -> new Interval(low, Double.POSITIVE_INFINITY, false, true).negated()).orElse(Interval.ALL);
        return least.and(greatest).and(sign(polynomial.get().sign(this::between)));
    }

    private static Interval sign(OptionalInt sign) {
        Interval positive = sign.isPresent() && Math.abs(sign.getAsInt()) == 2 ? Interval.POSITIVE : Interval.NOT_NEGATIVE;
        return sign.isEmpty() ? Interval.ALL : sign.getAsInt() < 0 ? positive.negated() : positive;
    }

    private PolynomialSign.Between between(Expression variable) {
        Interval values = bounds(variable);
        return new PolynomialSign.Between(end(values.low()), !values.openLow(), end(values.high()), !values.openHigh());
    }

    private static Optional<Rational> end(double value) {
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(Rational.of(new BigDecimal(value)));
    }

    // Sums and products of entries that are no squares of others and not negative either may have any sign.
    private Interval entries(Product product) {
        Map<List<Object>, Integer> times = new HashMap<>();
        for (int i = 0; i < product.factors().size(); i++) {
            times.merge(List.of(product.factors().get(i), product.labels(i)), 1, Integer::sum);
        }
        boolean notNegative = times.entrySet().stream().allMatch(each -> each.getValue() % 2 == 0 || isNotNegative((Expression) each.getKey().getFirst()));
        return !notNegative ? Interval.ALL : product.coefficient().signum() < 0 ? Interval.NOT_NEGATIVE.negated() : Interval.NOT_NEGATIVE;
    }

    private Interval power(Power power) {
        Interval base = bounds(power.base());
        if (base.isPositive()) {
            return Interval.POSITIVE;
        }
        if (!(power.exponent() instanceof Constant c && c.value() instanceof Rational exponent)) {
            return base.isNotNegative() ? Interval.NOT_NEGATIVE : Interval.ALL;
        }
        if (exponent.isWhole() && exponent.numerator().testBit(0)) {
            return base.isNegative() ? Interval.POSITIVE.negated() : base.isNotNegative() ? Interval.NOT_NEGATIVE
                    : base.isNotPositive() ? Interval.NOT_NEGATIVE.negated() : odd(base, exponent);
        }
        boolean positive = isNonzero(power.base()) || exponent.signum() < 0;
        double most = exponent.signum() > 0 && exponent.isInt() && base.low() >= -1 && base.high() <= 1 ? 1 : Double.POSITIVE_INFINITY;
        return new Interval(0, most, positive, most != 1);
    }

    private static Interval odd(Interval base, Rational exponent) {
        return exponent.signum() > 0 && base.low() >= -1 && base.high() <= 1 ? Interval.of(-1, 1) : Interval.ALL;
    }

    /** Numbers that hold every value of a function. */
    static Interval range(Operator operator) {
        return RANGES.computeIfAbsent(operator, row -> interval(row.range(), Symbol.of("y")));
    }

    /** Whether an operand at which a function of one operand is defined certainly is a value of another function. */
    boolean isValueOf(Operator values, Expression operand, Operator of) {
        Assumptions defined = given(of.domain(), of.operands().getFirst(), operand).map(assumptions::and).orElse(assumptions);
        Assumptions more = operand instanceof Apply a ? given(a.operator().range(), "y", operand).map(defined::and).orElse(defined) : defined;
        return given(values.range(), "y", operand).map(new Facts(more)::proves).orElse(true);
    }

    // What a row says of its domain or range, of an expression; nothing where that is everything.
    private static Optional<Condition> given(String text, String variable, Expression expression) {
        return text.equals("true") ? Optional.empty()
                : Optional.of(Formulas.condition(text, Names.lenient()).map(side -> Substitution.replace(side, Map.of(Symbol.of(variable), expression))));
    }

    /** Whether a row says that every value of its function is whole. */
    static boolean hasWholeRange(Operator operator) {
        return WHOLE.computeIfAbsent(operator, row -> !row.range().equals("true") && parts(Formulas.condition(row.range(), Names.lenient())).stream()
                .anyMatch(part -> part instanceof Condition.Comparison c && Assumptions.NONE.andWhole(Symbol.of("y")).prove(c)
                        && !Assumptions.NONE.prove(c)));
    }

    private static List<Condition> parts(Condition condition) {
        return condition instanceof Condition.All all ? all.parts() : List.of(condition);
    }

    private static Interval interval(String text, Symbol variable) {
        return text.equals("true") ? Interval.ALL : interval(Formulas.condition(text, Names.lenient()), variable);
    }

    // A range is a conjunction of comparisons of a variable with numbers.
    private static Interval interval(Condition condition, Symbol variable) {
        Interval interval = Interval.ALL;
        for (Condition part : parts(condition)) {
            if (part instanceof Condition.Comparison c && c.left().equals(variable) && Sign.isNumber(c.right())) {
                interval = interval.and(outward(c.relation(), Evaluator.scalar(c.right(), Map.of())));
            } else if (part instanceof Condition.Comparison c && c.right().equals(variable) && Sign.isNumber(c.left())) {
                interval = interval.and(outward(c.relation().mirrored(), Evaluator.scalar(c.left(), Map.of())));
            }
        }
        return interval;
    }

    private static Interval outward(Condition.Relation relation, double value) {
        return Interval.related(relation, value == Math.rint(value) ? Interval.of(value, value) : Interval.around(value));
    }
}
