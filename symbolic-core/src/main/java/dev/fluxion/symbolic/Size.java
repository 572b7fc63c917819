package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The number of entries along an axis: a polynomial with whole coefficients in the names of sizes, such as {@code n}, {@code 10} or {@code n - k +
 * 1}. Two sizes are the same only if the polynomials are: {@code n} and {@code d} never are, whatever data binds them to. Coefficients are of type
 * {@code long}: an operation that leaves its range is an {@link ArithmeticException}.
 */
public final class Size implements Comparable<Size> {
    /** None. */
    public static final Size ZERO = of(0);
    /** One. */
    public static final Size ONE = of(1);

    private final SortedMap<String, Long> terms; // monomial, names joined by '*' in order ("" is the constant), to coefficient

    private Size(SortedMap<String, Long> terms) {
        this.terms = terms;
    }

    /** A literal size, at least 0; or the part of one, of any sign. */
    public static Size of(long value) {
        SortedMap<String, Long> terms = new TreeMap<>();
        if (value != 0) {
            terms.put("", value);
        }
        return new Size(terms);
    }

    /**
     * A named size.
     *
     * @throws IllegalArgumentException if the name is empty or holds a {@code *}
     */
    public static Size named(String name) {
        if (name.isEmpty() || name.contains("*")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a size");
        }
        SortedMap<String, Long> terms = new TreeMap<>();
        terms.put(name, 1L);
        return new Size(terms);
    }

    /** Sum. */
    public Size plus(Size other) {
        SortedMap<String, Long> sum = new TreeMap<>(terms);
        other.terms.forEach((monomial, coefficient) -> merge(sum, monomial, coefficient));
        return new Size(sum);
    }

    /** Difference, which may be no size itself. */
    public Size minus(Size other) {
        return plus(other.negate());
    }

    /** The opposite number. */
    public Size negate() {
        return times(of(-1));
    }

    /**
     * This divided by a whole number that divides every coefficient.
     *
     * @param divisor not 0
     * @throws IllegalArgumentException if it divides one of them only with a rest
     */
    public Size over(long divisor) {
        SortedMap<String, Long> quotient = new TreeMap<>();
        terms.forEach((monomial, coefficient) -> {
            if (coefficient % divisor != 0) {
                throw new IllegalArgumentException(this + " by " + divisor);
            }
            quotient.put(monomial, coefficient / divisor);
        });
        return new Size(quotient);
    }

    /** Whether it is another one of a single term times something whole, as the forms of both show. */
    public boolean isMultipleOf(Size divisor) {
        if (divisor.terms.size() != 1) {
            return terms.isEmpty() || equals(divisor) || negate().equals(divisor);
        }
        List<String> names = names(divisor.terms.firstKey());
        long number = divisor.terms.get(divisor.terms.firstKey());
        return terms.entrySet().stream().allMatch(term -> {
            List<String> left = names(term.getKey());
            return term.getValue() % number == 0 && names.stream().allMatch(left::remove);
        });
    }

    /** This divided by another size of a single term, where that goes without a rest; empty too where the divisor has another number of terms. */
    public Optional<Size> over(Size divisor) {
        if (divisor.terms.size() != 1 || !isMultipleOf(divisor)) {
            return Optional.empty();
        }
        List<String> names = names(divisor.terms.firstKey());
        SortedMap<String, Long> quotient = new TreeMap<>();
        over(divisor.terms.get(divisor.terms.firstKey())).terms.forEach((monomial, coefficient) -> {
            List<String> left = names(monomial);
            names.forEach(left::remove);
            quotient.put(String.join("*", left), coefficient);
        });
        return Optional.of(new Size(quotient));
    }

    private static List<String> names(String monomial) {
        return monomial.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(monomial.split("\\*")));
    }

    /** Whether it is at least 0 whatever the names stand for: names of sizes are at least 0 themselves. */
    public boolean isNeverNegative() {
        return terms.values().stream().allMatch(coefficient -> coefficient > 0);
    }

    /** Product. */
    public Size times(Size other) {
        SortedMap<String, Long> product = new TreeMap<>();
        terms.forEach((a, m) -> other.terms.forEach((b, n) -> merge(product, joined(a, b), Math.multiplyExact(m, n))));
        return new Size(product);
    }

    private static void merge(SortedMap<String, Long> into, String monomial, long coefficient) {
        into.merge(monomial, coefficient, Math::addExact);
        if (into.get(monomial) == 0) {
            into.remove(monomial);
        }
    }

    private static String joined(String a, String b) {
        List<String> names = new ArrayList<>();
        for (String part : List.of(a, b)) {
            if (!part.isEmpty()) {
                names.addAll(List.of(part.split("\\*")));
            }
        }
        return names.stream().sorted().collect(Collectors.joining("*"));
    }

    /** Whether this is the literal 1, the only size that stretches. */
    public boolean isOne() {
        return equals(ONE);
    }

    /** Whether no name occurs in it. */
    public boolean isLiteral() {
        return terms.isEmpty() || terms.size() == 1 && terms.containsKey("");
    }

    /**
     * The value of a literal size.
     *
     * @throws IllegalStateException if it depends on a name
     */
    public long literal() {
        if (!isLiteral()) {
            throw new IllegalStateException(this + " is no literal size");
        }
        return terms.getOrDefault("", 0L);
    }

    /** Whether it is below 0 whatever the names stand for, all of them 0 aside. */
    public boolean isNegative() {
        return !terms.isEmpty() && terms.values().stream().allMatch(coefficient -> coefficient < 0);
    }

    /** The names that occur in it. */
    public java.util.Set<String> names() {
        return terms.keySet().stream().filter(monomial -> !monomial.isEmpty()).flatMap(monomial -> java.util.Arrays.stream(monomial.split("\\*")))
                .collect(Collectors.toSet());
    }

    /** The most names that are multiplied in one term: 0 for a literal size. */
    public int degree() {
        return terms.keySet().stream().mapToInt(monomial -> names(monomial).size()).max().orElse(0);
    }

    /** Coefficients by monomial: names joined by {@code *}, the empty text for the constant. */
    public Map<String, Long> terms() {
        return java.util.Collections.unmodifiableSortedMap(terms);
    }

    /**
     * The value under a binding of the names.
     *
     * @param binding gives the number of entries, at least 0, for every name
     * @throws ArithmeticException if the value exceeds the range of {@code long}
     */
    public long value(ToLongFunction<String> binding) {
        long sum = 0;
        for (var term : terms.entrySet()) {
            long product = term.getValue();
            for (String name : term.getKey().isEmpty() ? new String[0] : term.getKey().split("\\*")) {
                product = Math.multiplyExact(product, binding.applyAsLong(name));
            }
            sum = Math.addExact(sum, product);
        }
        return sum;
    }

    @Override
    public int compareTo(Size other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Size size && terms.equals(size.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** {@code n}, {@code 10}, {@code n - k + 1}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<String> monomials = new ArrayList<>(terms.keySet());
        monomials.sort((a, b) -> a.isEmpty() ? 1 : b.isEmpty() ? -1 : a.compareTo(b));
        for (String monomial : monomials) {
            long coefficient = terms.get(monomial);
            text.append(text.isEmpty() ? coefficient < 0 ? "-" : "" : coefficient < 0 ? " - " : " + ");
            long size = Math.abs(coefficient);
            text.append(monomial.isEmpty() ? Long.toString(size) : size == 1 ? monomial : size + "*" + monomial);
        }
        return text.isEmpty() ? "0" : text.toString();
    }
}
