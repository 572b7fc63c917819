package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.distribution.Distribution;
import dev.fluxion.symbolic.distribution.Distribution.Formula;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formulas of one row of the table of distributions at given parameters. */
final class RowFormula {
    private static final Expression MINUS_INFINITY = Elementwise.negate(Symbol.INFINITY);

    private final Distribution row;
    private final List<Expression> parameters;

    RowFormula(Distribution row, List<Expression> parameters) {
        this.row = row;
        this.parameters = List.copyOf(parameters);
    }

    Distribution row() {
        return row;
    }

    /** Whether every parameter is a number. */
    boolean isNumeric() {
        return parameters.stream().allMatch(parameter -> Substitution.variables(parameter).isEmpty());
    }

    /** A formula of the language over values, read with what rows may use. */
    static Typed text(String text, Map<String, Typed> values) {
        return reader(values).read(Reader.expression(new Source("formula", text)));
    }

    private static Elaborator reader(Map<String, Typed> values) {
        Scope scope = Names.lenient().with(values);
        return new Elaborator(scope, RowVocabulary.INSTANCE);
    }

    private Map<String, Typed> named(String suffix) {
        Map<String, Typed> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            values.put(row.parameters().get(i) + suffix, Typed.of(parameters.get(i)));
        }
        return values;
    }

    private Elaborator with(String name, Typed value) {
        Map<String, Typed> values = named("");
        values.put(name, value);
        return reader(values);
    }

    /** Refuses numbers that are no parameters of this family. */
    void requireValid(Span span) {
        row.conditions().forEach((words, tree) -> {
            Condition condition = condition(reader(named("")), tree);
            if (isNumeric() && !holds(condition)) {
                throw DistributionForms.problem(Diagnostic.Code.DOMAIN, "'" + row.name() + "' needs " + words + ", but this is " + this, span, "");
            }
        });
    }

    private static boolean holds(Condition condition) {
        Expression indicator = Piecewise.of(List.of(new Piecewise.Case(condition, Constant.ONE)), Constant.ZERO);
        return Arrays.stream(Evaluator.evaluate(indicator, Map.of()).entries()).allMatch(entry -> entry == 1);
    }

    /** A formula over the parameters alone, if the family has it. */
    Optional<Typed> formula(Formula which) {
        return row.formula(which).map(tree -> read(reader(named("")), tree));
    }

    private static Typed read(Elaborator elaborator, Tree tree) {
        try {
            return elaborator.read(tree);
        } catch (FluxionException e) {
            throw e.at(Span.NONE);
        }
    }

    private Tree required(Formula which, String what) {
        return row.formula(which).orElseThrow(() -> FluxionException.unsupported("the " + what + " of '" + row.name() + "'"));
    }

    /** The density or mass at {@code x}, 0 outside the support. */
    Typed density(Typed x) {
        Elaborator elaborator = with("x", x);
        Typed inside = row.formula(Formula.PDF).map(tree -> read(elaborator, tree)).orElseGet(() -> {
            Typed log = read(elaborator, required(Formula.LOGPDF, "density"));
            return log.with(Apply.of(Elementary.EXPONENTIAL, log.expression()));
        });
        return farOut(x, supported(elaborator, inside, true), Constant.ZERO, Constant.ZERO);
    }

    /** Its logarithm, −∞ outside the support. */
    Typed logDensity(Typed x) {
        Elaborator elaborator = with("x", x);
        return farOut(x, supported(elaborator, read(elaborator, required(Formula.LOGPDF, "density")), false), MINUS_INFINITY, MINUS_INFINITY);
    }

    // At infinity terms of a formula may be infinite on both sides, as in x*log(rate) - lgamma(x + 1).
    private static Typed farOut(Typed x, Typed value, Expression below, Expression above) {
        boolean far = x.expression().equals(Symbol.INFINITY) || x.expression().equals(MINUS_INFINITY);
        return far ? value.with(Elementwise.fill(x.expression().equals(Symbol.INFINITY) ? above : below, value.shape())) : value;
    }

    private Typed supported(Elaborator elaborator, Typed inside, boolean exponential) {
        List<Piecewise.Case> cases = new ArrayList<>();
        for (Distribution.Edge edge : row.edges()) {
            Expression value = read(elaborator, edge.value()).expression();
            cases.add(new Piecewise.Case(condition(elaborator, edge.condition()), exponential ? Apply.of(Elementary.EXPONENTIAL, value) : value));
        }
        Optional<Tree> support = row.formula(Formula.SUPPORT);
        if (support.isEmpty()) {
            return inside;
        }
        cases.add(new Piecewise.Case(condition(elaborator, support.get()), inside.expression()));
        return inside.with(Piecewise.of(cases, exponential ? Constant.ZERO : MINUS_INFINITY));
    }

    private static Condition condition(Elaborator elaborator, Tree tree) {
        try {
            return elaborator.condition(tree);
        } catch (FluxionException e) {
            throw e.at(Span.NONE);
        }
    }

    /** The probability of not exceeding {@code x}. */
    Typed cumulative(Typed x) {
        if (row.formula(Formula.CDF).isEmpty() && x.rank() == 1) {
            return Typed.of(Constant.inexact(inTwoDimensions(x.expression())));
        }
        Elaborator elaborator = with("x", x);
        Typed inside = read(elaborator, required(Formula.CDF, "distribution function"));
        List<Piecewise.Case> cases = new ArrayList<>();
        row.formula(Formula.BELOW).ifPresent(below -> cases.add(new Piecewise.Case(condition(elaborator, below), Constant.ZERO)));
        row.formula(Formula.ABOVE).ifPresent(above -> cases.add(new Piecewise.Case(condition(elaborator, above), Constant.ONE)));
        return farOut(x, inside.with(Piecewise.of(cases, inside.expression())), Constant.ZERO, Constant.ONE);
    }

    private double inTwoDimensions(Expression x) {
        if (!isNumeric() || !Substitution.variables(x).isEmpty()) {
            throw FluxionException.unsupported("the distribution function of '" + row.name() + "' of what is no number: it has no closed form");
        }
        double[] bounds = Evaluator.evaluate(x, Map.of()).entries();
        double[] means = Evaluator.evaluate(formula(Formula.MEAN).orElseThrow().expression(), Map.of()).entries();
        double[] covariances = Evaluator.evaluate(formula(Formula.VARIANCE).orElseThrow().expression(), Map.of()).entries();
        if (means.length != 2 || bounds.length != 2) {
            throw FluxionException.unsupported("the distribution function of '" + row.name() + "' except in two dimensions");
        }
        double first = Math.sqrt(covariances[0]);
        double second = Math.sqrt(covariances[3]);
        return BivariateNormal.probability((bounds[0] - means[0]) / first, (bounds[1] - means[1]) / second, covariances[1] / first / second);
    }

    /** The least value that is not exceeded with the given probability. */
    Typed quantile(Typed level) {
        Elaborator elaborator = with("level", level);
        Typed inside = read(elaborator, required(Formula.QUANTILE, "quantile"));
        Condition isLevel = Condition.all(List.of(Condition.compare(Condition.Relation.GREATER_EQUAL, level.expression(), Constant.ZERO),
                Condition.compare(Condition.Relation.LESS_EQUAL, level.expression(), Constant.ONE)));
        if (isLevel.equals(Condition.FALSE)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "a probability lies between 0 and 1, but this is " + level.expression(),
                    Span.NONE));
        }
        return inside.with(Piecewise.of(List.of(new Piecewise.Case(isLevel, inside.expression())), Constant.inexact(Double.NaN)));
    }

    /** The Kullback–Leibler divergence from a member of the same family in closed form, if there is one. */
    Optional<Typed> divergence(RowFormula from) {
        if (!from.row.equals(row)) {
            return Optional.empty();
        }
        Map<String, Typed> values = named("");
        values.putAll(from.named("_q"));
        return row.formula(Formula.KL).map(tree -> read(reader(values), tree));
    }

    /** The distribution as it is written. */
    @Override
    public String toString() {
        return Call.of(row.name(), parameters).toString();
    }
}
