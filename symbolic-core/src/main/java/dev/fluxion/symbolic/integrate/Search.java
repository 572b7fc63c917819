package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries the methods in turn, each integrand once. A method that asks for an integrand that is already being worked on gets nothing, so that
 * the search ends.
 */
final class Search {
    private record Goal(Expression integrand, Symbol variable) {}

    private static final int DEEPEST = 7;
    private static final int MOST_GOALS = 250;
    private static final int TRIALS = 120;
    private static final int FEW_TRIALS = 24;

    // From what a textbook tries first to what always works for its class.
    private static final List<Method> METHODS = List.of(BasicMethods::constant, BasicMethods::power, BasicMethods::factor, BasicMethods::table,
            RationalMethods::rational, Moduli::solve, Staircases::solve, ExponentialAnsatz::oneTerm, BasicMethods::linearity, Substitutions::derivativeDivides,
            ExponentialAnsatz::solve, Oscillations::solve, Gaussians::solve, RationalMethods::powers, Circular::solve, RationalMethods::exponentials,
            RationalMethods::roots, JoinedRoots::solve, QuadraticRoots::solve,
            ByParts::solve, Substitutions::inverse, RationalMethods::hyperbolic, Kernels::solve);

    private final Signs signs;
    private final Map<Goal, Optional<Solution>> known = new HashMap<>();
    private int depth;
    private boolean hopeless;

    Search(Assumptions assumptions, Budget budget) {
        this.signs = new Signs(assumptions, budget);
    }

    Signs signs() {
        return signs;
    }

    /** How many goals the present one serves, itself included. */
    int depth() {
        return depth;
    }

    /** Rules out an elementary antiderivative of the present goal, so that no other method is tried. Of parameters it may depend whether there is one. */
    void ruleOut(Expression integrand) {
        hopeless = Substitution.variables(integrand).size() == 1;
    }

    Budget budget() {
        return signs.budget();
    }

    Optional<Solution> solve(Expression written, Symbol x) {
        Expression integrand = Parts.withPlainExponentials(written);
        Goal goal = new Goal(integrand, x);
        Optional<Solution> memo = known.get(goal);
        if (memo != null) {
            return memo;
        }
        if (depth >= DEEPEST || known.size() > MOST_GOALS) {
            return Optional.empty();
        }
        budget().tick(1);
        known.put(goal, Optional.empty());
        this.depth++;
        Optional<Solution> found = Optional.empty();
        int depth = this.depth;
        boolean none = false;
        for (int i = 0; i < METHODS.size() && found.isEmpty() && !none; i++) {
            hopeless = false;
            found = attempt(METHODS.get(i), integrand, x).filter(solution -> stands(solution, depth));
            none = hopeless;
        }
        hopeless = false;
        this.depth--;
        known.put(goal, found);
        return found;
    }

    // What a method proposes is held against the integrand before it is used.
    private boolean stands(Solution solution, int depth) {
        Expression value = signs.tidy(solution.value());
        return new AntiderivativeCheck(solution.integrand(), solution.variable(), signs).holds(value, depth > 1 ? FEW_TRIALS : TRIALS);
    }

    private Optional<Solution> attempt(Method method, Expression integrand, Symbol x) {
        try {
            return method.solve(integrand, x, this);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }
}
