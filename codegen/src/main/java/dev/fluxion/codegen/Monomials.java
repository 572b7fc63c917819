package dev.fluxion.codegen;

import dev.fluxion.codegen.Instruction.Divide;
import dev.fluxion.codegen.Instruction.Multiply;
import dev.fluxion.codegen.Instruction.Negate;
import java.util.ArrayList;
import java.util.List;

/** The values of a program as coefficients times factors, where products of products are one; factors are values that are no products. */
final class Monomials {
    // A longer product keeps its largest part as one factor, so that all products together stay linear in the program.
    private static final int MOST_FACTORS = 10;

    /**
     * A product.
     *
     * @param above factors, sorted, as often as they occur
     * @param below divisors in the same manner
     */
    record Monomial(double coefficient, List<Integer> above, List<Integer> below) {
        int size() {
            return above.size() + below.size();
        }

        boolean fits() {
            return size() <= MOST_FACTORS && isOrdinary(coefficient);
        }

        Monomial inverse() {
            return new Monomial(1 / coefficient, below, above);
        }

        Monomial times(Monomial other) {
            return new Monomial(coefficient * other.coefficient, merged(above, other.above), merged(below, other.below));
        }

        private static List<Integer> merged(List<Integer> one, List<Integer> other) {
            List<Integer> all = new ArrayList<>(one);
            all.addAll(other);
            all.sort(Integer::compare);
            return List.copyOf(all);
        }
    }

    private final Program program;
    private final Monomial[] monomials;
    private final boolean[] needed;

    Monomials(Program program) {
        this.program = program;
        monomials = new Monomial[program.instructions().size()];
        needed = new boolean[monomials.length];
        for (int i = 0; i < monomials.length; i++) {
            monomials[i] = monomial(i, program.instructions().get(i));
        }
        program.outputs().forEach(output -> needed[output] = true);
        for (int i = monomials.length - 1; i >= 0; i--) {
            if (needed[i]) {
                parts(i).forEach(part -> needed[part] = true);
            }
        }
    }

    /** Whether a value is computed under its own name. */
    boolean isNeeded(int value) {
        return needed[value];
    }

    static boolean isProduct(Instruction instruction) {
        return switch (instruction) {
            case Multiply m -> true;
            case Divide d -> true;
            case Negate n -> true;
            default -> false;
        };
    }

    Monomial get(int value) {
        return monomials[value];
    }

    private List<Integer> parts(int value) {
        if (!isProduct(program.instructions().get(value))) {
            return program.instructions().get(value).operands();
        }
        List<Integer> parts = new ArrayList<>(monomials[value].above);
        parts.addAll(monomials[value].below);
        return parts;
    }

    private Monomial monomial(int number, Instruction instruction) {
        return switch (instruction) {
            case Multiply m -> product(m.left(), factor(m.left()), single(m.right()), factor(m.right()));
            case Divide d -> product(d.left(), factor(d.left()), single(d.right()).inverse(), divisor(d.right()));
            case Negate n -> factor(n.operand()).times(new Monomial(-1, List.of(), List.of()));
            default -> single(number);
        };
    }

    private static Monomial single(int factor) {
        return new Monomial(1, List.of(factor), List.of());
    }

    private Monomial factor(int value) {
        return program.instructions().get(value) instanceof Instruction.Number n && isOrdinary(n.value())
                ? new Monomial(n.value(), List.of(), List.of()) : monomials[value];
    }

    // Whole numbers divide as written: x/10 is the double nearest to a tenth of x.
    private Monomial divisor(int value) {
        boolean whole = program.instructions().get(value) instanceof Instruction.Number n && n.value() == Math.rint(n.value());
        return (whole ? single(value) : factor(value)).inverse();
    }

    // Of a product that is too long, or whose coefficient leaves the range, the longer side stays whole.
    private static Monomial product(int left, Monomial expandedLeft, Monomial right, Monomial expandedRight) {
        Monomial product = expandedLeft.times(expandedRight);
        if (!product.fits()) {
            product = expandedLeft.size() >= expandedRight.size() ? single(left).times(expandedRight) : expandedLeft.times(right);
        }
        return product.fits() ? product : single(left).times(right);
    }

    private static boolean isOrdinary(double value) {
        return Double.isFinite(value) && Math.abs(value) >= Double.MIN_NORMAL;
    }
}
