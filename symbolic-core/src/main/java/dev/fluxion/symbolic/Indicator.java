package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Iverson's bracket of an affine equation between positions: the entry is 1 where {@code Σ cₐ·iₐ + offset = 0} and 0 elsewhere, with positions
 * {@code i} counted from 0. As a factor of a {@link Product} it ties labels as a δ does: a slice, a shift, {@code vec}, {@code reshape},
 * {@code kron}, a concatenation and the window of a convolution are products with indicators, so that the product rule differentiates them.
 *
 * <p>Source: D. E. Knuth, Two Notes on Notation (Amer. Math. Monthly 99, 1992).
 */
public final class Indicator extends Expression {
    /** One term of the equation: a label of a {@link ProductBuilder} times a coefficient. */
    record Term(int label, Size coefficient) {}

    private final List<Size> coefficients;
    private final Size offset;
    private final SortedSet<Size> required;

    private Indicator(Shape shape, List<Size> coefficients, Size offset, SortedSet<Size> required) {
        super(shape, ((shape.hashCode() * 31 + coefficients.hashCode()) * 31 + offset.hashCode()) * 31 + required.hashCode(), List.of());
        this.coefficients = coefficients;
        this.offset = offset;
        this.required = required;
    }

    /**
     * The coefficient of an axis; never zero.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public Size coefficient(int axis) {
        return coefficients.get(axis);
    }

    /** What stands beside the positions. */
    public Size offset() {
        return offset;
    }

    /** Numbers that must not be negative once sizes are known: how much room an index leaves on its axis. */
    public SortedSet<Size> required() {
        return required;
    }

    /** Whether a number is not negative, by itself or as it is required. */
    public boolean hasRoom(Size number) {
        return number.isNeverNegative() || required.contains(number);
    }

    /** The only position, counted from 1, whose entry is 1, where it is one axis and a known position that the axis must have: a unit vector. */
    public OptionalLong unit() {
        if (coefficients.size() != 1 || !coefficients.getFirst().isLiteral() || Math.abs(coefficients.getFirst().literal()) != 1 || !offset.isLiteral()) {
            return OptionalLong.empty();
        }
        long position = 1 - offset.literal() * coefficients.getFirst().literal();
        return position >= 1 && hasRoom(shape().size(0).minus(Size.of(position))) ? OptionalLong.of(position) : OptionalLong.empty();
    }

    @Override
    public List<Expression> operands() {
        return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return this;
    }

    @Override
    int compareHead(Expression other) {
        Indicator indicator = (Indicator) other;
        return text().compareTo(indicator.text());
    }

    private String text() {
        return shape() + " " + coefficients + " " + offset + " " + required;
    }

    /**
     * An indicator in canonical form with the labels of its axes: terms of one label are added, axes ordered by coefficient and size, and the
     * first coefficient is positive.
     */
    record Placed(Indicator indicator, List<Integer> labels) {
        /** Whether it says only that two labels over one size are equal. */
        boolean isDelta() {
            return labels.size() == 2 && indicator.offset.equals(Size.ZERO) && indicator.shape().size(0).equals(indicator.shape().size(1))
                    && indicator.coefficients.get(0).plus(indicator.coefficients.get(1)).equals(Size.ZERO)
                    && indicator.coefficients.get(0).isLiteral();
        }

        /** Whether it is 1, as nothing is left of its equation. */
        boolean isAlways() {
            return labels.isEmpty() && indicator.offset.equals(Size.ZERO);
        }

        /** Whether its equation has no solution. */
        boolean isNever() {
            return labels.isEmpty() && indicator.offset.isLiteral() && !indicator.offset.equals(Size.ZERO);
        }
    }

    static Placed place(List<Term> terms, Size offset, Collection<Size> required, java.util.function.IntFunction<Size> sizes) {
        Map<Integer, Size> byLabel = new TreeMap<>();
        terms.forEach(term -> byLabel.merge(term.label, term.coefficient, Size::plus));
        List<Term> kept = new ArrayList<>();
        byLabel.forEach((label, coefficient) -> {
            if (!coefficient.equals(Size.ZERO) && !sizes.apply(label).isOne()) { // the only position of a size of one is 0
                kept.add(new Term(label, coefficient));
            }
        });
        List<Term> positive = ordered(kept, sizes);
        List<Term> negative = ordered(kept.stream().map(term -> new Term(term.label, term.coefficient.negate())).toList(), sizes);
        boolean flip = text(negative, sizes).compareTo(text(positive, sizes)) < 0;
        List<Term> chosen = flip ? negative : positive;
        Shape shape = new Shape(chosen.stream().map(term -> sizes.apply(term.label)).toList());
        Indicator indicator = new Indicator(shape, chosen.stream().map(Term::coefficient).toList(), flip ? offset.negate() : offset,
                new TreeSet<>(required));
        return new Placed(indicator, chosen.stream().map(Term::label).toList());
    }

    private static List<Term> ordered(List<Term> terms, java.util.function.IntFunction<Size> sizes) {
        return terms.stream().sorted(Comparator.comparing((Term term) -> term.coefficient.toString()).reversed()
                .thenComparing(term -> sizes.apply(term.label).toString())).toList();
    }

    // Without labels, so that canonical form does not depend on their numbers.
    private static String text(List<Term> terms, java.util.function.IntFunction<Size> sizes) {
        return terms.stream().map(term -> term.coefficient + " " + sizes.apply(term.label)).toList().toString();
    }

    List<Term> terms(List<Integer> labels) {
        return IntStream.range(0, labels.size()).mapToObj(axis -> new Term(labels.get(axis), coefficients.get(axis))).toList();
    }
}
