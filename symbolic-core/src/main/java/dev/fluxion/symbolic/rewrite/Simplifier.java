package dev.fluxion.symbolic.rewrite;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Structure;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.WrittenTensors;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Squares;
import dev.fluxion.symbolic.print.Operations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes expressions shorter without changing their value at any real point where they are defined. Rules and polynomial algebra propose equal
 * forms; the one with the fewest {@linkplain Operations operations} wins, ties go to the shorter text and then to structural order.
 *
 * <p>Source: length as the measure of simplicity, J. Carette, Understanding Expression Simplification (ISSAC 2004).
 */
public final class Simplifier {
    /**
     * A simplified expression.
     *
     * @param expression the shortest form found
     * @param steps the rewritings that led to it, in order
     * @param enlargement where it equals what was simplified: what that asks for and the shorter form does not, beyond the assumptions
     */
    public record Result(Expression expression, List<RuleStep> steps, Condition enlargement) {
        /** Copies. */
        public Result {
            steps = List.copyOf(steps);
        }

        private Result(Expression expression, List<RuleStep> steps) {
            this(expression, steps, Condition.TRUE);
        }

        private Result recorded(Expression given, Assumptions assumptions) {
            return new Result(expression, steps.stream().map(step -> step.recorded(assumptions)).toList(), Domains.lost(given, expression, assumptions));
        }
    }

    private static final int MOST_PASSES = 4;
    private static final long WORK_BEFORE_LAST_PASS = 200_000; // a pass over what took more would take too long
    private static final int MOST_ROUNDS = 4;
    private static final int LARGEST_FOR_ALGEBRA = 400; // operations; beyond, only rules are applied
    private static final int LARGEST_FOR_PARTS = 100; // operations; beyond, parts are not simplified on their own
    private static final long WORK_OF_A_PROPOSAL = 300_000;
    private static final int SHARE_OF_PARTS = 3; // of the work that is left: the rest is for the whole
    private static final long WORK_OF_ALL_PROPOSALS = 400_000; // then the best form so far is the answer
    // Each chain is applied to the whole; algebra follows, then the shortening rules.
    private static final List<List<String>> EXPANSIONS = List.of(List.of(), List.of("trigonometric"), List.of("trigonometric", "angles"),
            List.of("exponential"), List.of("absolute"), List.of("logarithms"), List.of("roots"), List.of("inverses"),
            List.of("trigonometric", "angles", "exponential", "absolute", "logarithms", "roots", "inverses"));
    private static final List<String> CONTRACTIONS = List.of("", "hyperbolic");

    private final Facts facts;
    private final Budget budget;
    private long lastProposal;
    private final Map<Expression, Result> known = new HashMap<>();
    private final Map<Expression, Boolean> holding = new HashMap<>();

    private Simplifier(Assumptions assumptions, Budget budget) {
        this.facts = new Facts(assumptions);
        this.budget = budget;
        this.lastProposal = budget.spent() + WORK_OF_ALL_PROPOSALS;
    }

    /**
     * The shortest form that was found within the budget.
     *
     * @param budget a part of it is spent; where it ends, the shortest form found by then is the answer
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if the thread is interrupted or the time is over
     */
    public static Result simplify(Expression expression, Assumptions assumptions, Budget budget) {
        budget.checkDepth(expression);
        Simplifier simplifier = new Simplifier(assumptions, budget);
        return budget.run(() -> Budget.onDeepStack(expression.depth() * 4, () -> signed(simplifier.simplified(expression)).recorded(expression, assumptions)));
    }

    /**
     * The same again and again, as long as the form gets shorter: what one pass leaves may be what another begins with.
     *
     * @return the passes in order, at least one; all but the first are shorter than the one before
     * @throws dev.fluxion.grammar.FluxionException as {@link #simplify}
     */
    public static List<Result> passes(Expression expression, Assumptions assumptions, Budget budget) {
        long last = budget.spent() + WORK_BEFORE_LAST_PASS;
        List<Result> passes = new ArrayList<>(List.of(simplify(expression, assumptions, budget)));
        Expression before = expression;
        while (passes.size() < MOST_PASSES && budget.spent() < last && !passes.getLast().expression.equals(before)) {
            before = passes.getLast().expression;
            Result next = simplify(before, assumptions, budget);
            if (best(passes.getLast(), List.of(next)) != next) {
                break;
            }
            passes.add(next);
        }
        return passes;
    }

    /**
     * The last of all {@link #passes}, with the steps of all.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #simplify}
     */
    public static Result shortest(Expression expression, Assumptions assumptions, Budget budget) {
        List<Result> passes = passes(expression, assumptions, budget);
        return new Result(passes.getLast().expression, passes.stream().flatMap(pass -> pass.steps.stream()).toList()).recorded(expression, assumptions);
    }

    /** Special values, symmetries, inverses and identities of normal form only: linear in the size of the expression. */
    public static Expression tidy(Expression expression, Assumptions assumptions, Budget budget) {
        return new Rewriter(List.of(RuleSet.named("normal")), List.of(), true, new Facts(assumptions), budget).rewrite(expression);
    }

    // Normal form keeps one of sin(x - 1) and sin(1 - x); the answer is written with the sign inside where that is shorter.
    private static Result signed(Result from) {
        if (Operations.count(from.expression) > LARGEST_FOR_ALGEBRA) {
            return from;
        }
        Expression after = BottomUp.rewrite(from.expression, Grouping::signed);
        return best(from, List.of(new Result(after, joined(from.steps, List.of(step("sign of a sum", from.expression, after))))));
    }

    private Result simplified(Expression expression) {
        Result memo = known.get(expression);
        if (memo != null) {
            return memo;
        }
        List<RuleStep> steps = new ArrayList<>();
        Result best = shortened(new Result(withKernels(expression, steps), steps));
        if (isAlgebraic(expression) && Operations.count(best.expression) <= LARGEST_FOR_PARTS) {
            long whole = lastProposal;
            lastProposal = budget.spent() + (whole - budget.spent()) / SHARE_OF_PARTS;
            best = best(best, List.of(withParts(best)));
            lastProposal = whole;
        }
        if (holdsTensors(best.expression) && Operations.count(best.expression) <= LARGEST_FOR_PARTS) {
            best = best(best, tensorForms(best));
        }
        if (best.expression.isScalar() && !best.expression.operands().isEmpty()) {
            for (int round = 0; round < MOST_ROUNDS; round++) {
                Result next = best(best, proposals(best));
                if (next == best) {
                    break;
                }
                best = next;
            }
        }
        known.put(expression, best);
        return best;
    }

    private boolean holdsTensors(Expression expression) {
        Boolean memo = holding.get(expression);
        if (memo == null) {
            memo = !expression.isScalar() || expression.operands().stream().anyMatch(this::holdsTensors);
            holding.put(expression, memo);
        }
        return memo;
    }

    private List<Result> tensorForms(Result from) {
        List<Result> found = new ArrayList<>();
        try {
            budget.attempt(WORK_OF_A_PROPOSAL, part -> {
                Expression apart = MatrixIdentities.expanded(from.expression, facts);
                for (Expression form : apart.equals(from.expression) ? List.of(apart) : List.of(from.expression, apart)) {
                    Result start = form.equals(from.expression) ? from : new Result(form, joined(from.steps, List.of(step("functions of products", from.expression, form))));
                    found.add(start);
                    TensorTerms.multipliedOut(form).filter(out -> !out.equals(form))
                            .ifPresent(out -> found.add(new Result(out, joined(start.steps, List.of(step("terms multiplied out", form, out))))));
                }
                Entrywise.simplified(from.expression, entry -> simplified(entry).expression).filter(after -> !after.equals(from.expression))
                        .ifPresent(after -> found.add(new Result(after, joined(from.steps, List.of(step("entry by entry", from.expression, after))))));
                return found;
            });
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED); // too large a form is none
        }
        return found;
    }

    // Sums, products and whole powers are simplified as a whole; what stands inside other nodes is simplified first.
    private Expression withKernels(Expression expression, List<RuleStep> steps) {
        Interruption.check(0); // building a sum of thousands of terms anew spends nothing
        boolean algebraic = isAlgebraic(expression);
        List<Expression> changed = new ArrayList<>();
        for (Expression operand : expression.operands()) {
            if (algebraic && operand.isScalar()) {
                changed.add(withKernels(operand, steps));
            } else {
                Result inner = simplified(operand);
                steps.addAll(inner.steps);
                changed.add(inner.expression);
            }
        }
        Expression changedWhole = changed.isEmpty() ? expression : expression.withOperands(changed);
        return withKnownNumbers(WrittenTensors.of(changedWhole).map(entries -> inEntries(changedWhole, entries, steps)).orElse(changedWhole), steps);
    }

    private Expression inEntries(Expression tensors, Expression entries, List<RuleStep> steps) {
        steps.add(step("in its entries", tensors, entries));
        Result inner = simplified(entries);
        steps.addAll(inner.steps);
        return inner.expression;
    }

    private static Expression withKnownNumbers(Expression expression, List<RuleStep> steps) {
        Expression flat = NestedRoots.denested(expression).orElse(expression);
        if (!flat.equals(expression)) {
            steps.add(step("nested roots", expression, flat));
        }
        Expression joined = NumberArctangents.joined(flat).orElse(flat);
        if (!joined.equals(flat)) {
            steps.add(step("sum of arctangents", flat, joined));
        }
        return joined;
    }

    private static boolean isAlgebraic(Expression expression) {
        return expression instanceof Sum || expression instanceof Product
                || expression instanceof Power p && p.exponent() instanceof Constant c && c.value().isInteger();
    }

    // A sum inside a product may have a shorter form that no form of the whole shows.
    private Result withParts(Result from) {
        List<RuleStep> steps = new ArrayList<>(from.steps);
        List<Expression> changed = new ArrayList<>();
        for (Expression operand : from.expression.operands()) {
            if (operand.isScalar() && isAlgebraic(operand) && containsSum(operand)) {
                Result inner = simplified(operand);
                steps.addAll(inner.steps);
                changed.add(inner.expression);
            } else {
                changed.add(operand);
            }
        }
        return changed.isEmpty() ? from : shortened(new Result(from.expression.withOperands(changed), steps));
    }

    private static boolean containsSum(Expression expression) {
        return expression instanceof Sum || isAlgebraic(expression) && expression.operands().stream().anyMatch(Simplifier::containsSum);
    }

    private Result shortened(Result from) {
        Rewriter rewriter = new Rewriter(List.of(RuleSet.named("normal")), List.of(RuleSet.named("shorter")), true, facts, budget);
        Expression after = rewriter.rewrite(from.expression);
        return new Result(after, joined(from.steps, rewriter.steps()));
    }

    private static List<RuleStep> joined(List<RuleStep> first, List<RuleStep> second) {
        List<RuleStep> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Result best(Result current, Collection<Result> proposals) {
        Result best = current;
        for (Result proposal : proposals) {
            if (ORDER.compare(proposal.expression, best.expression) < 0 && (!Undefined.isIn(proposal.expression) || Undefined.isIn(best.expression))) {
                best = proposal;
            }
        }
        return best;
    }

    private static final Comparator<Expression> ORDER = Comparator.<Expression>comparingInt(Operations::count)
            .thenComparingInt(e -> e.toString().length()).thenComparing(Structure.ORDER);

    private List<Result> proposals(Result from) {
        List<Result> found = new ArrayList<>();
        if (Operations.count(from.expression) > LARGEST_FOR_ALGEBRA) {
            return found;
        }
        Set<Expression> seen = new HashSet<>();
        for (List<String> chain : EXPANSIONS) {
            if (budget.spent() > lastProposal) {
                break;
            }
            try {
                budget.attempt(WORK_OF_A_PROPOSAL, part -> {
                    Result expanded = expanded(from, chain, part);
                    if (chain.isEmpty() || !expanded.expression.equals(from.expression)) {
                        algebra(expanded, found, seen, part);
                    }
                    return expanded;
                });
            } catch (FluxionException e) {
                e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED); // too large a proposal is none
            }
        }
        return found;
    }

    private Result expanded(Result from, List<String> chain, Budget part) {
        Result result = from;
        for (String name : chain) {
            result = rewritten(result, name, part);
        }
        return result;
    }

    private Result rewritten(Result from, String set, Budget part) {
        Rewriter rewriter = new Rewriter(List.of(RuleSet.named(set)), List.of(), true, facts, part);
        Result result = new Result(rewriter.rewrite(from.expression), joined(from.steps, rewriter.steps()));
        return set.equals("logarithms") ? withNumbers(result) : result;
    }

    private static Result withNumbers(Result from) {
        Expression after = NumberLogarithms.expanded(from.expression);
        return after.equals(from.expression) ? from
                : new Result(after, joined(from.steps, List.of(step("logarithms of primes", from.expression, after))));
    }

    private void algebra(Result from, List<Result> found, Set<Expression> seen, Budget part) {
        Set<Expression> forms = new java.util.LinkedHashSet<>();
        forms.add(from.expression);
        for (String squares : List.of("squares-sine", "squares-cosine")) {
            forms.addAll(Polynomials.forms(from.expression, squares(squares), part));
        }
        for (Expression form : forms) {
            Result algebraic = form.equals(from.expression) ? from
                    : new Result(form, joined(from.steps, List.of(step("algebra of fractions", from.expression, form))));
            for (String contraction : CONTRACTIONS) {
                Result contracted = contraction.isEmpty() ? algebraic : rewritten(algebraic, contraction, part);
                if (seen.add(contracted.expression)) {
                    Result shorter = shortened(contracted);
                    found.add(shorter);
                    addGrouped(shorter, found);
                }
            }
        }
    }

    private void addGrouped(Result from, List<Result> found) {
        Expression expression = from.expression;
        for (Expression form : List.of(Grouping.grouped(expression), Grouping.signed(expression), Grouping.overCommonNumber(expression))) {
            if (!form.equals(expression)) {
                found.add(new Result(form, joined(from.steps, List.of(step("common factors", expression, form)))));
            }
        }
    }

    private static RuleStep step(String rule, Expression before, Expression after) {
        return new RuleStep(rule, before, after, Condition.TRUE, Rule.Soundness.REAL);
    }

    private Squares squares(String set) {
        Rewriter rewriter = new Rewriter(List.of(RuleSet.named(set)), List.of(), false, facts, budget);
        return kernel -> {
            if (!(kernel instanceof Apply)) {
                return Optional.empty();
            }
            Expression square = Power.of(kernel, 2);
            Expression value = rewriter.rewrite(square);
            return value.equals(square) ? Optional.empty() : Optional.of(value);
        };
    }
}
