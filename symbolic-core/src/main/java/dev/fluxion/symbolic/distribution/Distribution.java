package dev.fluxion.symbolic.distribution;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row of the table of distributions: everything the system knows of a family, as formulas of the language over its parameters.
 *
 * <p>Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), chapter
 * 26.
 *
 * @param name the family's name in the language
 * @param parameters the names of its parameters, in order
 * @param formulas by what they give
 * @param conditions what the parameters must meet, by the words for it
 * @param edges values of the log density at single points
 */
public record Distribution(String name, List<String> parameters, Map<Formula, Tree> formulas, Map<String, Tree> conditions, List<Edge> edges) {
    /** What a formula of a row gives. */
    public enum Formula {
        /** Whether the values are whole numbers. */
        WHOLE,
        /** Where the density or mass is positive. */
        SUPPORT,
        /** Where the distribution function is 0. */
        BELOW,
        /** Where the distribution function is 1. */
        ABOVE,
        /** The logarithm of the density or mass on the support. */
        LOGPDF,
        /** The density or mass on the support, if it is not best had from its logarithm. */
        PDF,
        /** The distribution function between what is below and above. */
        CDF,
        /** The inverse of the distribution function. */
        QUANTILE,
        /** The expectation. */
        MEAN,
        /** The variance, or the matrix of covariances. */
        VARIANCE,
        /** The differential entropy, or the entropy, in nats. */
        ENTROPY,
        /** The divergence from a member of the same family. */
        KL
    }

    /** The log density at points where the general formula has no value. */
    public record Edge(Tree condition, Tree value) {}

    /** Copies. */
    public Distribution {
        parameters = List.copyOf(parameters);
        formulas = Map.copyOf(formulas);
        conditions = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(conditions));
        edges = List.copyOf(edges);
    }

    /** A formula, if the family has one in closed form. */
    public Optional<Tree> formula(Formula which) {
        return Optional.ofNullable(formulas.get(which));
    }

    /** Whether the values are whole numbers, so that probabilities are sums. */
    public boolean isDiscrete() {
        return formulas.containsKey(Formula.WHOLE);
    }

    static Tree tree(String name, String text) {
        return Budget.apart(() -> Reader.expression(new Source(name, text)));
    }
}
