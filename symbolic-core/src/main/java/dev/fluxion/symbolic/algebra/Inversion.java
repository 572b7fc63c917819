package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
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
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Candidates for the zeros of an expression: all zeros are among them. Factors are solved one by one; one kernel at a time is solved for and
 * inverted, or eliminated.
 *
 * <p>Source: inverse functions, DLMF §4.23 and §4.37; elimination by resultants, J. von zur Gathen, J. Gerhard, Modern Computer Algebra (3rd
 * ed., 2013), chapter 6.
 */
final class Inversion {
    private static final int DEEPEST = 8;
    private static final long WORK_OF_FACTORING = 300_000;

    private final Symbol x;
    private final Periods periods;
    private final Assumptions assumptions;
    private final Budget budget;
    private final Set<Condition> conditions = new LinkedHashSet<>();
    private final Set<Expression> divisors = new LinkedHashSet<>();
    private final SolveTrace trace;
    private boolean basesMayBeNegative;
    private int depth;

    Inversion(Symbol x, Optional<Equations.Interval> interval, Assumptions assumptions, Budget budget) {
        this(x, interval, assumptions, budget, SolveTrace.NONE);
    }

    Inversion(Symbol x, Optional<Equations.Interval> interval, Assumptions assumptions, Budget budget, SolveTrace trace) {
        this.trace = trace;
        this.x = x;
        this.periods = new Periods(x, interval, budget);
        this.assumptions = assumptions;
        this.budget = budget;
    }

    /** Whether no member of a periodic family was left out, and no whole power of a parameter that may be negative. */
    boolean isComplete() {
        return periods.isComplete() && !basesMayBeNegative;
    }

    /** Whether angles of periodic functions are among the candidates. */
    boolean isPeriodic() {
        return periods.isUsed();
    }

    /** What must not be 0 for all zeros to be among the candidates: first coefficients of polynomials, and factors without the unknown. */
    List<Expression> divisors() {
        return List.copyOf(divisors);
    }

    /** Conditions on parameters that functions which were inverted ask of their values. */
    List<Condition> conditions() {
        return List.copyOf(conditions);
    }

    /** Candidates, or nothing if some zeros cannot be found. */
    Optional<List<Expression>> zeros(Expression f) {
        if (!Parts.depends(f, x)) {
            return sign(f).filter(sign -> sign != 0).map(sign -> List.of());
        }
        if (depth >= DEEPEST) {
            return Optional.empty();
        }
        depth++;
        Optional<List<Expression>> found = cases(f);
        depth--;
        return found;
    }

    private Optional<List<Expression>> all(List<Expression> functions, Consumer<Expression> said) {
        Set<Expression> roots = new LinkedHashSet<>();
        for (Expression f : functions) {
            said.accept(f);
            Optional<List<Expression>> some = zeros(f); // nothing for a form that is 0 itself: it may hold on an interval
            if (some.isEmpty()) {
                return some;
            }
            roots.addAll(some.get());
        }
        return Optional.of(new ArrayList<>(roots));
    }

    // Absolute values and cases: every form that the expression takes somewhere.
    private Optional<List<Expression>> cases(Expression written) {
        Expression f = FormulaTable.MODULI.applied(written);
        trace.rewritten("by absolute values", written, f);
        for (Expression node : Topology.of(f).nodes()) {
            if (node instanceof Apply a && a.operator() == Stepwise.ABSOLUTE && Parts.depends(node, x)) {
                Optional<List<Expression>> both = signs(f, a);
                both.ifPresent(roots -> roots.forEach(root -> at(a.operand(), root)));
                return both;
            }
            if (node instanceof Piecewise p && Parts.depends(node, x)) {
                List<Expression> forms = new ArrayList<>();
                p.cases().forEach(each -> forms.add(replaced(f, node, each.value())));
                forms.add(replaced(f, node, p.otherwise()));
                return all(forms, form -> { });
            }
        }
        return factors(Parts.withPlainExponentials(f));
    }

    private Optional<List<Expression>> signs(Expression f, Apply absolute) {
        Optional<KernelValues> sizes = KernelValues.of(f, absolute, Parts.fresh(f, x), x, budget);
        if (sizes.isPresent() && sizes.get().values().stream().allMatch(size -> FunctionRange.excludes(absolute, size, assumptions))) {
            sizes.get().tell(f, trace, budget);
            return inverses(absolute, sizes.get().values());
        }
        Expression opposite = Elementwise.negate(absolute.operand());
        trace.found("one case: what is between the bars is not negative", absolute, absolute.operand());
        Optional<List<Expression>> first = zeros(replaced(f, absolute, absolute.operand()));
        trace.found("the other case: it is negative", absolute, opposite);
        return first.isEmpty() ? first : zeros(replaced(f, absolute, opposite))
                .map(second -> List.copyOf(new LinkedHashSet<>(java.util.stream.Stream.concat(first.get().stream(), second.stream()).toList())));
    }

    private static Expression replaced(Expression f, Expression part, Expression by) {
        return Substitution.replace(f, Map.of(part, by));
    }

    private Optional<List<Expression>> factors(Expression f) {
        Optional<UnivariateRing> ring = UnivariateRing.of(x, budget, List.of(f));
        if (ring.isPresent()) {
            Univariate numerator = ring.get().quotient(f).numerator();
            trace.rational(f, x, numerator, new Roots(budget));
            numerator.coefficients().reversed().stream().limit(1).forEach(divisors::add);
            return numerator.isZero() ? Optional.empty() : new Roots(budget).of(numerator);
        }
        Expression factored = Product.of(Parts.factors(f).stream().map(this::factored).toList());
        List<Expression> above = Parts.factors(factored).stream().filter(factor -> Parts.depends(factor, x) && !isBelow(factor)).toList();
        Parts.factors(factored).stream().filter(factor -> !Parts.depends(factor, x) && !isBelow(factor)).forEach(divisors::add);
        if (factored.equals(Constant.ZERO)) {
            return Optional.empty();
        }
        if (above.size() > 1) {
            trace.rewritten("factors, one of which must be 0", f, factored);
        }
        Set<Expression> roots = new LinkedHashSet<>();
        for (Expression factor : above) {
            boolean power = Parts.wholeExponent(factor) > 1 || factor instanceof Power p && p.exponent() instanceof Constant;
            Expression base = power ? Parts.base(factor) : factor;
            Optional<List<Expression>> some = UnivariateRing.of(x, budget, List.of(base)).isPresent() ? zeros(base) : kernels(base);
            if (some.isEmpty()) {
                return some;
            }
            roots.addAll(some.get());
        }
        return Optional.of(new ArrayList<>(roots));
    }

    // As it is where factoring takes too long.
    private Expression factored(Expression f) {
        return Parts.depends(f, x) && !isBelow(f) ? budget.attempt(WORK_OF_FACTORING, part -> Polynomials.factor(f, part)).orElse(f) : f;
    }

    private static boolean isBelow(Expression factor) {
        return factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0;
    }

    private Optional<List<Expression>> kernels(Expression f) {
        if (f instanceof Apply a && a.operator() == Elementary.EXPONENTIAL) {
            return Optional.of(List.of()); // never 0
        }
        if (f instanceof Power p && !Parts.depends(p.base(), x)) {
            divisors.add(p.base());
            return isZero(p.base()) ? Optional.empty() : Optional.of(List.of());
        }
        return bySingleKernel(f).or(() -> byExponents(f)).or(() -> byCommonBase(f)).or(() -> byLogarithms(f)).or(() -> byRoot(f)).or(() -> byAngle(f));
    }

    // f is a rational function of one kernel that holds all of x.
    private Optional<List<Expression>> bySingleKernel(Expression f) {
        Symbol u = Parts.fresh(f, x);
        for (Expression kernel : Kernel.candidates(f, x)) {
            Optional<KernelValues> found = KernelValues.of(f, kernel, u, x, budget);
            if (found.isPresent()) {
                found.get().tell(f, trace, budget);
                found.get().numerator().coefficients().reversed().stream().limit(1).forEach(divisors::add);
                return inverses(kernel, found.get().values());
            }
        }
        return Optional.empty();
    }

    private Optional<List<Expression>> byCommonBase(Expression f) {
        return CommonBase.quotient(f, x, budget).flatMap(quotient -> {
            trace.found("divided by the largest power", quotient, Constant.ZERO);
            return bySingleKernel(quotient);
        });
    }

    private Optional<List<Expression>> inverses(Expression kernel, List<Expression> values) {
        Set<Expression> roots = new LinkedHashSet<>();
        for (Expression found : values) {
            Expression value = Substitution.variables(found).isEmpty() ? Simplifier.tidy(found, assumptions, budget) : found;
            Optional<List<Expression>> some = inverse(kernel, value);
            if (some.isEmpty()) {
                return some;
            }
            some.filter(List::isEmpty).ifPresent(none -> trace.outOfRange(kernel, value));
            roots.addAll(some.get());
        }
        return Optional.of(new ArrayList<>(roots));
    }

    // kernel(x) = value
    private Optional<List<Expression>> inverse(Expression kernel, Expression value) {
        if (kernel instanceof Power p && !Parts.depends(p.base(), x)) {
            return exponent(p, value);
        }
        if (kernel instanceof Power p && p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.signum() > 0) {
            // u^(p/q) = value needs u^p = value^q, and no negative value
            conditions.add(Condition.compare(Condition.Relation.GREATER_EQUAL, value, Constant.ZERO));
            Expression power = Power.of(p.base(), Constant.of(Rational.of(r.numerator(), java.math.BigInteger.ONE)));
            Expression raised = Power.of(value, r.denominator().longValueExact());
            trace.found(SolveTrace.BACK, kernel, value);
            trace.found(SolveTrace.raised(r.denominator().intValueExact()), power, raised);
            return zeros(Elementwise.difference(power, raised));
        }
        if (kernel instanceof Apply function && FunctionRange.excludes(function, value, assumptions)) {
            trace.found(SolveTrace.BACK, function, value);
            return Optional.of(List.of());
        }
        if (!(kernel instanceof Apply apply) || apply.operands().size() != 1) {
            return Optional.empty();
        }
        require(apply.operator(), value);
        trace.found(SolveTrace.BACK, apply, value);
        if (apply.operator() == Elementary.SINE || apply.operator() == Elementary.COSINE || apply.operator() == Elementary.TANGENT) {
            return periods.angles(apply, value).flatMap(angles -> all(angles, zero -> trace.angle(apply, zero)));
        }
        if (apply.operator() == Elementary.EXPONENTIAL && !positive(value)) {
            return none(value);
        }
        if (apply.operator() == Elementary.HYPERBOLIC_COSINE) {
            Expression root = Apply.of(apply.operator().inverse().orElseThrow(), value);
            return defined(root) ? all(List.of(Elementwise.difference(apply.operand(), root), Elementwise.sum(apply.operand(), root)), zero -> { })
                    : Optional.of(List.of());
        }
        Optional<Expression> inverse = FormulaTable.INVERSIONS.of((Apply) Apply.of(apply.operator(), value));
        if (inverse.isPresent()) {
            inverse.filter(Inversion::defined).ifPresent(back -> trace.found(SolveTrace.inverse(apply.operator()), apply.operand(), back));
            return defined(inverse.get()) ? zeros(Elementwise.difference(apply.operand(), inverse.get())) : Optional.of(List.of());
        }
        return Optional.empty();
    }

    private boolean isZero(Expression base) {
        return sign(base).filter(sign -> sign == 0).isPresent();
    }

    // Powers of a base with parameters are real for all exponents where it is positive; of 1 they are all the same.
    private void takePositive(Expression base) {
        if (!Substitution.variables(base).isEmpty()) {
            conditions.add(Condition.compare(Condition.Relation.GREATER, base, Constant.ZERO));
            basesMayBeNegative |= assumptions.sign(base) <= 0;
            divisors.add(Elementwise.difference(base, Constant.ONE));
        }
    }

    // b^u = value; of a negative base only whole powers are real, and among the solutions for its size
    private Optional<List<Expression>> exponent(Power power, Expression value) {
        Expression base = power.base();
        boolean negative = sign(base).filter(sign -> sign < 0).isPresent();
        if (negative && sign(value).isPresent()) {
            Expression size = Elementwise.negate(base);
            boolean unit = sign(Elementwise.difference(size, Constant.ONE)).filter(sign -> sign != 0).isEmpty();
            return unit ? Optional.empty() : exponent(size, power.exponent(), sign(value).get() < 0 ? Elementwise.negate(value) : value);
        }
        if (negative || isZero(base) || Substitution.variables(base).isEmpty() && sign(base).isEmpty()) {
            return Optional.empty();
        }
        takePositive(base);
        return positive(value) ? exponent(base, power.exponent(), value) : none(value);
    }

    private Optional<List<Expression>> exponent(Expression base, Expression exponent, Expression value) {
        if (value.equals(Constant.ZERO)) {
            return Optional.of(List.of());
        }
        Expression quotient = Elementwise.quotient(Apply.of(Elementary.LOGARITHM, value), Apply.of(Elementary.LOGARITHM, base));
        trace.found(SolveTrace.BACK, Power.of(base, exponent), value);
        trace.found(SolveTrace.inverse(Elementary.EXPONENTIAL), exponent, quotient);
        return zeros(Elementwise.difference(exponent, quotient));
    }

    // Where an absolute value was taken apart, its operand has one sign or the other at a root.
    private void at(Expression operand, Expression root) {
        if (!Substitution.variables(root).isEmpty()) {
            Expression value = replaced(operand, x, root);
            conditions.add(Condition.compare(Condition.Relation.GREATER_EQUAL, value, Constant.ZERO));
            conditions.add(Condition.compare(Condition.Relation.LESS_EQUAL, value, Constant.ZERO));
        }
    }

    private void require(Operator operator, Expression value) {
        if (!operator.range().equals("true") && !Substitution.variables(value).isEmpty()) {
            conditions.add(FunctionRange.of(operator, value));
        }
    }

    private Optional<Integer> sign(Expression value) {
        return NumberSign.of(value, budget).or(() -> Optional.of(assumptions.sign(value)).filter(sign -> sign != 0));
    }

    private boolean positive(Expression value) {
        return sign(value).map(sign -> sign > 0).orElse(!Substitution.variables(value).isEmpty());
    }

    // A positive value has no logarithm only if its sign is not certain.
    private Optional<List<Expression>> none(Expression value) {
        return sign(value).isPresent() ? Optional.of(List.of()) : Optional.empty();
    }

    private static boolean defined(Expression number) {
        return !Substitution.variables(number).isEmpty()
                || PreciseValues.existence(number, Map.of()) != PreciseValues.Existence.UNDEFINED;
    }

    // a*b^u + c*d^v with two terms of opposite signs: the logarithms of their sizes agree.
    private Optional<List<Expression>> byExponents(Expression f) {
        Expression expanded = Polynomials.expand(f, budget);
        if (!(expanded instanceof Sum s) || s.terms().size() != 2) {
            return Optional.empty();
        }
        List<PowerTerm> terms = s.terms().stream().flatMap(term -> PowerTerm.of(term, x, this::sign).stream()).toList();
        if (terms.size() < 2) {
            return Optional.empty();
        }
        terms.forEach(term -> term.bases().forEach(this::takePositive));
        PowerTerm first = terms.getFirst();
        PowerTerm second = terms.getLast();
        return first.sign() == second.sign() ? Optional.of(List.of()) : zeros(Elementwise.difference(first.logarithm(), second.logarithm()));
    }

    private Optional<List<Expression>> byLogarithms(Expression f) {
        Optional<JoinedLogarithms> logarithms = JoinedLogarithms.of(f, x, budget);
        logarithms.ifPresent(joined -> trace.found("logarithms joined", joined.product(), joined.value()));
        return logarithms.flatMap(joined -> zeros(Elementwise.difference(joined.product(), joined.value())));
    }

    private Optional<List<Expression>> byRoot(Expression f) {
        return RootElimination.of(f, Kernel.candidates(f, x), x, budget).flatMap(eliminated -> {
            trace.eliminated(eliminated);
            Optional<List<Expression>> roots = eliminated.result().equals(Constant.ZERO) ? Optional.empty() : zeros(eliminated.result());
            roots.ifPresent(found -> eliminated.conditions(found, x, budget).forEach(conditions::add));
            return roots;
        });
    }

    // Sines and cosines of multiples of one angle: a polynomial in the tangent of half of it, and the angle pi.
    private Optional<List<Expression>> byAngle(Expression f) {
        return Angles.of(f, x, budget).flatMap(angles -> angles.lowered(budget).flatMap(lowered -> {
            trace.rewritten(lowered.rule(), f, lowered.plain());
            return zeros(lowered.plain());
        }).or(() -> byHalfTangent(f, angles)));
    }

    private Optional<List<Expression>> byHalfTangent(Expression f, Angles angles) {
        Symbol t = Parts.fresh(f, x);
        Expression rational = angles.byHalfTangent(t);
        Optional<UnivariateRing> ring = UnivariateRing.of(t, budget, List.of(rational));
        Optional<List<Expression>> tangents = ring.flatMap(each -> new Roots(budget).of(each.quotient(rational).numerator()));
        tangents.ifPresent(values -> trace.byHalfTangent(f, rational, t, angles.angle(), values));
        return tangents.flatMap(values -> all(periods.halfAngles(angles.angle(), values), zero -> trace.halfAngle(angles.angle(), zero)));
    }
}
