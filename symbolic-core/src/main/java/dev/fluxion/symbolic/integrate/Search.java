package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
            RationalMethods::roots, JoinedRoots::solve, QuadraticRoots::solve, HalfAngles::solve,
            ByParts::solve, Substitutions::inverse, RationalMethods::hyperbolic, Kernels::solve);

    // One rule a line: what METHODS do at once is taken apart.
    private static final List<Method> TEXTBOOK = List.of(BasicMethods::constant, BasicMethods::factor, BasicMethods::power, TextbookParts::table, BasicMethods::sum,
            Substitutions::derivativeDivides, TextbookFractions::solve, TextbookWaves::solve, TextbookWaves::ofLogarithm, TextbookParts::solve,
            TextbookParts::wave, TextbookRoots::solve, TextbookBells::solve, RationalMethods::roots);
    private static final int DEEPEST_TEXTBOOK = 14;

    private final Signs signs;
    private final List<Method> methods;
    private final int deepest;
    private final Map<Goal, Optional<Solution>> known = new HashMap<>();
    private int depth;
    private boolean hopeless;
    private Expression whole = Constant.ONE;

    Search(Assumptions assumptions, Budget budget) {
        this(assumptions, budget, METHODS, DEEPEST);
    }

    private Search(Assumptions assumptions, Budget budget, List<Method> methods, int deepest) {
        this.signs = new Signs(assumptions, budget);
        this.methods = methods;
        this.deepest = deepest;
    }

    /** One that goes as a textbook does, and only where that leads to nothing as {@link #METHODS} do. */
    static Search textbook(Assumptions assumptions, Budget budget) {
        return new Search(assumptions, budget, Stream.concat(TEXTBOOK.stream(), METHODS.stream()).toList(), DEEPEST_TEXTBOOK);
    }

    Signs signs() {
        return signs;
    }

    /** A symbol for a substitution: none that the goal has, nor any that was in front of it in what was asked. */
    Symbol fresh(Expression goal) {
        return Parts.fresh(goal, whole);
    }

    /** Whether a name stands for something in the goal or in what was asked. */
    boolean isTaken(String name, Expression goal) {
        return Parts.depends(goal, Symbol.of(name)) || Parts.depends(whole, Symbol.of(name));
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
        if (depth >= deepest || known.size() > MOST_GOALS) {
            return Optional.empty();
        }
        budget().tick(1);
        whole = depth == 0 ? Product.of(integrand, x) : whole;
        known.put(goal, Optional.empty());
        this.depth++;
        Optional<Solution> found = Optional.empty();
        int depth = this.depth;
        boolean none = false;
        for (int i = 0; i < methods.size() && found.isEmpty() && !none; i++) {
            hopeless = false;
            found = attempt(methods.get(i), integrand, x).filter(solution -> stands(solution, depth));
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
