package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Equality;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An integral with parameters in the integrand or in the ends. An antiderivative that is proved to be continuous between the ends, for all values
 * that parameters may take, gives the value; at some of these it is held against quadrature.
 *
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v).
 */
final class ParametricIntegral {
    private static final int SAMPLES = 3;
    private static final int TRIED = 24;
    private static final double AGREEMENT = 1e-7;
    private static final double ROUNDING = 1e-12; // relative to the largest number on the way to a value

    private final Expression integrand;
    private final Symbol x;
    private final Expression from;
    private final Expression to;
    private final Assumptions assumptions;
    private final Budget budget;

    ParametricIntegral(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        this.integrand = integrand;
        this.x = x;
        this.from = from;
        this.to = to;
        this.assumptions = assumptions;
        this.budget = budget;
    }

    /** The value; nothing where no antiderivative is found. */
    Optional<DefiniteIntegral> value() {
        if (Parts.depends(from, x) || Parts.depends(to, x)) {
            throw FluxionException.unsupported("an integral whose ends depend on its own variable " + x.name());
        }
        Continuity continuity = new Continuity(x, from, to, assumptions, budget);
        return antiderivative(continuity).map(antiderivative -> value(antiderivative, continuity));
    }

    private DefiniteIntegral value(Integrals.Antiderivative first, Continuity continuity) {
        boolean smooth = continuity.conditions(first.expression()).filter(all -> all.stream().allMatch(continuity::holdsBetween)).isPresent();
        Integrals.Antiderivative found = smooth ? first : Integrals.withoutJumps(first, assumptions, budget).orElse(first);
        List<Condition> needed = continuity.conditions(found.expression())
                .orElseThrow(() -> FluxionException.unsupported("an integral with parameters whose antiderivative may jump: " + found.expression()));
        needed.stream().filter(condition -> !continuity.holdsBetween(condition)).findFirst().ifPresent(condition -> {
            throw FluxionException.unsupported("this integral needs " + shown(condition) + " for all " + x.name() + " between " + from + " and " + to
                    + ", which does not follow from what is assumed");
        });
        if (!continuity.hasValuesBetween(integrand)) {
            throw FluxionException.unsupported("an integral whose integrand may have no value somewhere between its ends");
        }
        EndValues ends = new EndValues(found.expression(), x, assumptions, budget, (end, value) -> needed.stream().allMatch(each -> continuity.holdsAt(each, end)));
        boolean known = continuity.order() != 0 || needed.stream().allMatch(each -> continuity.holdsAt(each, from) && continuity.holdsAt(each, to));
        if (!known) {
            throw FluxionException.unsupported("this integral depends on which of its ends is the larger one: assume it");
        }
        Expression value = Simplifier.simplify(ends.difference(from, to, continuity.order() >= 0), assumptions, budget).expression();
        found.conditions().forEach(condition -> requireBeyond(condition, value));
        return DefiniteIntegral.exact(value, found, agreeing(value));
    }

    // Between the ends more may be known of the integrand than elsewhere: signs of absolute values among it.
    private Optional<Integrals.Antiderivative> antiderivative(Continuity continuity) {
        Expression between = continuity.between(integrand);
        Optional<Integrals.Antiderivative> found = Integrals.find(integrand, x, assumptions, budget);
        return found.isPresent() || between.equals(integrand) ? found : Integrals.find(between, x, assumptions, budget);
    }

    // Where the antiderivative is not one, at a parameter of 0 for example, the value must be undefined, or right all the same.
    private void requireBeyond(Condition condition, Expression value) {
        if (!(condition instanceof Condition.Comparison(Condition.Relation relation, Expression left, Expression right)) || relation != Condition.Relation.NOT_EQUAL) {
            return;
        }
        Expression difference = Elementwise.difference(left, right);
        for (Symbol parameter : Substitution.variables(difference)) {
            Optional<Parts.Linear> linear = Parts.linear(difference, parameter, budget);
            if (linear.isPresent()) {
                Map<Expression, Expression> excluded = Map.of(parameter, linear.get().inverse(Constant.ZERO));
                if (isDefined(value, excluded) && !isValue(Substitution.replace(value, excluded), excluded)) {
                    throw FluxionException.unsupported("this integral depends on whether " + shown(condition) + ": assume it");
                }
                return;
            }
        }
    }

    private static boolean isDefined(Expression value, Map<Expression, Expression> at) {
        try {
            return Topology.of(Substitution.replace(value, at)).nodes().stream().noneMatch(node -> node instanceof Constant c && !Double.isFinite(c.value().doubleValue()));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN); // a division by zero
            return false;
        }
    }

    private boolean isValue(Expression value, Map<Expression, Expression> excluded) {
        try {
            Expression there = DefiniteIntegral.of(Substitution.replace(integrand, excluded), x, Substitution.replace(from, excluded), Substitution.replace(to, excluded),
                    assumptions, budget).value();
            return Equality.of(there, value, assumptions, budget) instanceof Equality.Equal;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
            return false;
        }
    }

    private static String shown(Condition condition) {
        return TreeText.of(Presenter.tree(condition));
    }

    // A value that quadrature contradicts at some parameters is none.
    private int agreeing(Expression value) {
        List<Symbol> parameters = Stream.of(integrand, from, to).flatMap(part -> Substitution.variables(part).stream()).distinct()
                .filter(symbol -> !symbol.equals(x)).toList();
        int compared = 0;
        for (int trial = 1; trial <= TRIED && compared < SAMPLES; trial++) {
            Map<String, Double> at = new HashMap<>();
            for (int i = 0; i < parameters.size(); i++) {
                double candidate = (trial % 2 == 0 ? -1 : 1) * (0.3 + (trial * 0.6180339887498949 + i * 0.2360679774997897) % 1 * 2.5);
                at.put(parameters.get(i).name(), assumptions.inside(parameters.get(i), candidate));
            }
            if (assumptions.allow(at) && compare(value, at)) {
                compared++;
            }
        }
        return compared;
    }

    private boolean compare(Expression value, Map<String, Double> at) {
        Map<Expression, Expression> numbers = new HashMap<>();
        at.forEach((name, number) -> numbers.put(Symbol.of(name), Constant.of(Rational.of(BigDecimal.valueOf(number)))));
        ScalarValues values = new ScalarValues(value);
        double exact = values.at(at);
        Optional<Quadrature.Result> numeric;
        try {
            numeric = new NumberIntegral(Substitution.replace(integrand, numbers), x, Substitution.replace(from, numbers), Substitution.replace(to, numbers),
                    assumptions, budget).quadrature();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
            return false;
        }
        if (numeric.isEmpty() || !Double.isFinite(exact)) {
            return false;
        }
        if (Math.abs(exact - numeric.get().value()) > AGREEMENT * numeric.get().size() + numeric.get().error() + ROUNDING * values.magnitude()) {
            throw FluxionException.unsupported("an integral for which an antiderivative and the numeric value at some parameters differ");
        }
        return true;
    }
}
