package dev.fluxion.symbolic;

import dev.fluxion.symbolic.ProductBuilder.Factor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Indicators among the factors of a product in canonical form. Labels that were tied share a term; an equation that says no more than a tie becomes
 * one; a number that two equations write in digits, as {@code vec} and {@code kron} do, is left out; and equal numbers have equal digits: {@code i + n*j
 * = k + n*l} says {@code i = k} and {@code j = l} where {@code i} and {@code k} are below {@code n}. A label that is summed over and can only be one
 * number is that position of what has it.
 *
 * <p>Source: D. E. Knuth, Seminumerical Algorithms (3rd ed., 1997), §4.1: numbers in a mixed radix.
 */
final class IndicatorRules {
    private static final Size MINUS_ONE = Size.of(-1);

    private final Set<Integer> axes;
    private final IntFunction<Size> sizes;
    private final List<int[]> ties = new ArrayList<>();
    private final Set<Integer> gone = new TreeSet<>();
    private List<Factor> factors;
    private boolean never;

    /** @param axes labels that are not summed over */
    IndicatorRules(List<Factor> factors, Set<Integer> axes, IntFunction<Size> sizes) {
        this.factors = factors;
        this.axes = axes;
        this.sizes = sizes;
    }

    /** Simplifies until there is a tie, which is to be put in before anything else, or nothing more is to be done. */
    void apply() {
        place();
        while (ties.isEmpty() && !never && (selectPosition() || leaveNumberOut() || leaveDigitsOut() || equateDigits() || compareNumbers())) {
            Budget.current().check();
            place();
        }
    }

    List<Factor> factors() {
        return factors;
    }

    /** Pairs of labels that turned out to be equal. */
    List<int[]> ties() {
        return ties;
    }

    /** Labels that took one value only, and are left out. */
    Set<Integer> gone() {
        return gone;
    }

    /** Whether an equation has no solution. */
    boolean isNever() {
        return never;
    }

    private void place() {
        List<Factor> kept = new ArrayList<>();
        for (Factor factor : factors) {
            if (!(factor.expression() instanceof Indicator indicator)) {
                kept.add(factor);
                continue;
            }
            Indicator.Placed placed = Indicator.place(indicator.terms(factor.labels()), indicator.offset(), indicator.required(), sizes);
            if (placed.isDelta()) {
                ties.add(new int[] {placed.labels().getFirst(), placed.labels().getLast()});
            } else if (placed.isNever() || isOutOfReach(placed)) {
                never = true;
            } else if (!placed.isAlways() && !kept.contains(new Factor(placed.indicator(), placed.labels()))) {
                kept.add(new Factor(placed.indicator(), placed.labels()));
            }
        }
        factors = kept;
    }

    // i = j + n with i below n: all positions are on one side of the number.
    private boolean isOutOfReach(Indicator.Placed placed) {
        Size least = placed.indicator().offset();
        Size most = least;
        for (Indicator.Term term : placed.indicator().terms(placed.labels())) {
            Size reach = term.coefficient().times(sizes.apply(term.label()).minus(Size.ONE));
            boolean rises = term.coefficient().isNeverNegative();
            if (!rises && !term.coefficient().negate().isNeverNegative()) {
                return false;
            }
            most = rises ? most.plus(reach) : most;
            least = rises ? least : least.plus(reach);
        }
        return placed.indicator().required().isEmpty() && (least.minus(Size.ONE).isNeverNegative() || most.plus(Size.ONE).negate().isNeverNegative());
    }

    // Σ A[j, i]*[j = 2] is A[2, i], and Σ [j = 2] is 1, where there is such a position.
    private boolean selectPosition() {
        for (Factor factor : factors) {
            if (factor.expression() instanceof Indicator indicator && factor.labels().size() == 1 && !axes.contains(factor.labels().getFirst())) {
                int label = factor.labels().getFirst();
                Size position = indicator.offset().times(indicator.coefficient(0).negate()); // of units
                List<Factor> users = factors.stream().filter(other -> other != factor && other.labels().contains(label)).toList();
                if (isUnit(indicator.coefficient(0)) && position.isLiteral() && position.isNeverNegative() && indicator.hasRoom(sizes.apply(label).minus(position).minus(Size.ONE))
                        && users.stream().allMatch(user -> user.labels().stream().filter(each -> each == label).count() == 1)) {
                    gone.add(label);
                    factors.remove(factor);
                    factors.removeAll(users);
                    users.forEach(user -> factors.add(user.expression() instanceof Indicator other ? at(position, other, indicator.required(), user.labels(), label)
                            : selected(user, label, position.literal() + 1)));
                    return true;
                }
            }
        }
        return false;
    }

    // Another equation with that position put in.
    private Factor at(Size position, Indicator other, Collection<Size> room, List<Integer> labels, int label) {
        List<Indicator.Term> rest = new ArrayList<>(other.terms(labels));
        Indicator.Term own = rest.stream().filter(term -> term.label() == label).findFirst().orElseThrow();
        rest.remove(own);
        Set<Size> required = new LinkedHashSet<>(other.required());
        required.addAll(room);
        Indicator.Placed placed = Indicator.place(rest, other.offset().plus(own.coefficient().times(position)), required, sizes);
        return new Factor(placed.indicator(), placed.labels());
    }

    private static Factor selected(Factor user, int label, long position) {
        List<Integer> rest = user.labels().stream().filter(each -> each != label).toList();
        return new Factor(Selection.of(user.expression(), user.labels().indexOf(label), position), rest);
    }

    // A label that is summed over, with what its equation gives for it.
    private record Number(int label, Factor equation, List<Indicator.Term> digits, Size offset) {}

    // Where the digits make every number of a label that occurs in no more than another equation, that label goes.
    private boolean leaveNumberOut() {
        for (Factor factor : factors) {
            for (int label : factor.expression() instanceof Indicator ? factor.labels() : List.<Integer>of()) {
                List<Factor> users = factors.stream().filter(other -> other.labels().contains(label)).toList();
                boolean inEquations = !axes.contains(label) && users.size() <= 2 && users.stream().allMatch(user -> user.expression() instanceof Indicator);
                Optional<Number> number = inEquations ? number(factor, label).filter(this::isAlwaysOfTheLabel) : Optional.empty();
                if (number.isPresent()) {
                    gone.add(label);
                    factors.remove(factor);
                    users.stream().filter(user -> user != factor).forEach(other -> put(number.get(), other));
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Number> number(Factor equation, int label) {
        Indicator indicator = (Indicator) equation.expression();
        List<Indicator.Term> terms = indicator.terms(equation.labels());
        Size own = terms.stream().filter(term -> term.label() == label).findFirst().orElseThrow().coefficient();
        if (!isUnit(own) || !indicator.required().isEmpty()) {
            return Optional.empty();
        }
        Size sign = own.negate();
        return Optional.of(new Number(label, equation, terms.stream().filter(term -> term.label() != label)
                .map(term -> new Indicator.Term(term.label(), term.coefficient().times(sign))).toList(), indicator.offset().times(sign)));
    }

    private boolean isAlwaysOfTheLabel(Number number) {
        Size largest = number.offset;
        for (Indicator.Term digit : number.digits) {
            largest = largest.plus(digit.coefficient().times(sizes.apply(digit.label()).minus(Size.ONE)));
        }
        return number.offset.isNeverNegative() && number.digits.stream().allMatch(digit -> digit.coefficient().isNeverNegative())
                && sizes.apply(number.label).minus(Size.ONE).minus(largest).isNeverNegative();
    }

    private void put(Number number, Factor into) {
        Indicator indicator = (Indicator) into.expression();
        List<Indicator.Term> terms = new ArrayList<>(indicator.terms(into.labels()));
        Indicator.Term own = terms.stream().filter(term -> term.label() == number.label).findFirst().orElseThrow();
        terms.remove(own);
        number.digits.forEach(digit -> terms.add(new Indicator.Term(digit.label(), digit.coefficient().times(own.coefficient()))));
        replace(into, terms, indicator.offset().plus(number.offset.times(own.coefficient())), indicator.required());
    }

    private void replace(Factor factor, List<Indicator.Term> terms, Size offset, Collection<Size> required) {
        Indicator.Placed placed = Indicator.place(terms, offset, required, sizes);
        factors.remove(factor);
        factors.add(new Factor(placed.indicator(), placed.labels()));
    }

    // Labels that are the digits of what is always a number below the product of their sizes, and that nothing else has, are summed to 1.
    private boolean leaveDigitsOut() {
        for (Factor factor : factors) {
            if (factor.expression() instanceof Indicator indicator && indicator.required().isEmpty()) {
                for (Size sign : List.of(Size.ONE, MINUS_ONE)) {
                    Set<Integer> digits = digitsOfNumber(indicator.terms(factor.labels()), indicator.offset(), sign, 1);
                    if (!digits.isEmpty()) {
                        gone.addAll(digits);
                        factors.remove(factor);
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private Set<Integer> digitsOfNumber(List<Indicator.Term> terms, Size offset, Size sign, int users) {
        Set<Integer> digits = new TreeSet<>();
        Size unit = Size.ONE;
        for (Optional<Indicator.Term> next = digit(terms, digits, sign, users); next.isPresent(); next = digit(terms, digits, unit.times(sign), users)) {
            digits.add(next.get().label());
            unit = unit.times(sizes.apply(next.get().label()));
        }
        Size number = offset.times(sign).negate();
        Size largest = number;
        boolean rises = number.isNeverNegative();
        for (Indicator.Term term : terms) {
            if (!digits.contains(term.label())) {
                Size weight = term.coefficient().times(sign).negate();
                rises &= weight.isNeverNegative();
                largest = largest.plus(weight.times(sizes.apply(term.label()).minus(Size.ONE)));
            }
        }
        return rises && unit.minus(Size.ONE).minus(largest).isNeverNegative() ? digits : Set.of();
    }

    private Optional<Indicator.Term> digit(List<Indicator.Term> terms, Set<Integer> known, Size weight, int users) {
        return terms.stream().filter(term -> !known.contains(term.label()) && term.coefficient().equals(weight) && !axes.contains(term.label())
                && users(term.label()) == users).findFirst();
    }

    private long users(int label) {
        return factors.stream().filter(factor -> factor.labels().contains(label)).count();
    }

    // c*(i - k) + c*s*(…) = 0 with i and k below s.
    private boolean equateDigits() {
        for (Factor factor : factors) {
            if (factor.expression() instanceof Indicator indicator && factor.labels().size() > 1) {
                List<Indicator.Term> terms = indicator.terms(factor.labels());
                for (Indicator.Term first : terms) {
                    for (Indicator.Term second : terms) {
                        if (areDigits(first, second, terms, indicator.offset())) {
                            ties.add(new int[] {first.label(), second.label()});
                            replace(factor, terms.stream().filter(term -> term != first && term != second).toList(), indicator.offset(), indicator.required());
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    // Two equations that give the same number say that its digits are the same.
    private boolean compareNumbers() {
        for (Factor one : factors) {
            for (Factor other : factors) {
                if (one != other && one.expression() instanceof Indicator first && other.expression() instanceof Indicator second && tieDigits(one, first, other, second)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean tieDigits(Factor one, Indicator first, Factor other, Indicator second) {
        for (int label : one.labels()) {
            if (other.labels().contains(label) && isUnit(coefficient(first, one, label)) && isUnit(coefficient(second, other, label))) {
                Size sign = coefficient(first, one, label).negate().times(coefficient(second, other, label)); // of units: their quotient
                List<Indicator.Term> terms = new ArrayList<>(first.terms(one.labels()));
                second.terms(other.labels()).forEach(term -> terms.add(new Indicator.Term(term.label(), term.coefficient().times(sign))));
                Indicator.Placed difference = Indicator.place(terms, first.offset().plus(second.offset().times(sign)), second.required(), sizes);
                Set<Integer> shared = new TreeSet<>(one.labels());
                shared.removeIf(each -> !other.labels().contains(each) || difference.labels().contains(each));
                if (shared.stream().anyMatch(axes::contains) || shared.stream().anyMatch(each -> users(each) > 2)) {
                    if (tieDigits(difference)) {
                        return true;
                    }
                } else if (first.required().isEmpty() && Stream.of(Size.ONE, MINUS_ONE)
                        .anyMatch(each -> digitsOfNumber(first.terms(one.labels()), first.offset(), each, 2).equals(shared))) {
                    gone.addAll(shared);
                    factors.removeAll(List.of(one, other));
                    factors.add(new Factor(difference.indicator(), difference.labels()));
                    return true;
                }
            }
        }
        return false;
    }

    private boolean tieDigits(Indicator.Placed difference) {
        List<Indicator.Term> left = difference.indicator().terms(difference.labels());
        for (Indicator.Term digit : left) {
            for (Indicator.Term same : left) {
                if (areDigits(digit, same, left, difference.indicator().offset())) {
                    ties.add(new int[] {digit.label(), same.label()});
                    return true;
                }
            }
        }
        return false;
    }

    private static Size coefficient(Indicator indicator, Factor factor, int label) {
        return indicator.coefficient(factor.labels().indexOf(label));
    }

    private static boolean isUnit(Size size) {
        return size.isOne() || size.negate().isOne();
    }

    private boolean areDigits(Indicator.Term first, Indicator.Term second, List<Indicator.Term> terms, Size offset) {
        Size size = sizes.apply(first.label());
        if (first == second || !first.coefficient().plus(second.coefficient()).equals(Size.ZERO) || !size.equals(sizes.apply(second.label()))
                || !isPositiveWithEntries(first.coefficient())) {
            return false;
        }
        Size next = first.coefficient().times(size);
        return offset.isMultipleOf(next) && terms.stream().filter(term -> term != first && term != second).allMatch(term -> term.coefficient().isMultipleOf(next));
    }

    // A product of sizes of labels, which are not 0 where there is an entry at all.
    private boolean isPositiveWithEntries(Size coefficient) {
        Set<String> known = new TreeSet<>();
        factors.forEach(factor -> factor.labels().forEach(label -> known.addAll(sizes.apply(label).terms().size() == 1 ? sizes.apply(label).names() : Set.of())));
        return coefficient.terms().size() == 1 && coefficient.isNeverNegative() && known.containsAll(coefficient.names());
    }
}
