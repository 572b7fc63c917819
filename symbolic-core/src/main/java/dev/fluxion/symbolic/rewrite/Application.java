package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Applies one rule to one node. A rule for a sum applies to any multiple of it inside a longer sum, one for a product to any whole power of it
 * inside a longer product: {@code k*pattern + rest} becomes {@code k*replacement + rest}.
 *
 * <p>Source: by definition: associativity and the distributive law.
 */
final class Application {
    private final Rule rule;
    private final Expression target;
    private final Facts facts;
    private final Matcher matcher;
    private final boolean partly;
    private final Predicate<Expression> accept;
    private RuleStep step;

    private Application(Rule rule, Expression target, Facts facts, Budget budget, boolean partly, Predicate<Expression> accept) {
        this.partly = partly;
        this.rule = rule;
        this.target = target;
        this.facts = facts;
        this.matcher = new Matcher(budget);
        this.accept = accept;
    }

    /**
     * The first acceptable rewriting of the node, if there is one.
     *
     * @param partly whether in a sum a rule may apply to a part of a term, {@code 3*a + 2*b} being {@code 2*(a + b) + a}
     */
    static Optional<RuleStep> of(Rule rule, Expression target, Facts facts, Budget budget, boolean partly, Predicate<Expression> accept) {
        Application application = new Application(rule, target, facts, budget, partly, accept);
        application.run();
        return Optional.ofNullable(application.step);
    }

    private void run() {
        switch (rule.pattern()) {
            case Sum pattern when target instanceof Sum t -> sum(pattern, t);
            case Product pattern -> product(Matcher.wildcardsLast(Matcher.factors(pattern)));
            case Power pattern when Matcher.exponent(pattern) != 0 -> product(List.of(pattern));
            default -> matcher.match(rule.pattern(), target, Wildcards.NONE, known -> take(known, () -> known.of(rule.replacement())));
        }
    }

    private interface Result {
        Expression get();
    }

    private boolean take(Wildcards known, Result result) {
        Condition condition = rule.condition().map(known::of);
        if (!facts.proves(condition)) {
            return false;
        }
        Expression after = result.get();
        if (after.equals(target) || !accept.test(after) || Undefined.isIn(after) && !Undefined.isIn(target)) {
            return false;
        }
        step = new RuleStep(rule.name(), target, after, condition, rule.soundness(), Condition.TRUE, rule.movesKink());
        return true;
    }

    private void sum(Sum pattern, Sum sum) {
        int anchor = heaviest(pattern.terms());
        for (int i = 0; i < sum.terms().size() && step == null; i++) {
            int place = i;
            matcher.multiple(pattern.terms().get(anchor), sum.terms().get(i), Wildcards.NONE,
                    (known, multiple) -> others(Matcher.without(anchor, pattern.terms()), Matcher.without(place, sum.terms()), known, multiple));
        }
    }

    private static int heaviest(List<Expression> patterns) {
        int heaviest = 0;
        for (int i = 1; i < patterns.size(); i++) {
            heaviest = weight(patterns.get(i)) >= weight(patterns.get(heaviest)) ? i : heaviest;
        }
        return heaviest;
    }

    private static int weight(Expression pattern) {
        return pattern instanceof Constant ? 0 : Wildcards.isWildcard(pattern) ? 1 : pattern.depth() * 4 + Matcher.factors(pattern).size();
    }

    private boolean others(List<Expression> patterns, List<Expression> terms, Wildcards known, Expression multiple) {
        if (patterns.isEmpty()) {
            return take(known, () -> replaced(known, multiple));
        }
        Expression pattern = patterns.stream().filter(known::knows).findFirst().orElse(patterns.getFirst());
        List<Expression> rest = new ArrayList<>(patterns);
        rest.remove(pattern);
        Expression wanted = known.knows(pattern) ? Product.of(multiple, known.of(pattern)) : null;
        Expression divisor = wanted == null ? Power.of(multiple, -1) : Constant.ONE;
        for (int i = 0; i < terms.size(); i++) {
            Expression term = terms.get(i);
            int place = i;
            if (wanted != null) {
                if (isLike(wanted, term)) {
                    return others(rest, Matcher.without(i, terms), known, multiple);
                }
            } else if (matcher.match(pattern, divisor.equals(Constant.ONE) ? term : Product.of(term, divisor), known, more ->
                    others(rest, Matcher.without(place, terms), more, multiple))) {
                return true;
            }
        }
        return false;
    }

    // Term by term, so that like terms meet.
    private Expression replaced(Wildcards known, Expression multiple) {
        List<Expression> terms = new ArrayList<>();
        terms.add(target);
        for (Expression term : ((Sum) rule.pattern()).terms()) {
            terms.add(Product.of(Constant.MINUS_ONE, multiple, known.of(term)));
        }
        Expression replacement = known.of(rule.replacement());
        for (Expression term : replacement instanceof Sum s ? s.terms() : List.of(replacement)) {
            terms.add(Product.of(multiple, term));
        }
        return Sum.of(terms);
    }

    // Where shorter is the aim, like terms of the same sign will do: what one has more than the other stays in the sum.
    private boolean isLike(Expression wanted, Expression term) {
        if (!partly) {
            return wanted.equals(term);
        }
        return Matcher.coefficient(wanted).signum() == Matcher.coefficient(term).signum() && body(wanted).equals(body(term));
    }

    private static Expression body(Expression term) {
        return term instanceof Constant ? Constant.ONE : term instanceof Product p ? p.withCoefficient(Rational.ONE) : term;
    }

    private void product(List<Expression> patterns) {
        List<Expression> items = Matcher.factors(target);
        if (patterns.size() <= items.size()) {
            powers(patterns, items, Wildcards.NONE, 0);
        }
    }

    // power is how often the pattern is contained; 0 while that is open
    private boolean powers(List<Expression> patterns, List<Expression> items, Wildcards known, int power) {
        if (patterns.isEmpty()) {
            return take(known, () -> Product.of(target, Power.of(known.of(rule.pattern()), -power), Power.of(known.of(rule.replacement()), power)));
        }
        Expression pattern = patterns.getFirst();
        int wanted = Matcher.exponent(pattern);
        for (int i = 0; i < items.size(); i++) {
            Expression item = items.get(i);
            int place = i;
            int given = Matcher.exponent(item);
            int times = wanted == 0 || given == 0 ? 1 : given / wanted;
            if (times == 0 || power != 0 && times > 0 != power > 0) {
                continue;
            }
            int next = power == 0 || Math.abs(times) < Math.abs(power) ? times : power;
            Expression p = wanted == 0 || given == 0 ? pattern : Matcher.base(pattern);
            Expression t = wanted == 0 || given == 0 ? item : Matcher.base(item);
            if (matcher.match(p, t, known, more -> powers(patterns.subList(1, patterns.size()), Matcher.without(place, items), more, next))) {
                return true;
            }
        }
        return false;
    }
}
